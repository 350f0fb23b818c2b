package io.fairlead.cli;

import io.fairlead.DiscoveryException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Exit codes: 0 when the command did what it was asked for, 1 when no Service was found, 2 for bad arguments. */
@Command(
        name = "fairlead",
        version = "fairlead 0.1.0-SNAPSHOT",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds the pods behind a Kubernetes Service, tells why each is used, and calls them.",
        subcommands = {ExplainCommand.class, WatchCommand.class, CallCommand.class, DiagnoseCommand.class})
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        StopOnSignal signal = StopOnSignal.install(surroundings.stop());
        int code = run(List.of(args), surroundings);
        signal.end(code);
        System.exit(code);
    }

    static int run(List<String> args, Surroundings surroundings) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(surroundings))
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::badArguments)
                .setExecutionExceptionHandler(Main::failed);
        return line.execute(args.toArray(String[]::new));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int badArguments(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + e.getMessage());
        command.getErr().println("See: " + name + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        boolean explained = e instanceof DiscoveryException || e instanceof UncheckedIOException;
        if (!explained) {
            throw e; // a fault of this program: its stack trace tells more than a line
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
