package io.fairlead.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.Failed;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.resolver.Resolver;
import io.fairlead.resolver.ResolverChain;
import io.fairlead.resolver.StaticResolver;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentResolverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void thePodKnowsOrders() {
        variables.put("ORDERS_SERVICE_HOST", "10.96.0.9");
        variables.put("ORDERS_SERVICE_PORT", "80");
        variables.put("ORDERS_SERVICE_PORT_HTTP", "80");
        port("ORDERS", 80, "tcp", "10.96.0.9");
    }

    @Nested
    class Answers {
        @Test
        void theOnlyPort() {
            assertThat(placeOf("orders.shop")).isEqualTo("10.96.0.9:80");
        }

        @ParameterizedTest
        @ValueSource(strings = {"orders.shop:80", "orders.shop:80/tcp", "orders.shop:http"})
        void aPortByNumberAndByName(String service) {
            assertThat(placeOf(service)).isEqualTo("10.96.0.9:80");
        }

        @ParameterizedTest
        @CsvSource({
            "orders.shop:80, ORDERS_PORT_80_TCP",
            "old.shop, OLD_SERVICE_PORT",
            "old.shop:web, OLD_SERVICE_PORT_WEB"
        })
        void theVariablesThatWereReadAreTold(String service, String variable) {
            variables.putAll(
                    Map.of("OLD_SERVICE_HOST", "10.96.0.1", "OLD_SERVICE_PORT", "81", "OLD_SERVICE_PORT_WEB", "82"));

            assertThat(reasonOf(service)).endsWith("_SERVICE_HOST and " + variable + ", which are as old as the pod");
        }

        @Test
        void theVirtualIpIsTheOnlyEndpointAndIsChosenAlready() {
            ServiceRef service = ServiceRef.parse("orders.shop:http");
            Endpoint clusterIp = Endpoint.of("10.96.0.9", 80);

            assertThat(resolve("orders.shop:http"))
                    .isEqualTo(new Resolution.Resolved(new EndpointSnapshot(
                            service,
                            "environment",
                            TrafficPolicy.AS_GIVEN,
                            List.of(),
                            List.of(clusterIp),
                            Optional.of(clusterIp),
                            Optional.empty())));
        }

        @Test
        void anIpv6AddressStandsBareInTheHostAndInBracketsInTheUrl() {
            variables.put("ORDERS_SERVICE_HOST", "FD00::0009");
            variables.put("ORDERS_PORT_80_TCP", "tcp://[fd00::9]:80");

            assertThat(placeOf("orders.shop")).isEqualTo("[fd00::9]:80");
        }

        @Test
        void dashesOfNamesAreUnderscores() {
            variables.put("ORDERS_DB_SERVICE_HOST", "10.96.0.7");
            variables.put("ORDERS_DB_SERVICE_PORT_PG_MAIN", "5432");
            port("ORDERS_DB", 5432, "tcp", "10.96.0.7");

            assertThat(placeOf("orders-db.shop:pg-main")).isEqualTo("10.96.0.7:5432");
        }

        @Test
        void protocolsOfOneNumberAreTwoPorts() {
            port("ORDERS", 80, "udp", "10.96.0.9");

            assertThat(placeOf("orders.shop:80/udp")).isEqualTo("10.96.0.9:80");
            assertThat(failed("orders.shop", Failed.Kind.ABSENT)).contains("80/tcp, 80/udp");
        }

        @Test
        void hostAndPortAloneAreEnoughAndMeanTcp() {
            variables.remove("ORDERS_PORT_80_TCP");

            assertThat(placeOf("orders.shop")).isEqualTo("10.96.0.9:80");
            assertThat(placeOf("orders.shop:80")).isEqualTo("10.96.0.9:80");
            assertThat(failed("orders.shop:80/udp", Failed.Kind.ABSENT)).contains("no such port");
        }

        @Test
        void whatCannotChangeIsNeverOutOfDate() {
            Resolver.Subscription subscription = resolver().subscribe(ServiceRef.parse("orders.shop"), told -> {});

            assertThat(subscription.age()).isEqualTo(Duration.ZERO);
        }

        @Test
        void theProcesssOwnVariablesAreReadByTheSystemFactoryOnly() {
            List<Resolution> heard = new ArrayList<>();

            EnvironmentResolver.system(Optional::empty).subscribe(ServiceRef.parse("no-such-x.shop"), heard::add);

            assertThat(heard).singleElement().isInstanceOf(Failed.class);
        }
    }

    @Nested
    class Namespaces {
        @Test
        void anotherNamespaceIsNotKnown() {
            assertThat(failed("orders.billing", Failed.Kind.ABSENT))
                    .isEqualTo("orders.billing: service variables hold only Services of the pod's own namespace, shop, "
                            + "that are older than the pod: ask another source");
        }

        @Test
        void anyNamespaceIsAnsweredWhereTheOwnIsUnknown() {
            List<Resolution> heard = new ArrayList<>();

            EnvironmentResolver.of(variables, Optional.empty())
                    .subscribe(ServiceRef.parse("orders.billing"), heard::add);

            assertThat(heard).singleElement().isInstanceOf(Resolution.Resolved.class);
        }

        @Test
        void theApiServerIsKnownEverywhere() {
            variables.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
            port("KUBERNETES", 443, "tcp", "10.96.0.1");

            assertThat(placeOf("kubernetes.default:443")).isEqualTo("10.96.0.1:443");
            failed("kubernetes.billing:443", Failed.Kind.ABSENT);
        }
    }

    @Nested
    class Refusals {
        @Test
        void withoutVariablesTheOneLookedForIsNamed() {
            assertThat(failed("pay-me.shop", Failed.Kind.ABSENT))
                    .isEqualTo(
                            "pay-me.shop: no variable PAY_ME_SERVICE_HOST: the kubelet sets it only if the Service has a "
                                    + "cluster IP and is older than the pod, and not with enableServiceLinks: false. Restart the pod, "
                                    + "or ask another source");
        }

        @Test
        void singlePodsAreNotKnown() {
            assertThat(failed("db-0.orders.shop.svc", Failed.Kind.ABSENT))
                    .isEqualTo(
                            "db-0.orders.shop.svc: service variables know Services only, no single pods: ask another "
                                    + "source, or for the Service orders");
        }

        @Test
        void anUnknownPortListsThoseThereAre() {
            port("ORDERS", 53, "udp", "10.96.0.9");

            for (String port : List.of("81", "80/udp", "grpc")) {
                assertThat(failed("orders.shop:" + port, Failed.Kind.ABSENT))
                        .isEqualTo("orders.shop:" + port
                                + ": no such port in the Service's variables, which are as old as the pod and tell of "
                                + "53/udp, 80/tcp; by name http (80): name one of them; a newer port is known to other "
                                + "sources, or after a restart of the pod");
            }
        }

        @Test
        void severalPortsAndNoneNamedIsAmbiguous() {
            port("ORDERS", 9090, "tcp", "10.96.0.9");

            assertThat(failed("orders.shop", Failed.Kind.ABSENT))
                    .isEqualTo("orders.shop: several ports in the Service's variables, which are as old as the pod and "
                            + "tell of 80/tcp, 9090/tcp; by name http (80): name one of them");
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.96.0", "orders", "", "tcp://10.96.0.9:80", "[fd00::9]"})
        void aHostThatIsNoAddressIsRefused(String host) {
            variables.put("ORDERS_SERVICE_HOST", host);

            assertThat(failed("orders.shop", Failed.Kind.INVALID))
                    .isEqualTo("orders.shop: service variable ORDERS_SERVICE_HOST: " + host
                            + " (expected: an IP address)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "65536", "http", "", "-1", "8080 ", "99999999999"})
        void aPortThatIsNoneIsRefused(String port) {
            variables.put("ORDERS_SERVICE_PORT", port);

            assertThat(failed("orders.shop:80", Failed.Kind.INVALID))
                    .isEqualTo("orders.shop:80: service variable ORDERS_SERVICE_PORT: " + port
                            + " (expected: a port number, 1 to 65535)");
        }

        @Test
        void aNamedPortThatIsNoneIsRefused() {
            variables.put("ORDERS_SERVICE_PORT_HTTP", "eighty");

            assertThat(failed("orders.shop:http", Failed.Kind.INVALID))
                    .isEqualTo("orders.shop:http: service variable ORDERS_SERVICE_PORT_HTTP: eighty "
                            + "(expected: a port number, 1 to 65535)");
        }

        @ParameterizedTest
        @CsvSource({
            "ORDERS_PORT_80_TCP, tcp://10.96.0.9:81, tcp://IP:80",
            "ORDERS_PORT_80_TCP, udp://10.96.0.9:80, tcp://IP:80",
            "ORDERS_PORT_80_TCP, tcp://orders:80, tcp://IP:80",
            "ORDERS_PORT_80_TCP, nonsense, tcp://IP:80",
            "ORDERS_PORT_70000_TCP, tcp://10.96.0.9:70000, 'the URL of a port, 1 to 65535'"
        })
        void aUrlThatDoesNotFitItsNameIsRefused(String variable, String value, String expected) {
            variables.put(variable, value);

            assertThat(failed("orders.shop", Failed.Kind.INVALID))
                    .isEqualTo("orders.shop: service variable " + variable + ": " + value + " (expected: " + expected
                            + ")");
        }

        @Test
        void aHostWithoutAnyPortIsTold() {
            variables.remove("ORDERS_PORT_80_TCP");
            variables.put("ORDERS_SERVICE_PORT", "tcp://10.96.0.3:80");

            assertThat(failed("orders.shop", Failed.Kind.ABSENT))
                    .isEqualTo(
                            "orders.shop: no variable ORDERS_SERVICE_PORT with a number, and none that names a port");
        }
    }

    @Nested
    class APortThatIsNewerThanThePod {
        private final ManualScheduler scheduler = new ManualScheduler(new FakeTicker());
        private final List<Resolution> heard = new ArrayList<>();

        @Test
        void isAskedOfTheNextSource() {
            Endpoint known = Endpoint.of("10.0.0.1", 9090);
            Resolver next = StaticResolver.of(Map.of(ServiceRef.parse("orders.shop:9090"), List.of(known)));

            follow(ResolverChain.strict(List.of(resolver(), next), scheduler, PATIENCE), "orders.shop:9090");

            assertThat(heard).singleElement().isInstanceOfSatisfying(Resolution.Resolved.class, resolved -> assertThat(
                            resolved.snapshot().endpoints())
                    .containsExactly(known));
        }

        @Test
        void isCalledByTheServicesNameWhereNobodyElseKnowsIt() {
            follow(ResolverChain.failingOpen(List.of(resolver()), scheduler, PATIENCE), "orders.shop:9090");

            assertThat(heard).singleElement().isInstanceOfSatisfying(Resolution.FailedOpen.class, open -> {
                assertThat(open.snapshot().endpoints()).containsExactly(Endpoint.of("orders.shop.svc", 9090));
                assertThat(open.why().message()).contains("as old as the pod and tell of 80/tcp");
            });
        }

        @Test
        void isAnErrorIfItHasANameOnly() {
            follow(ResolverChain.failingOpen(List.of(resolver()), scheduler, PATIENCE), "orders.shop:grpc");

            assertThat(heard).singleElement().isInstanceOfSatisfying(Failed.class, failed -> assertThat(
                            failed.message())
                    .contains("as old as the pod and tell of 80/tcp")
                    .contains("orders.shop:grpc cannot be called by its DNS name"));
        }

        private void follow(Resolver chain, String service) {
            chain.subscribe(ServiceRef.parse(service), heard::add);
            scheduler.runDue();
        }
    }

    @Nested
    class OtherServicesWithTheSameVariables {
        @Test
        void aUrlIsNeverTakenForAPortNumber() {
            variables.put("ORDERS_SERVICE_PORT", "tcp://10.96.0.3:9000");

            assertThat(placeOf("orders.shop")).isEqualTo("10.96.0.9:80");
            assertThat(placeOf("orders.shop:80")).isEqualTo("10.96.0.9:80");
        }

        @Test
        void aNumberWhereTheUrlShouldBeIsLookedPast() {
            // The port named 80-tcp of a Service a, where a-service has the port 80 too.
            variables.put("A_SERVICE_SERVICE_HOST", "10.96.0.4");
            variables.put("A_SERVICE_PORT_80_TCP", "9000");
            variables.put("A_SERVICE_PORT_80_TCP_PORT", "80");
            variables.put("A_SERVICE_PORT_80_TCP_ADDR", "10.96.0.4");

            assertThat(placeOf("a-service.shop")).isEqualTo("10.96.0.4:80");
        }

        @Test
        void aNumberWithoutTheRestIsNoPort() {
            variables.put("ORDERS_PORT_81_TCP", "9000");

            assertThat(placeOf("orders.shop")).isEqualTo("10.96.0.9:80");
        }

        @Test
        void thePortVariablesOfAnotherServiceAreNoPortNames() {
            // Of orders-service with the port 80.
            port("ORDERS_SERVICE", 80, "tcp", "10.96.0.3");
            port("ORDERS", 53, "udp", "10.96.0.9");

            assertThat(failed("orders.shop", Failed.Kind.ABSENT)).contains("; by name http (80):");
        }

        @Test
        void aNamedPortThatIsNotAmongTheUrlsIsRefused() {
            variables.put("ORDERS_SERVICE_PORT_HTTP", "9000");

            assertThat(failed("orders.shop:http", Failed.Kind.INVALID))
                    .isEqualTo("orders.shop:http: service variable ORDERS_SERVICE_PORT_HTTP: 9000 "
                            + "(expected: one of the ports [80/tcp])");
        }
    }

    private void port(String service, int number, String protocol, String ip) {
        String variable = service + "_PORT_" + number + "_" + protocol.toUpperCase(Locale.ROOT);
        variables.put(variable, protocol + "://" + ip + ":" + number);
        variables.put(variable + "_PROTO", protocol);
        variables.put(variable + "_PORT", Integer.toString(number));
        variables.put(variable + "_ADDR", ip);
    }

    private EnvironmentResolver resolver() {
        return EnvironmentResolver.of(variables, Optional.of("shop"));
    }

    private Resolution resolve(String service) {
        List<Resolution> heard = new ArrayList<>();
        resolver().subscribe(ServiceRef.parse(service), heard::add);
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private String reasonOf(String service) {
        return resolver().subscribe(ServiceRef.parse(service), resolution -> {}).reason();
    }

    private String placeOf(String service) {
        Resolution resolution = resolve(service);
        assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
        return ((Resolution.Resolved) resolution).snapshot().endpoints().get(0).hostPort();
    }

    private String failed(String service, Failed.Kind kind) {
        Resolution resolution = resolve(service);
        assertThat(resolution).isInstanceOf(Failed.class);
        assertThat(((Failed) resolution).kind()).isEqualTo(kind);
        return ((Failed) resolution).message();
    }
}
