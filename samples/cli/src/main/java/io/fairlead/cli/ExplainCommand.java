package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.Explanation;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.RetryConfig;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead explain orders.shop:http}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells where the endpoints of a Service come from, and why each is or is not used. "
                + "Exit code 1 if there is no such Service.")
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    DiscoveryArguments discovery = new DiscoveryArguments();

    @Parameters(
            paramLabel = "SERVICE",
            converter = Values.OfService.class,
            description = "orders, orders.shop:http, orders.shop.svc.cluster.local:8080")
    @Nullable
    ServiceRef service;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Values.OfJsonFile.class,
            description = "write the explanation to this file too")
    Optional<JsonFile> json = Optional.empty();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (DiscoveryArguments.Discovery open =
                discovery.open(surroundings, Policy.ADAPTIVE, RetryConfig.defaults(), Optional.empty())) {
            EndpointGroup group = open.services().group(Objects.requireNonNull(service));
            GroupState state = Readiness.await(group, surroundings.patience());
            Explanation explanation = open.services().explain(group.service());
            surroundings.out().println(explanation);
            json.ifPresent(to -> to.write(ExplanationReport.of(explanation)));
            Optional<Problem> notFound = Readiness.notFound(state);
            notFound.ifPresent(problem -> surroundings.err().println("fairlead explain: " + problem.message()));
            return notFound.isPresent() ? 1 : 0;
        }
    }
}
