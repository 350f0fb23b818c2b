package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.resolver.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** When DNS is asked, again and again, and what becomes of the answer when it is silent. */
class DnsRefreshTest {
    private static final String OWN = "orders.shop.svc.cluster.local.";
    private static final String QUESTION = "10.96.0.10 orders.shop.svc.cluster.local. SRV";
    private static final String[] ONE = {OWN + " 5 IN SRV 0 50 80 " + OWN, OWN + " 5 IN A 10.96.0.7"};
    private static final String[] OTHER = {OWN + " 5 IN SRV 0 50 80 " + OWN, OWN + " 5 IN A 10.96.0.8"};
    private static final Duration TTL = Duration.ofSeconds(5);

    private final DnsFixture fixture = DnsFixture.inCluster();
    private final FakeDns dns = fixture.dns;

    @Test
    void anAnswerIsRefreshedBeforeItsTtlIsOver() {
        dns.zone(ONE);
        fixture.follow("orders.shop:80");
        dns.questions();

        fixture.advance(Duration.ofMillis(3_999));
        assertThat(dns.questions()).isEmpty();
        dns.zone(OTHER);
        fixture.advance(Duration.ofMillis(1));

        assertThat(dns.questions()).containsExactly(QUESTION);
        assertThat(fixture.endpoints()).containsExactly("10.96.0.8:80");
    }

    @Test
    void theSameAnswerInAnotherOrderIsNoNews() {
        String[] pods = {
            OWN + " 5 IN SRV 0 50 8080 a." + OWN, OWN + " 5 IN SRV 0 50 8080 b." + OWN,
            "a." + OWN + " 5 IN A 10.0.0.1", "b." + OWN + " 5 IN A 10.0.0.2"
        };
        dns.zone(pods);
        fixture.follow("orders.shop:8080");
        dns.zone(pods[3], pods[1], pods[0], pods[2]);

        fixture.advance(TTL);

        assertThat(fixture.heard).hasSize(1);
    }

    @Test
    void theTtlIsBoundedBothWays() {
        dns.zone(OWN + " 0 IN SRV 0 50 80 " + OWN, OWN + " 0 IN A 10.96.0.7");
        fixture.follow("orders.shop:80");
        fixture.advance(Duration.ofSeconds(8));
        assertThat(dns.questions()).as("every 0.8 s").hasSize(11);

        DnsFixture slow = DnsFixture.inCluster();
        slow.dns.zone(OWN + " 86400 IN SRV 0 50 80 " + OWN, OWN + " 86400 IN A 10.96.0.7");
        slow.follow("orders.shop:80");
        slow.advance(Duration.ofMinutes(4));
        assertThat(slow.dns.questions()).as("80 % of 5 minutes").hasSize(2);
    }

    @Test
    void thatThereIsNothingHoldsForItsOwnTtlAndHeals() {
        fixture.follow("orders.shop:80");
        assertThat(fixture.notFound().message()).contains("orders");
        dns.zone(ONE);

        fixture.advance(TTL);

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");
    }

    @Test
    void aServiceThatGoesAndComesBackIsFollowed() {
        dns.zone(ONE);
        fixture.follow("orders.shop:80");
        dns.zone();
        fixture.advance(TTL);
        assertThat(fixture.notFound().message()).contains("orders");
        dns.zone(OTHER);

        fixture.advance(TTL);

        assertThat(fixture.endpoints()).containsExactly("10.96.0.8:80");
    }

