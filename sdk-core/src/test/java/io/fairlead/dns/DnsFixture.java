package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.Resolution.NotFound;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A resolver of fake servers in virtual time, and what it told. */
final class DnsFixture {
    /** The middle of every jitter: refreshed at 80 % of a TTL, retried after 75 % of the pause. */
    private static final RandomGenerator MIDDLE = () -> 1L << 63;

    final FakeDns dns = new FakeDns();
    final FakeTicker ticker = new FakeTicker();
    final ManualScheduler scheduler = new ManualScheduler(ticker);
    final List<Resolution> heard = new ArrayList<>();
    final DnsResolver resolver;

    DnsFixture(DnsOptions options) {
        resolver = new DnsResolver(dns, options, scheduler, ticker, MIDDLE);
    }

    /** In a cluster with one server. */
    static DnsFixture inCluster() {
        return new DnsFixture(options().build());
    }

    static DnsOptions.Builder options() {
        return DnsOptions.builder().servers(List.of(FakeDns.FIRST));
    }

    Resolver.Subscription follow(String service) {
        Resolver.Subscription subscription = resolver.subscribe(ServiceRef.parse(service), heard::add);
        scheduler.runDue();
        return subscription;
    }

    void advance(Duration duration) {
        scheduler.advance(duration);
    }

    Resolution last() {
        assertThat(heard).isNotEmpty();
        return heard.get(heard.size() - 1);
    }

    EndpointSnapshot snapshot() {
        assertThat(last()).isInstanceOf(Resolution.Resolved.class);
        return ((Resolution.Resolved) last()).snapshot();
    }

    /** Each endpoint's addresses and port: {@code 10.0.0.1:80}, {@code 10.0.0.1,fd00::1:80}. */
    List<String> endpoints() {
        return snapshot().endpoints().stream().map(DnsFixture::text).toList();
    }

    NotFound notFound() {
        assertThat(last()).isInstanceOf(NotFound.class);
        return (NotFound) last();
    }

    Failed failed() {
        assertThat(last()).isInstanceOf(Failed.class);
        return (Failed) last();
    }

    static String text(Endpoint endpoint) {
        return String.join(",", endpoint.addresses()) + ":" + endpoint.port();
    }
}
