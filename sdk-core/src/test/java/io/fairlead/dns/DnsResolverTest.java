package io.fairlead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution.Failed.Kind;
import io.fairlead.endpoint.Resolution.NotFound.Reason;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a Service's records mean. The records are those that CoreDNS gives. */
class DnsResolverTest {
    private static final String OWN = "orders.shop.svc.cluster.local.";
    private static final String[] VIRTUAL_IP = {
        OWN + " 5 IN SRV 0 50 80 " + OWN,
        OWN + " 5 IN SRV 0 50 9000 " + OWN,
        "_http._tcp." + OWN + " 5 IN SRV 0 100 80 " + OWN,
        OWN + " 5 IN A 10.96.0.7"
    };
    private static final String[] PODS = {
        OWN + " 5 IN SRV 0 50 8080 10-0-0-2." + OWN,
        OWN + " 5 IN SRV 0 50 8080 10-0-0-1." + OWN,
        "_http._tcp." + OWN + " 5 IN SRV 0 50 8080 10-0-0-2." + OWN,
        "_http._tcp." + OWN + " 5 IN SRV 0 50 8080 10-0-0-1." + OWN,
        "10-0-0-1." + OWN + " 5 IN A 10.0.0.1",
        "10-0-0-2." + OWN + " 5 IN A 10.0.0.2"
    };
    private static final String[] STATEFUL = {
        "db.shop.svc.cluster.local. 5 IN SRV 0 50 5432 db-0.db.shop.svc.cluster.local.",
        "_sql._tcp.db.shop.svc.cluster.local. 5 IN SRV 0 50 5432 db-0.db.shop.svc.cluster.local.",
        "_sql._tcp.db.shop.svc.cluster.local. 5 IN SRV 0 50 5432 db-1.db.shop.svc.cluster.local.",
        "db-0.db.shop.svc.cluster.local. 5 IN SRV 0 100 5432 db-0.db.shop.svc.cluster.local.",
        "db-0.db.shop.svc.cluster.local. 5 IN A 10.0.0.5",
        "db-0.db.shop.svc.cluster.local. 5 IN AAAA fd00::5",
        "db-1.db.shop.svc.cluster.local. 5 IN A 10.0.0.6"
    };

    private final DnsFixture fixture = DnsFixture.inCluster();
    private final FakeDns dns = fixture.dns;

    @Test
    void aServicesVirtualIpIsToldAsSuch() {
        dns.zone(VIRTUAL_IP);

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");
        assertThat(fixture.snapshot().clusterIp()).contains(Endpoint.of("10.96.0.7", 80));
        assertThat(fixture.snapshot().source()).isEqualTo("dns");
        assertThat(dns.questions()).containsExactly("10.96.0.10 orders.shop.svc.cluster.local. SRV");
    }

    @Test
    void aNamedPortIsTheServicesForAVirtualIpAndThePodsForAHeadlessService() {
        dns.zone(VIRTUAL_IP);
        fixture.follow("orders.shop:http");
        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");

        DnsFixture headless = DnsFixture.inCluster();
        headless.dns.zone(PODS);
        headless.follow("orders.shop:http");
        assertThat(headless.endpoints()).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
        assertThat(headless.snapshot().clusterIp()).isEmpty();
    }

    @Test
    void aPortThatIsNotTcpIsFoundByItsName() {
        dns.zone("_dns._udp." + OWN + " 5 IN SRV 0 100 53 " + OWN, OWN + " 5 IN A 10.96.0.7");

        fixture.follow("orders.shop:dns");

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:53");
    }

