package io.fairlead.cli;

import io.fairlead.EndpointGroup;
import io.fairlead.Explanation;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.RetryConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead explain orders.shop:http}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells where the endpoints of Services come from, and why each is or is not used. "
                + "Exit code 1 if there is no such Service.")
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    DiscoveryArguments discovery = new DiscoveryArguments();

    @Mixin
    PolicyArguments policy = new PolicyArguments();

    @Parameters(
            arity = "1..*",
            paramLabel = "SERVICE",
            converter = Values.OfService.class,
            description = "orders, orders.shop:http, orders.shop.svc.cluster.local:8080")
    List<ServiceRef> services = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Values.OfJsonFile.class,
            description = "write the explanation to this file too; of several Services, a list")
    Optional<JsonFile> json = Optional.empty();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> conflict = policy.conflict();
        if (conflict.isPresent()) {
            throw discovery.bad(conflict.get());
        }
        try (DiscoveryArguments.Discovery open =
                discovery.open(surroundings, policy.balancer(), RetryConfig.defaults(), Optional.empty())) {
            // All of them at once: what they wait for is the same.
            List<EndpointGroup> groups =
                    services.stream().map(open.services()::group).toList();
            groups.forEach(EndpointGroup::state);
            List<ExplanationReport> reports = new ArrayList<>();
            boolean allFound = true;
            for (EndpointGroup group : groups) {
                GroupState state = Readiness.await(group, surroundings.patience());
                Explanation explanation = open.services().explain(group.service());
                surroundings.out().println(explanation);
                reports.add(ExplanationReport.of(explanation));
                Optional<Problem> notFound = Readiness.notFound(state);
                notFound.ifPresent(problem -> surroundings.err().println("fairlead explain: " + problem.message()));
                allFound &= notFound.isEmpty();
            }
            json.ifPresent(to -> to.write(reports.size() == 1 ? reports.get(0) : reports));
            return allFound ? 0 : 1;
        }
    }
}
