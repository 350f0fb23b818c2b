package io.fairlead.benchmarks;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.internal.PartedList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ours: from what a source says of a hundred slices, one of them new, to the published picker. */
final class FairleadUpdate implements Update {
    private static final int SLICES = 100;

    private final OwnTurns turns = new OwnTurns();
    private final Feed feed = new Feed();
    private final List<List<Endpoint>> slices;
    private final int perSlice;
    private final EndpointGroup group;

    FairleadUpdate(int size) {
        perSlice = size / SLICES;
        slices = IntStream.range(0, SLICES).mapToObj(this::slice).collect(Collectors.toCollection(ArrayList::new));
        group = ServiceDiscovery.builder().source(feed).scheduler(turns).build().group(Addresses.SERVICE);
        group.state();
        turns.run();
        say();
    }

    @Override
    public Object replace(int place, int address) {
        List<Endpoint> changed = new ArrayList<>(slices.get(place / perSlice));
        changed.set(place % perSlice, endpoint(address));
        slices.set(place / perSlice, List.copyOf(changed));
        say();
        return group.picker();
    }

    /** A pick and its completion; safe for use beside updates. */
    Cycle picking() {
        return FairleadCycle.picking(group);
    }

    private void say() {
        feed.say(PartedList.of(slices));
        turns.run();
    }

    private List<Endpoint> slice(int number) {
        return List.copyOf(IntStream.range(number * perSlice, (number + 1) * perSlice)
                .mapToObj(FairleadUpdate::endpoint)
                .toList());
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.of(Addresses.ip(number), Addresses.PORT);
    }
}
