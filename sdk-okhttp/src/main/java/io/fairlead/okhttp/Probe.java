package io.fairlead.okhttp;

import io.fairlead.EndpointGroup;
import io.fairlead.GroupState;
import io.fairlead.Problem;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a name that could as well be one of the internet is a Service: the cluster first, outside if it has no such
 * Service, as a pod's resolv.conf does it. What is none is remembered for a while and holds no watch meanwhile. Safe for use by
 * several threads.
 */
final class Probe {
    private static final Logger log = LoggerFactory.getLogger(FairleadInterceptor.class);
    private static final Duration MEMORY = Duration.ofMinutes(5);
    // The source may be back any moment, and then the pods are better than whatever answers to the name.
    private static final Duration MEMORY_OF_SILENCE = Duration.ofSeconds(5);

    /** What is known of the name. */
    private sealed interface Finding {
        record Unknown() implements Finding {}

        /** A question on its way. */
        record Asked(CompletableFuture<Boolean> answer, long untilNanos) implements Finding {}

        record IsService() implements Finding {}

        record IsNone(long untilNanos) implements Finding {}
    }

    private final ServiceDiscovery discovery;
    private final ServiceRef service;
    private final Ticker ticker;
    private final Patience patience;
    private final AtomicReference<Finding> finding = new AtomicReference<>(new Finding.Unknown());

    /**
     * Nothing is known yet.
     *
     * @param patience how long answers are waited for, shared by all names
     */
    Probe(ServiceDiscovery discovery, ServiceRef service, Ticker ticker, Patience patience) {
        this.discovery = discovery;
        this.service = service;
        this.ticker = ticker;
        this.patience = patience;
    }

    /**
     * Whether it is a Service, as far as that is known soon enough.
     *
     * @throws IOException if the calling thread is interrupted
     */
    boolean isService() throws IOException {
        Finding now = finding.get();
        if (now instanceof Finding.IsService) {
            return isStillService();
        }
        if (now instanceof Finding.IsNone none && ticker.nanos() - none.untilNanos() < 0) {
            return false;
        }
        if (now instanceof Finding.Asked asked) {
            return await(asked);
        }
        Finding.Asked question = new Finding.Asked(new CompletableFuture<>(), ticker.nanos() + patience.nanos());
        if (finding.compareAndSet(now, question)) {
            ask(question);
        }
        return finding.get() instanceof Finding.Asked asked ? await(asked) : isService();
    }

    /** Whether nothing is lost if it is forgotten. */
    boolean isForgettable() {
        return finding.get() instanceof Finding.IsNone;
    }

    private void ask(Finding.Asked question) {
        EndpointGroup group = discovery.probe(service);
        CompletableFuture<Void> unused = group.whenKnown().handle((state, closed) -> {
            Finding found = state == null ? none(MEMORY_OF_SILENCE) : judge(state);
            if (found instanceof Finding.IsNone) {
                group.rest();
            }
            log.debug("{} is taken for {}", service, found instanceof Finding.IsService ? "a Service" : "no Service");
            finding.set(found);
            question.answer().complete(found instanceof Finding.IsService);
            return null;
        });
    }

    private boolean await(Finding.Asked asked) throws IOException {
        try {
            long nanos = Math.max(0, asked.untilNanos() - ticker.nanos());
            return asked.answer().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            patience.lost();
            return false;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw CallErrors.interrupted(e);
        }
    }

    private boolean isStillService() {
        EndpointGroup group = discovery.group(service);
        if (!isUnknown(group.state().problem())) {
            return true;
        }
        group.rest();
        finding.set(none(MEMORY));
        return false;
    }

    private Finding judge(GroupState state) {
        if (state.resolution() instanceof Resolution.FailedOpen open) {
            return noneBecause(open.why());
        }
        if (state.resolution() instanceof Resolution.Failed failed
                && state.snapshot().isEmpty()) {
            return noneBecause(failed);
        }
        return isUnknown(state.problem()) ? none(MEMORY) : new Finding.IsService();
    }

    // A Service without such a port is a Service: that is an error, which lists the ports there are.
    private static boolean isUnknown(Optional<Problem> problem) {
        return problem.orElse(null) instanceof Problem.NotFound notFound
                && (notFound.resolution().reason() == Resolution.NotFound.Reason.SERVICE
                        || notFound.resolution().reason() == Resolution.NotFound.Reason.NAMESPACE_NOT_ALLOWED);
    }

    private Finding noneBecause(Resolution.Failed failed) {
        return none(failed.kind() == Resolution.Failed.Kind.UNREACHABLE ? MEMORY_OF_SILENCE : MEMORY);
    }

    private Finding none(Duration memory) {
        return new Finding.IsNone(ticker.nanos() + memory.toNanos());
    }
}
