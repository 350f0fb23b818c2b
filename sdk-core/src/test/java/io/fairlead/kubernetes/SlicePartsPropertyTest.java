package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Protocol;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.SpecialAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SlicePartsPropertyTest {
    private static final int SLICES = 3;

    /** A slice is replaced, and what the Service says of ports and weights may change. */
    private record Step(int place, Slice slice, PortChoice.Chosen port, Weights weights) {}

    @Property
    void whatIsKeptOfSlicesChangesNoAnswer(
            @ForAll("steps") List<Step> steps, @ForAll("refs") ServiceRef ref, @ForAll boolean loopback) {
        KubernetesOptions options =
                KubernetesOptions.builder().admitLoopback(loopback).build();
        SliceParts kept = new SliceParts(ref, options);
        List<Slice> slices = new ArrayList<>();
        for (Step step : steps) {
            if (step.place() < slices.size()) {
                slices.set(step.place(), step.slice());
            } else {
                slices.add(step.slice());
            }

            List<SliceParts.Part> parts = kept.of(List.copyOf(slices), step.port(), step.weights());

            assertThat(parts.stream().flatMap(part -> part.endpoints().stream()).map(SlicePartsPropertyTest::shown))
                    .containsExactlyElementsOf(slices.stream()
                            .flatMap(slice -> meant(step, slice, ref, loopback))
                            .toList());
            assertThat(kept.of(List.copyOf(slices), step.port(), step.weights()))
                    .zipSatisfy(parts, (again, before) -> assertThat(again).isSameAs(before));
        }
    }

    // By the words of the rules, a slice and a port at a time.
    private static Stream<String> meant(Step step, Slice slice, ServiceRef ref, boolean loopback) {
        int[] numbers = slice.family().isEmpty()
                ? new int[0]
                : step.port().numbers(slice).toArray();
        return IntStream.of(numbers).boxed().flatMap(number -> slice.endpoints().stream()
                .filter(e -> ref.hostname().isEmpty() || ref.hostname().equals(e.hostname()))
                .filter(e -> e.family() == slice.family().orElseThrow())
                .filter(e -> loopback || !e.address().equals("127.0.0.1"))
                .map(e -> e.address() + " " + number + " " + step.weights().of(slice, e)));
    }

    private static String shown(Endpoint endpoint) {
        return endpoint.address() + " " + endpoint.port() + " " + endpoint.weight();
    }

    @Provide
    Arbitrary<ServiceRef> refs() {
        return Arbitraries.of("orders.shop:http", "db-0.orders.shop.svc:http").map(ServiceRef::parse);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Weights> weights =
                Arbitraries.of("", "zone/a=3", "pod/p1=0,zone/b=2").map(Weights::ofService);
        return Combinators.combine(Arbitraries.integers().between(0, SLICES - 1), slices(), ports(), weights)
                .as(Step::new)
                .list()
                .ofMaxSize(8);
    }

    private static Arbitrary<PortChoice.Chosen> ports() {
        return Arbitraries.of(
                new PortChoice.Chosen("http", Protocol.TCP, 80, 0, false),
                new PortChoice.Chosen("metrics", Protocol.TCP, 81, 0, false),
                new PortChoice.Chosen("", Protocol.TCP, 9000, 0, true));
    }

    private static Arbitrary<Slice> slices() {
        Arbitrary<List<Slice.Port>> ports = Arbitraries.of(
                        new Slice.Port("http", Protocol.TCP, 8080),
                        new Slice.Port("http", Protocol.TCP, 8081),
                        new Slice.Port("metrics", Protocol.TCP, 9090))
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<Optional<IpFamily>> families =
                Arbitraries.of(Optional.of(IpFamily.IPV4), Optional.of(IpFamily.IPV6), Optional.empty());
        Arbitrary<Weights> weights = Arbitraries.of(Weights.NONE, Weights.ofSlice("4"), Weights.ofSlice("none"));
        return Combinators.combine(families, ports, entries().list().ofMaxSize(4), weights)
                .as((family, numbers, entries, weight) -> Slice.of(
                        new ObjectId("shop", "a", "1"), "orders", family, numbers, entries, Optional.empty(), weight));
    }

    private static Arbitrary<Slice.Entry> entries() {
        return Combinators.combine(
                        Arbitraries.of("10.0.0.1", "10.0.0.2", "fd00::1", "127.0.0.1"),
                        Arbitraries.of("", "db-0", "db-1"),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("p1", "p2"))
                .as((address, hostname, zone, pod) -> new Slice.Entry(
                        address,
                        address.equals("127.0.0.1") ? SpecialAddress.LOOPBACK : "",
                        new Pod(pod, pod),
                        hostname,
                        new Location("n", zone),
                        Conditions.READY,
                        Hints.NONE));
    }
}
