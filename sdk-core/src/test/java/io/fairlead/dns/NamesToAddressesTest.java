package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.testing.FakeResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints that are names, of another source, become addresses and stay current. */
class NamesToAddressesTest {
    private static final ServiceRef ORDERS = ServiceRef.parse("orders.shop:443");
    private static final Endpoint TARGET =
            Endpoint.builder("db.example.com", 443).tlsName("db.example.com").build();
    private static final Duration TTL = Duration.ofSeconds(60);

    private final FakeDns dns = new FakeDns();
    private final FakeTicker ticker = new FakeTicker();
    private final ManualScheduler scheduler = new ManualScheduler(ticker);
    private final FakeResolver watch = new FakeResolver("watch");
    private final List<Resolution> heard = new ArrayList<>();
    private final NamesToAddresses names = names(List.of(FakeDns.FIRST));

    private NamesToAddresses names(List<InetSocketAddress> servers) {
        DnsOptions options = DnsOptions.builder()
                .servers(servers)
                .resolvConf(Path.of("/no/such/file"))
                .build();
        DnsConfig config = new DnsConfig(options, ticker);
        NameLookup lookup =
                new NameLookup(new DnsClient(dns, options, scheduler), config, name -> Names.absolute(name).stream()
                        .toList());
        Followed.Pace pace = new Followed.Pace(scheduler, ticker, () -> 1L << 63, options.retryPause());
        return new NamesToAddresses(watch, lookup, pace, false);
    }

    @Test
    void eachAddressOfANameIsAnEndpointWithTheNameInTls() {
        dns.zone(
                "db.example.com. 60 IN CNAME a.example.net.",
                "a.example.net. 60 IN A 192.0.2.2",
                "a.example.net. 60 IN A 192.0.2.1",
                "a.example.net. 60 IN AAAA 2001:db8::1");

        Resolver.Subscription subscription = follow(names, TARGET);

        assertThat(endpoints()).containsExactly("192.0.2.1,2001:db8::1:443", "192.0.2.2,2001:db8::1:443");
        assertThat(snapshot().endpoints()).allMatch(each -> each.tlsName().equals("db.example.com"));
        assertThat(snapshot().source()).isEqualTo("watch");
        assertThat(subscription.reason()).contains("told by a test", "db.example.com", "192.0.2.1");
    }

    @Test
    void aNameIsFollowedByItsTtlAndByWhatTheSourceSays() {
        dns.zone("db.example.com. 60 IN A 192.0.2.1");
        follow(names, TARGET);
        dns.zone("db.example.com. 60 IN A 192.0.2.9", "other.example.com. 60 IN A 192.0.2.5");

        scheduler.advance(TTL);
        assertThat(endpoints()).containsExactly("192.0.2.9:443");

        say(Endpoint.of("other.example.com", 80));
        assertThat(endpoints()).containsExactly("192.0.2.5:80");
        dns.questions();
        scheduler.advance(TTL);
        assertThat(dns.questions()).isNotEmpty().allMatch(question -> question.contains("other."));
    }

    @Test
    void addressesPassAsTheyAreAndNobodyIsAsked() {
        follow(names, Endpoint.of("10.0.0.1", 8080), Endpoint.of("fd00::1", 8080));

        assertThat(endpoints()).containsExactly("10.0.0.1:8080", "fd00::1:8080");
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void whatIsNoAnswerPassesAsItIs() {
        Failed denied = Failed.of(Failed.Kind.DENIED, "no");

        follow(names, TARGET);
        watch.say(denied);
        scheduler.runDue();

        assertThat(heard.get(heard.size() - 1)).isEqualTo(denied);
    }

    @Test
    void nothingIsToldBeforeAllNamesAreKnown() {
        dns.serve(FakeDns.FIRST, FakeDns.silent());
        follow(names, TARGET, Endpoint.of("10.0.0.1", 443));

        assertThat(heard).isEmpty();
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(endpoints()).containsExactly("10.0.0.1:443");
    }

    @Test
    void aNameOutOfReachKeepsWhatItHadInTheChain() {
        dns.zone("db.example.com. 60 IN A 192.0.2.1");
        follow(names, TARGET);
        dns.serve(FakeDns.FIRST, FakeDns.silent());

        scheduler.advance(Duration.ofMinutes(5));

        assertThat(heard).hasSize(2);
        assertThat(failed().kind()).isEqualTo(Failed.Kind.UNREACHABLE);
        assertThat(failed().message()).contains("orders.shop:443", "db.example.com", "10.96.0.10:53");
        dns.serve(FakeDns.FIRST, dns::fromZone);
        scheduler.advance(Duration.ofSeconds(10));
        assertThat(endpoints()).containsExactly("192.0.2.1:443");
    }

    @Test
    void aNameThatDoesNotExistIsAnErrorThatNamesIt() {
        follow(names, TARGET);

        assertThat(failed().kind()).isEqualTo(Failed.Kind.INVALID);
        assertThat(failed().message()).contains("db.example.com", "no such name");
    }

    @Test
    void anExternalNameMustNotLeadToThisMachineAndALoadBalancersMay() {
        dns.zone("db.example.com. 60 IN A 127.0.0.1", "db.example.com. 60 IN A 192.0.2.1");
        Resolver.Subscription subscription = follow(names, TARGET);
        assertThat(endpoints()).containsExactly("192.0.2.1:443");
        assertThat(subscription.reason()).contains("127.0.0.1 (loopback)");

        say(Endpoint.of("db.example.com", 443));
        assertThat(endpoints()).containsExactly("127.0.0.1:443", "192.0.2.1:443");
    }

    @Test
    void withoutANameServerANameStaysAName() {
        follow(names(List.of()), TARGET);

        assertThat(endpoints()).containsExactly("db.example.com:443");
    }

    @Test
    void subscribersShareTheQuestionsAndTheLastOneEndsThem() {
        dns.zone("db.example.com. 60 IN A 192.0.2.1");
        Resolver.Subscription one = follow(names, TARGET);
        Resolver.Subscription other = follow(names, TARGET);
        assertThat(dns.questions()).hasSize(2); // A and AAAA

        one.close();
        other.close();
        scheduler.advance(Duration.ofMinutes(5));

        assertThat(dns.questions()).isEmpty();
        assertThat(watch.subscribers()).isZero();
    }

    private Resolver.Subscription follow(NamesToAddresses of, Endpoint... endpoints) {
        Resolver.Subscription subscription = of.subscribe(ORDERS, heard::add);
        say(endpoints);
        return subscription;
    }

    private void say(Endpoint... endpoints) {
        watch.say(new Resolution.Resolved(EndpointSnapshot.asGiven(ORDERS, "watch", List.of(endpoints))));
        scheduler.runDue();
    }

    private EndpointSnapshot snapshot() {
        assertThat(heard).last().isInstanceOf(Resolution.Resolved.class);
        return ((Resolution.Resolved) heard.get(heard.size() - 1)).snapshot();
    }

    private Failed failed() {
        assertThat(heard).last().isInstanceOf(Failed.class);
        return (Failed) heard.get(heard.size() - 1);
    }

    private List<String> endpoints() {
        return snapshot().endpoints().stream().map(DnsFixture::text).toList();
    }
}
