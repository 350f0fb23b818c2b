package io.fairlead.benchmarks;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ours: from what a source says to the published picker. */
final class FairleadUpdate implements Update {
    private final OwnTurns turns = new OwnTurns();
    private final Feed feed = new Feed();
    private final List<Endpoint> endpoints;
    private final EndpointGroup group;

    FairleadUpdate(int size) {
        endpoints = IntStream.range(0, size)
                .mapToObj(FairleadUpdate::endpoint)
                .collect(Collectors.toCollection(ArrayList::new));
        group = ServiceDiscovery.builder().source(feed).scheduler(turns).build().group(Addresses.SERVICE);
        group.state();
        turns.run();
        say();
    }

    @Override
    public Object replace(int place, int address) {
        endpoints.set(place, endpoint(address));
        say();
        return group.picker();
    }

    private void say() {
        feed.say(endpoints);
        turns.run();
    }

    private static Endpoint endpoint(int number) {
        return Endpoint.of(Addresses.ip(number), Addresses.PORT);
    }
}