    @Test
    void theOnlyPortNeedNotBeSaidAndOfSeveralOneMust() {
        dns.zone(VIRTUAL_IP);
        fixture.follow("orders.shop");
        assertThat(fixture.notFound().reason()).isEqualTo(Reason.AMBIGUOUS_PORT);
        assertThat(fixture.notFound().message()).contains("80", "9000");

        DnsFixture headless = DnsFixture.inCluster();
        headless.dns.zone(PODS);
        headless.follow("orders.shop");
        assertThat(headless.endpoints()).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void anUnknownPortIsAnErrorThatListsThoseThatAreThere() {
        dns.zone(VIRTUAL_IP);

        fixture.follow("orders.shop:81");
        assertThat(fixture.notFound().reason()).isEqualTo(Reason.PORT);
        assertThat(fixture.notFound().message()).contains("81", "80", "9000");

        fixture.follow("orders.shop:grpc");
        assertThat(fixture.notFound().reason()).isEqualTo(Reason.PORT);
        assertThat(fixture.notFound().message()).contains("grpc", "80", "9000");
    }

    @Test
    void theOnlyPortOfPodsIsMeantByAnyNumber() {
        dns.zone(PODS);

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void ofSeveralPortsOfPodsTheirOwnNumberIsMeantAndAnyOtherIsAmbiguous() {
        dns.zone(
                OWN + " 5 IN SRV 0 50 8080 10-0-0-1." + OWN,
                OWN + " 5 IN SRV 0 50 9090 10-0-0-1." + OWN,
                "10-0-0-1." + OWN + " 5 IN A 10.0.0.1");

        fixture.follow("orders.shop:9090");
        assertThat(fixture.endpoints()).containsExactly("10.0.0.1:9090");

        fixture.follow("orders.shop:80");
        assertThat(fixture.notFound().reason()).isEqualTo(Reason.AMBIGUOUS_PORT);
        assertThat(fixture.notFound().message()).contains("8080", "9090");
    }

    @Test
    void onePodIsFoundByItsHostname() {
        dns.zone(STATEFUL);

        fixture.follow("db-0.db.shop.svc:5432");
        assertThat(fixture.endpoints()).containsExactly("10.0.0.5,fd00::5:5432");
        assertThat(fixture.snapshot().clusterIp()).isEmpty();
        assertThat(fixture.snapshot().endpoints().get(0).hostname()).isEqualTo("db-0");

        fixture.follow("db-1.db.shop.svc:sql");
        assertThat(fixture.endpoints()).containsExactly("10.0.0.6:5432");
    }

    @Test
    void aPodWithAHostnameIsOneEndpointWithAddressesOfBothFamilies() {
        dns.zone(STATEFUL);

        fixture.follow("db.shop:sql");

        assertThat(fixture.endpoints()).containsExactly("10.0.0.5,fd00::5:5432", "10.0.0.6:5432");
    }

    @Test
    void podsWithoutHostnamesCountOnceByTheFamilyThatHasMore() {
        dns.zone(
                OWN + " 5 IN SRV 0 50 8080 10-0-0-1." + OWN,
                OWN + " 5 IN SRV 0 50 8080 fd00--1." + OWN,
                OWN + " 5 IN SRV 0 50 8080 fd00--2." + OWN,
                "10-0-0-1." + OWN + " 5 IN A 10.0.0.1",
                "fd00--1." + OWN + " 5 IN AAAA fd00::1",
                "fd00--2." + OWN + " 5 IN AAAA fd00::2");

        fixture.follow("orders.shop:8080");

        assertThat(fixture.endpoints()).containsExactly("fd00::1:8080", "fd00::2:8080");
    }

    @Test
    void aVirtualIpOfBothFamiliesIsOneEndpoint() {
        dns.zone(OWN + " 5 IN SRV 0 50 80 " + OWN, OWN + " 5 IN A 10.96.0.7", OWN + " 5 IN AAAA fd00::7");

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7,fd00::7:80");
        assertThat(fixture.snapshot().clusterIp())
                .contains(fixture.snapshot().endpoints().get(0));
    }

    @Test
    void addressesThatDidNotComeAlongAreAskedFor() {
        dns.serve(FakeDns.FIRST, query -> dns.fromZone(query).thenApply(answer -> {
            answer.removeAllRecords(Section.ADDITIONAL);
            return answer;
        }));
        dns.zone(PODS);

        fixture.follow("orders.shop:http");

        assertThat(fixture.endpoints()).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void withoutSrvRecordsOneAddressIsTakenForAVirtualIpAndSeveralForPods() {
        dns.zone(OWN + " 5 IN A 10.96.0.7");
        fixture.follow("orders.shop:80");
        assertThat(fixture.snapshot().clusterIp()).contains(Endpoint.of("10.96.0.7", 80));

        DnsFixture several = DnsFixture.inCluster();
        several.dns.zone(OWN + " 5 IN A 10.0.0.1", OWN + " 5 IN A 10.0.0.2");
        several.follow("orders.shop:80");
        assertThat(several.endpoints()).containsExactly("10.0.0.1:80", "10.0.0.2:80");
        assertThat(several.snapshot().clusterIp()).isEmpty();
    }

    @Test
    void aServerThatKnowsNoSrvRecordsIsAskedForAddresses() {
        dns.zone(OWN + " 5 IN A 10.96.0.7");
        dns.serve(
                FakeDns.FIRST,
                query -> query.getQuestion().getType() == Type.SRV
                        ? FakeDns.saying(Rcode.NOTIMP).answer(query)
                        : dns.fromZone(query));

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");
    }

    @Test
    void anExternalNameIsFollowedToItsAddressesAndHasNoPortNames() {
        dns.zone(
                OWN + " 5 IN CNAME a.example.com.",
                "a.example.com. 60 IN CNAME b.example.com.",
                "b.example.com. 60 IN A 192.0.2.1",
                "b.example.com. 60 IN A 192.0.2.2",
                "b.example.com. 60 IN AAAA 2001:db8::1");

        fixture.follow("orders.shop:443");
        assertThat(fixture.endpoints()).containsExactly("192.0.2.1,2001:db8::1:443", "192.0.2.2,2001:db8::1:443");
        assertThat(fixture.snapshot().clusterIp()).isEmpty();

        fixture.follow("orders.shop:https");
        assertThat(fixture.failed().kind()).isEqualTo(Kind.ABSENT);
        assertThat(fixture.failed().message()).contains("a.example.com", "number");
    }

    @Test
    void anExternalNameWithoutAddressIsAnError() {
        dns.zone(OWN + " 5 IN CNAME a.example.com.");

        fixture.follow("orders.shop:443");

        assertThat(fixture.failed().kind()).isEqualTo(Kind.INVALID);
        assertThat(fixture.failed().message()).contains("a.example.com", "externalName");
    }

    @Test
    void aliasesInACircleAreAnErrorAndNotForEver() {
        dns.zone(OWN + " 5 IN CNAME a.example.com.", "a.example.com. 60 IN CNAME " + OWN);

        fixture.follow("orders.shop:443");

        assertThat(fixture.failed().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fixture.failed().message()).contains("circle");
    }

    @Test
    void noSuchNameIsNotFoundIfTheClustersZoneSaysSo() {
        fixture.follow("orders.shop:80");

        assertThat(fixture.notFound().reason()).isEqualTo(Reason.SERVICE);
        assertThat(fixture.notFound().message()).contains("orders", "shop", "headless");
    }

    @Test
    void noSuchNameFromAServerThatDoesNotKnowTheClusterIsAbsent() {
        dns.soa(". 5 IN SOA a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 86400");

        fixture.follow("orders.shop:80");

        assertThat(fixture.failed().kind()).isEqualTo(Kind.ABSENT);
        assertThat(fixture.failed().message()).contains("cluster.local", "zone");
    }

    @Test
    void aNameWithoutAddressIsAnEmptyService() {
        dns.zone(OWN + " 5 IN TXT text");

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).isEmpty();
    }

    @Test
    void addressesThatTheApiServerRefusesAreLeftOut() {
        dns.zone(
                OWN + " 5 IN SRV 0 50 8080 a." + OWN,
                OWN + " 5 IN SRV 0 50 8080 b." + OWN,
                OWN + " 5 IN SRV 0 50 8080 c." + OWN,
                "a." + OWN + " 5 IN A 127.0.0.1",
                "b." + OWN + " 5 IN A 169.254.169.254",
                "c." + OWN + " 5 IN A 10.0.0.1");

        var subscription = fixture.follow("orders.shop:8080");

        assertThat(fixture.endpoints()).containsExactly("10.0.0.1:8080");
        assertThat(subscription.reason()).contains("127.0.0.1 (loopback)", "169.254.169.254 (link-local)");
    }

    @Test
    void loopbackIsAdmittedOnRequest() {
        DnsFixture admitting =
                new DnsFixture(DnsFixture.options().admitLoopback(true).build());
        admitting.dns.zone(OWN + " 5 IN A 127.0.0.1");

        admitting.follow("orders.shop:80");

        assertThat(admitting.endpoints()).containsExactly("127.0.0.1:80");
    }

    @Test
    void portsThatNobodyCanCallAreLeftOut() {
        dns.zone(
                OWN + " 5 IN SRV 0 50 0 10-0-0-1." + OWN,
                OWN + " 5 IN SRV 0 50 8080 10-0-0-1." + OWN,
                "10-0-0-1." + OWN + " 5 IN A 10.0.0.1");

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.0.0.1:8080");
    }

    @Test
    void recordsOfNamesThatNobodyAskedForDoNotCount() {
        dns.serve(FakeDns.FIRST, query -> dns.fromZone(query).thenApply(answer -> {
            answer.addRecord(FakeDns.record("evil.example.com. 5 IN SRV 0 50 80 evil.example.com."), Section.ANSWER);
            answer.addRecord(FakeDns.record("evil.example.com. 5 IN A 192.0.2.66"), Section.ADDITIONAL);
            return answer;
        }));
        dns.zone(VIRTUAL_IP);

        fixture.follow("orders.shop:80");

        assertThat(fixture.endpoints()).containsExactly("10.96.0.7:80");
    }

    @Test
    void aReferenceNeedsItsNamespace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.follow("orders"))
                .withMessageContaining("namespace");
        assertThat(fixture.heard).isEmpty();
    }
}
