package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointBuilder;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.feedback.Candidate;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.EjectionListener;
import io.fairlead.feedback.GroupLoad;
import io.fairlead.feedback.LoadConfig;
import io.fairlead.feedback.Outcome;
import io.fairlead.testing.FakeTicker;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Endpoints with pods, spread over three zones, and their load. */
final class Fleet {
    static final String ZONE = "zone-0";
    static final int ZONES = 3;

    final FakeTicker ticker = new FakeTicker();
    final GroupLoad loads;

    /** A fleet of which none is ever ejected. */
    Fleet() {
        this(EjectionConfig.none());
    }

    private Fleet(EjectionConfig ejection) {
        loads = new GroupLoad(LoadConfig.defaults(), ejection, ticker, new SplittableRandom(1), EjectionListener.NONE);
    }

    static Fleet ejecting() {
        return new Fleet(EjectionConfig.defaults());
    }

    /** Makes no connection: so it is ejected, if there are enough others. */
    void fail(Candidate candidate) {
        candidate.begin();
        candidate.complete(Outcome.UNREACHABLE, 1, ticker.nanos());
    }

    /** Candidates of the numbers 0 up to the size; those that were there before keep their load. */
    List<Candidate> candidates(int size) {
        return candidates(IntStream.range(0, size));
    }

    /** Candidates of these numbers in this order. */
    List<Candidate> candidates(IntStream numbers) {
        return loads.retain(numbers.mapToObj(Fleet::endpoint).toList());
    }

    /** As many as the size; each whose number is a multiple has the weight 0, the others 1. */
    List<Candidate> drained(int size, int multiple) {
        return loads.retain(IntStream.range(0, size)
                .mapToObj(number ->
                        builder(number).weight(number % multiple == 0 ? 0 : 1).build())
                .toList());
    }

    static Endpoint endpoint(int number) {
        return builder(number).build();
    }

    private static EndpointBuilder builder(int number) {
        String address = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
        return Endpoint.builder(address, 8080)
                .pod(new Pod("pod-" + number, "uid-" + number))
                .location(new Location("node-" + number, "zone-" + number % ZONES));
    }

    static EndpointKey key(List<Candidate> candidates, int index) {
        return candidates.get(index).endpoint().key();
    }

    static int zone(Candidate candidate) {
        String zone = candidate.endpoint().location().zone();
        return Integer.parseInt(zone.substring("zone-".length()));
    }
}
