package io.fairlead.cli;

import io.fairlead.endpoint.ServiceRef;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Parameters(
            paramLabel = "SERVICE",
            converter = Values.OfService.class,
            description = "orders, orders.shop:http, orders.shop.svc.cluster.local:8080")
    @Nullable
    ServiceRef service;

    DiagnoseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        AtomicBoolean bad = new AtomicBoolean();
        new Diagnosis(Objects.requireNonNull(service), discovery, surroundings).run(finding -> {
            surroundings.out().println(finding);
            if (finding.level() == Finding.Level.FIX) {
                bad.set(true);
            }
        });
        return bad.get() ? 1 : 0;
    }
}
