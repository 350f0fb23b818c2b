package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.balancer.Balancer;
import io.fairlead.resilience.RetryConfig;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    ServiceArgument service = new ServiceArgument();

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (DiscoveryArguments.Discovery open =
                discovery.open(surroundings, Balancer.adaptive(), RetryConfig.defaults(), Optional.empty())) {
            EndpointGroup group = open.services().group(service.get());
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
