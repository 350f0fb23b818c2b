package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.RetryConfig;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fairlead watch orders.shop:http}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Prints the changes of a Service as they come, and how old each was when it arrived. Ends with Ctrl-C.")
final class WatchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    DiscoveryArguments discovery = new DiscoveryArguments();

    @Parameters(
            paramLabel = "SERVICE",
            converter = Values.OfService.class,
            description = "orders, orders.shop:http, orders.shop.svc.cluster.local:8080")
    @Nullable
    ServiceRef service;

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (DiscoveryArguments.Discovery open =
                discovery.open(surroundings, Policy.ADAPTIVE, RetryConfig.defaults(), Optional.empty())) {
            EndpointGroup group = open.services().group(Objects.requireNonNull(service));
            Changes changes = new Changes(Clock.system(ZoneId.systemDefault()));
            EndpointGroup.Interest interest = group.subscribe(
                    state -> print(changes.next(state, open.services().explain(group.service()))));
            surroundings.stop().await();
            interest.close();
        }
        return 0;
    }

    private void print(List<String> lines) {
        lines.forEach(surroundings.out()::println);
    }
}
