package io.fairlead.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives the commands what they live in; everything else is made as picocli does. */
record CommandFactory(Surroundings surroundings) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == ExplainCommand.class) {
            return type.cast(new ExplainCommand(surroundings));
        }
        if (type == WatchCommand.class) {
            return type.cast(new WatchCommand(surroundings));
        }
        if (type == CallCommand.class) {
            return type.cast(new CallCommand(surroundings));
        }
        if (type == DiagnoseCommand.class) {
            return type.cast(new DiagnoseCommand(surroundings));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
