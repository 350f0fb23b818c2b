package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import io.fairlead.time.Scheduler;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A discovery that is closed just when a channel begins to follow it. */
class FairleadNameResolverTest {
    private final SynchronizationContext context = new SynchronizationContext((thread, error) -> {
        throw new AssertionError(error);
    });
    private final LiveSource source = new LiveSource();
    private final ManualScheduler manual = new ManualScheduler(new FakeTicker());
    private final List<NameResolver.ResolutionResult> heard = new ArrayList<>();
    private boolean closing;
    private boolean dropping;
    private final ServiceDiscovery discovery = ServiceDiscovery.builder()
            .source(source)
            .scheduler(new ClosingScheduler())
            .build();

    FairleadNameResolverTest() {
        source.sayEndpoints(Balanced.A);
        discovery.group(LiveSource.ORDERS).state();
        manual.runDue();
        assertThat(discovery.group(LiveSource.ORDERS).state().usable()).isNotEmpty();
    }

    @Test
    void anEndWhileItSubscribesIsTold() {
        closing = true;
        dropping = true;
        start();
        onlyTheEndWasHeard();
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        closing = true;
        start();
        onlyTheEndWasHeard();
    }

    @Test
    void anotherAffinityOfTheSameEndpointsIsTold() {
        start();
        manual.runDue();
        assertThat(heard).hasSize(1);

        source.sayStickyEndpoints(Balanced.A);
        manual.runDue();
        assertThat(heard).hasSize(2);
    }

    private void start() {
        FairleadNameResolver resolver = new FairleadNameResolver(
                Target.parse(URI.create(World.ORDERS)),
                ResolverOptions.defaults(),
                DiscoveryShare.of(discovery),
                args());
        context.execute(() -> resolver.start(new NameResolver.Listener2() {
            @Override
            public void onResult(NameResolver.ResolutionResult result) {
                throw new AssertionError("onResult2 is used");
            }

            @Override
            public Status onResult2(NameResolver.ResolutionResult result) {
                heard.add(result);
                return Status.OK;
            }

            @Override
            public void onError(Status error) {
                throw new AssertionError(error);
            }
        }));
    }

    private void onlyTheEndWasHeard() {
        assertThat(heard).singleElement().satisfies(result -> assertThat(
                        result.getAttributes().get(FairleadAttributes.PROBLEM).getDescription())
                .contains("the ServiceDiscovery is closed"));
    }

    private NameResolver.Args args() {
        return NameResolver.Args.newBuilder()
                .setDefaultPort(443)
                .setProxyDetector(address -> null)
                .setSynchronizationContext(context)
                .setServiceConfigParser(new NameResolver.ServiceConfigParser() {
                    @Override
                    public NameResolver.ConfigOrError parseServiceConfig(java.util.Map<String, ?> raw) {
                        return NameResolver.ConfigOrError.fromConfig(raw);
                    }
                })
                .build();
    }

    /** Closes the discovery when it is asked to run the next task, after that task or in its place. */
    private final class ClosingScheduler implements Scheduler {
        @Override
        public void execute(Runnable task) {
            if (!closing) {
                manual.execute(task);
                return;
            }
            closing = false;
            if (!dropping) {
                task.run();
            }
            discovery.close();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return manual.schedule(delay, task);
        }

        @Override
        public void close() {
            manual.close();
        }
    }
}
