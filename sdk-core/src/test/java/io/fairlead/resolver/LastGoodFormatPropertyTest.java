package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LastGoodFormatPropertyTest {
    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("answers") LastGoodAnswer answer) {
        ServiceRef service = answer.snapshot().service();

        assertThat(LastGoodReader.read(LastGoodFormat.write(answer), service)).isEqualTo(answer);
    }

    @Property(tries = 3000)
    void aFileThatWasChangedIsRefusedOrMeansTheSame(
            @ForAll("answers") LastGoodAnswer answer,
            @ForAll @IntRange(min = 0, max = 1_000_000) int place,
            @ForAll byte value,
            @ForAll("mutations") Mutation mutation) {
        byte[] whole = LastGoodFormat.write(answer);
        byte[] changed = mutation.of(whole, place % whole.length, value);

        try {
            assertThat(LastGoodReader.read(changed, answer.snapshot().service()))
                    .isEqualTo(answer);
        } catch (AssertionError e) {
            throw e;
        } catch (RuntimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 3000)
    void aForgedChecksumLetsNoOtherExceptionOut(
            @ForAll("answers") LastGoodAnswer answer,
            @ForAll @IntRange(min = 0, max = 1_000_000) int place,
            @ForAll byte value,
            @ForAll("mutations") Mutation mutation) {
        byte[] whole = LastGoodFormat.write(answer);
        int end = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n');
        byte[] body = mutation.of(Arrays.copyOf(whole, end), place % end, value);
        String sum = "\n" + LastGoodFormat.checksum(body, body.length) + "\n";
        byte[] forged = Arrays.copyOf(body, body.length + sum.length());
        System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, forged, body.length, sum.length());

        try {
            LastGoodAnswer read = LastGoodReader.read(forged, answer.snapshot().service());
            assertThat(read.snapshot().service()).isEqualTo(answer.snapshot().service());
        } catch (AssertionError e) {
            throw e;
        } catch (RuntimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void noTwoServicesShareAFile(@ForAll("references") ServiceRef one, @ForAll("references") ServiceRef other) {
        assertThat(LastGoodFormat.fileName(one).equals(LastGoodFormat.fileName(other)))
                .isEqualTo(one.equals(other));
        assertThat(LastGoodFormat.fileName(one)).matches("[-a-z0-9._+]{1,250}");
    }

    @Example
    void aFileOfALaterVersionSaysSo() {
        LastGoodAnswer answer = new LastGoodAnswer(
                EndpointSnapshot.asGiven(ServiceRef.parse("orders.shop:http"), "watch", List.of()), Instant.EPOCH);
        byte[] later = new String(LastGoodFormat.write(answer), StandardCharsets.UTF_8)
                .replace("\"version\":1", "\"version\":2")
                .getBytes(StandardCharsets.UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LastGoodReader.read(later, answer.snapshot().service()))
                .withMessage("version: 2 (expected: 1, as this version of the library writes)");
    }

    @Example
    void aFileOfAnotherServiceIsRefused() {
        LastGoodAnswer answer = new LastGoodAnswer(
                EndpointSnapshot.asGiven(ServiceRef.parse("orders.shop:http"), "watch", List.of()), Instant.EPOCH);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LastGoodReader.read(LastGoodFormat.write(answer), ServiceRef.parse("payments.shop:http")))
                .withMessage("service: orders.shop:http (expected: payments.shop:http)");
    }

    /** What happens to files. */
    enum Mutation {
        OVERWRITE {
            @Override
            byte[] of(byte[] file, int place, byte value) {
                byte[] changed = file.clone();
                changed[place] = value;
                return changed;
            }
        },
        TRUNCATE {
            @Override
            byte[] of(byte[] file, int place, byte value) {
                return Arrays.copyOf(file, place);
            }
        },
        INSERT {
            @Override
            byte[] of(byte[] file, int place, byte value) {
                byte[] changed = Arrays.copyOf(file, file.length + 1);
                System.arraycopy(file, place, changed, place + 1, file.length - place);
                changed[place] = value;
                return changed;
            }
        },
        DELETE {
            @Override
            byte[] of(byte[] file, int place, byte value) {
                byte[] changed = Arrays.copyOf(file, file.length - 1);
                System.arraycopy(file, place + 1, changed, place, file.length - place - 1);
                return changed;
            }
        },
        ZEROS {
            @Override
            byte[] of(byte[] file, int place, byte value) {
                byte[] changed = file.clone();
                Arrays.fill(changed, place, changed.length, (byte) 0);
                return changed;
            }
        };

        abstract byte[] of(byte[] file, int place, byte value);
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        return Arbitraries.of(Mutation.class);
    }

    @Provide
    Arbitrary<LastGoodAnswer> answers() {
        Arbitrary<EndpointSnapshot> snapshots = Combinators.combine(
                        references(),
                        Arbitraries.of(TrafficPolicy.class),
                        Arbitraries.of(IpFamily.class).list().uniqueElements().ofMaxSize(2),
                        endpoints().list().ofMaxSize(5),
                        endpoints().optional(),
                        instants().optional(),
                        Arbitraries.longs()
                                .between(0, 100_000)
                                .map(Duration::ofMillis)
                                .optional())
                .as((service, policy, families, endpoints, clusterIp, changedAt, affinity) -> new EndpointSnapshot(
                        service, "watch", policy, families, endpoints, clusterIp, changedAt, affinity));
        return Combinators.combine(snapshots, instants()).as(LastGoodAnswer::new);
    }

    @Provide
    Arbitrary<ServiceRef> references() {
        Arbitrary<String> labels = Arbitraries.of("a", "b", "a-b", "svc", "8080", "8080-udp", "x".repeat(63));
        Arbitrary<String> ports = Arbitraries.of("", ":80", ":8080", ":8080/udp", ":8080-udp", ":http", ":a");
        return Combinators.combine(labels, labels, labels, ports, Arbitraries.of(true, false))
                .as((host, name, namespace, port, ofPod) ->
                        ServiceRef.parse((ofPod ? host + "." : "") + name + "." + namespace + ".svc" + port));
    }

    private static Arbitrary<Endpoint> endpoints() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of("", "node-1", "zone-a", "\"\\\n", "ä€𝄞"),
                Arbitraries.strings().ofMaxLength(5));
        Arbitrary<Location> locations = Combinators.combine(texts, texts).as(Location::new);
        Arbitrary<Pod> pods = Combinators.combine(texts, texts).as(Pod::new);
        Arbitrary<Boolean> truths = Arbitraries.of(true, false);
        Arbitrary<Conditions> conditions =
                Combinators.combine(truths, truths, truths).as(Conditions::new);
        Arbitrary<Hints> hints = Combinators.combine(
                        texts.set().ofMaxSize(2), texts.set().ofMaxSize(2))
                .as(Hints::new);
        return Combinators.combine(
                        Arbitraries.of("10.0.0.1", "fd00::1", "orders.shop.svc")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        Arbitraries.integers().between(1, 65535),
                        pods,
                        Combinators.combine(texts, texts).as(List::of),
                        locations,
                        conditions,
                        hints,
                        Arbitraries.doubles().between(0, Double.MAX_VALUE))
                .as((addresses, port, pod, names, location, state, meant, weight) -> Endpoint.builder(addresses, port)
                        .pod(pod)
                        .hostname(names.get(0))
                        .location(location)
                        .conditions(state)
                        .hints(meant)
                        .weight(weight)
                        .tlsName(names.get(1))
                        .build());
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }
}
