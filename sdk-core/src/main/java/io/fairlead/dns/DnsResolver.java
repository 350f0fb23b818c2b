package io.fairlead.dns;

import io.fairlead.endpoint.PortRef;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.Admission;
import io.fairlead.internal.Checks;
import io.fairlead.resolver.Resolver;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's DNS: the pods of headless Services, the virtual IP of the others. Needs no permission; is as old as the TTL, 5 s with
 * CoreDNS. Asks for Services by their full name, {@code orders.shop.svc.cluster.local}, and not at all where no cluster domain is known:
 * then it is {@link Failed.Kind#ABSENT}.
 *
 * <p>That there is no such name is {@link Resolution.NotFound} if the cluster's own zone says so, and {@link Failed.Kind#ABSENT} if
 * another server does. Servers that do not answer are {@link Failed.Kind#UNREACHABLE}, once the answer before holds no longer.
 *
 * <p>Subscribers of one Service, and of all its numbered ports, share the questions. Listeners are called on the scheduler. Safe for use
 * by several threads; nothing blocks.
 */
public final class DnsResolver implements Resolver {
    private static final Logger log = LoggerFactory.getLogger(DnsResolver.class);

    private final Followed.Pace pace;
    private final boolean admitLoopback;
    private final SharedLookups<ServiceRef, ServiceRecords> services;
    private volatile boolean closed;

    DnsResolver(
            DnsTransport transport, DnsOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        DnsConfig config = new DnsConfig(options, ticker);
        ServiceLookup lookup = new ServiceLookup(new DnsClient(transport, options, scheduler), config);
        this.pace = new Followed.Pace(scheduler, ticker, random, options.retryPause());
        this.services = new SharedLookups<>(pace, lookup::look);
        this.admitLoopback = options.admitLoopback();
    }

    /**
     * A resolver that asks nothing before the first subscription.
     *
     * @param scheduler on which listeners are called and answers are read; stays the caller's, and is closed after the resolver
     * @param random spreads the questions of many clients over time; used by tasks of the scheduler only
     */
    public static DnsResolver create(DnsOptions options, Scheduler scheduler, Ticker ticker, RandomGenerator random) {
        return new DnsResolver(DnsTransport.overNetwork(scheduler), options, scheduler, ticker, random);
    }

    @Override
    public String source() {
        return ServiceMapping.SOURCE;
    }

    @Override
    public Resolver.Subscription subscribe(ServiceRef service, Consumer<Resolution> listener) {
        Checks.check(!service.namespace().isEmpty(), "service", service, "a reference with its namespace");
        Subscription subscription = new Subscription(service, listener);
        pace.scheduler().execute(subscription::begin);
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        pace.scheduler().execute(services::end);
    }

    // Which number is meant is found out from the same records.
    private static ServiceRef key(ServiceRef service) {
        return service.port() instanceof PortRef.Named ? service : service.withPort(PortRef.only());
    }

    private final class Subscription implements Resolver.Subscription {
        private final ServiceRef ref;
        private final Consumer<Resolution> listener;
        private final Consumer<Looked<ServiceRecords>> hearing = this::hear;
        private final long begunNanos = pace.ticker().nanos();
        private @Nullable Resolution last;
        private volatile @Nullable Followed<ServiceRecords> followed;
        private volatile String reason = "DNS is being asked";
        private volatile boolean ended;

        Subscription(ServiceRef ref, Consumer<Resolution> listener) {
            this.ref = ref;
            this.listener = listener;
        }

        void begin() {
            if (closed || ended) {
                return;
            }
            Followed<ServiceRecords> asked = services.of(key(ref));
            boolean first = asked.isUnheard();
            followed = asked;
            asked.add(hearing);
            if (first) {
                asked.start();
            }
        }

        private void hear(Looked<ServiceRecords> looked) {
            Resolution now = resolve(looked);
            if (!ended && !closed && !now.equals(last)) {
                last = now;
                log.debug("{}: {}", ref, now);
                listener.accept(now);
            }
        }

        private Resolution resolve(Looked<ServiceRecords> looked) {
            if (looked instanceof Looked.Known<ServiceRecords> known) {
                Admission admission = new Admission(admitLoopback);
                Resolution resolution = new ServiceMapping(ref, admission).resolve(known.value());
                reason = Words.describe(resolution) + Admission.note(admission.refused());
                return resolution;
            }
            Looked.Unknown<ServiceRecords> unknown = (Looked.Unknown<ServiceRecords>) looked;
            String message = ref + ": DNS cannot tell: " + unknown.why();
            reason = message;
            return new Failed(unknown.kind(), message, Optional.empty());
        }

        @Override
        public Duration age() {
            Followed<ServiceRecords> known = followed;
            return known == null ? Duration.ofNanos(pace.ticker().nanos() - begunNanos) : known.age();
        }

        @Override
        public void suspect() {
            Followed<ServiceRecords> known = followed;
            if (known != null && !ended) {
                known.suspect();
            }
        }

        @Override
        public String reason() {
            return reason;
        }

        @Override
        public void close() {
            ended = true;
            pace.scheduler().execute(this::end);
        }

        private void end() {
            Followed<ServiceRecords> known = followed;
            followed = null;
            if (known != null) {
                services.leave(key(ref), known, hearing);
            }
        }
    }
}
