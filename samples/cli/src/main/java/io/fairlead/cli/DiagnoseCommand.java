package io.fairlead.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fairlead diagnose orders.shop:http}. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Asks every source for a Service by itself, and says what has to be mended, with the YAML. "
                + "Exit code 1 if anything has.")
final class DiagnoseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    DiscoveryArguments discovery = new DiscoveryArguments();

    @Mixin
    ServiceArgument service = new ServiceArgument();

    DiagnoseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        AtomicBoolean bad = new AtomicBoolean();
        new Diagnosis(service.get(), discovery, surroundings).run(finding -> {
            surroundings.out().println(finding);
            if (finding.level() == Finding.Level.FIX) {
                bad.set(true);
            }
        });
        return bad.get() ? 1 : 0;
    }
}