    @Test
    void serversThatFallSilentAreToldOnlyWhenTheAnswerHoldsNoLonger() {
        dns.zone(ONE);
        Resolver.Subscription subscription = fixture.follow("orders.shop:80");
        dns.serve(FakeDns.FIRST, FakeDns.silent());

        fixture.advance(Duration.ofMillis(4_900));
        assertThat(fixture.heard).hasSize(1);
        fixture.advance(Duration.ofMinutes(1));

        assertThat(fixture.failed().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fixture.failed().message()).contains("orders.shop:80", "10.96.0.10:53", "no answer within 1000 ms");
        assertThat(fixture.heard).hasSize(2);
        assertThat(subscription.age()).isEqualTo(Duration.ofMillis(64_900));
        assertThat(subscription.reason()).contains("no answer");

        dns.serve(FakeDns.FIRST, dns::fromZone);
        fixture.advance(Duration.ofSeconds(6));
        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");
        assertThat(subscription.age()).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void aSilentServerIsOutOfReachAfterAllItsTries() {
        dns.serve(FakeDns.FIRST, FakeDns.silent());

        fixture.follow("orders.shop:80");
        fixture.advance(Duration.ofSeconds(4));

        assertThat(fixture.failed().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(dns.questions()).containsExactly(QUESTION, QUESTION);
    }

    @Test
    void theNextServerIsAskedWhereOneCannotTellAndStaysTheFirst() {
        DnsFixture two = new DnsFixture(DnsOptions.builder()
                .servers(List.of(FakeDns.FIRST, FakeDns.SECOND))
                .build());
        two.dns.zone(ONE);
        two.dns.serve(FakeDns.FIRST, FakeDns.saying(Rcode.SERVFAIL));

        two.follow("orders.shop:80");
        assertThat(two.endpoints()).containsExactly("10.96.0.7:80");
        two.dns.questions();

        two.advance(TTL);
        assertThat(two.dns.questions()).containsExactly("10.96.0.11 orders.shop.svc.cluster.local. SRV");
    }

    @Test
    void brokenTransportsAndAnswersCountAsNone() {
        dns.serve(FakeDns.FIRST, query -> {
            throw new IllegalStateException("no socket");
        });
        fixture.follow("orders.shop:80");
        assertThat(fixture.failed().message()).contains("no socket");

        dns.serve(FakeDns.FIRST, query -> CompletableFuture.completedFuture(new Message()));
        fixture.advance(Duration.ofSeconds(2));
        assertThat(fixture.failed().message()).contains("no answer but a question");
    }

    @Test
    void anAnswerThatComesTooLateIsNotTaken() {
        CompletableFuture<Message> late = new CompletableFuture<>();
        dns.serve(FakeDns.FIRST, query -> late);
        fixture.follow("orders.shop:80");
        fixture.advance(Duration.ofSeconds(4));
        assertThat(fixture.heard).hasSize(1);

        late.complete(new Message());
        fixture.scheduler.runDue();

        assertThat(fixture.heard).hasSize(1);
    }

    @Test
    void suspicionMakesItAskSoonAndNotMoreThanOnceASecond() {
        dns.zone(OWN + " 60 IN SRV 0 50 80 " + OWN, OWN + " 60 IN A 10.96.0.7");
        Resolver.Subscription subscription = fixture.follow("orders.shop:80");
        fixture.advance(Duration.ofSeconds(1));
        dns.questions();

        for (int i = 0; i < 99; i++) {
            subscription.suspect();
            fixture.advance(Duration.ofMillis(20));
        }

        assertThat(dns.questions()).hasSize(2);
    }

    @Test
    void subscribersOfOneServiceShareTheQuestionsAndTheLastOneEndsThem() {
        dns.zone(OWN + " 5 IN SRV 0 50 80 " + OWN, OWN + " 5 IN SRV 0 50 81 " + OWN, OWN + " 5 IN A 10.96.0.7");
        Resolver.Subscription one = fixture.follow("orders.shop:80");
        Resolver.Subscription other = fixture.follow("orders.shop:81");
        assertThat(fixture.heard).hasSize(2);
        assertThat(dns.questions()).hasSize(1);

        one.close();
        fixture.advance(TTL);
        assertThat(dns.questions()).hasSize(1);
        other.close();
        fixture.advance(TTL);
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void aClosedResolverAsksAndTellsNothingMore() {
        dns.zone(ONE);
        fixture.follow("orders.shop:80");
        dns.questions();
        fixture.resolver.close();
        dns.zone(OTHER);

        fixture.advance(TTL);

        assertThat(dns.questions()).isEmpty();
        assertThat(fixture.heard).hasSize(1).allMatch(Resolution.Resolved.class::isInstance);
    }
}
