package io.fairlead.kubernetes;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.IpFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/**
 * Reads {@code v1} Endpoints: subsets of addresses that all have the same ports. They do not tell zones, hints, or whether a pod
 * terminates.
 */
final class EndpointsReader extends ObjectReader<LegacyEndpoints> {
    static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

    private static final Conditions NOT_READY = new Conditions(false, false, false);

    private final EntryReader entryReader;
    private final List<Subset> subsets = new ArrayList<>();
    private Optional<Instant> changedAt = Optional.empty();
    private Weights weights = Weights.NONE;
    private boolean truncated;

    /** A subset in the making. */
    private record Subset(List<Slice.Port> ports, Map<IpFamily, List<Slice.Entry>> entries) {}

    /** A reader whose endpoints share what they have in common with others. */
    EndpointsReader(Shared shared) {
        entryReader = new EntryReader(shared);
    }

    @Override
    void field(JsonParser json, String field) {
        if (field.equals("subsets")) {
            Json.elements(json, this::subset);
        } else {
            json.skipChildren();
        }
    }

    @Override
    void annotation(String key, String value) {
        switch (key) {
            case SliceReader.CHANGED -> changedAt = SliceReader.instant(value);
            case Weights.OF_SLICE -> weights = Weights.ofSlice(value);
            case OVER_CAPACITY -> truncated = value.equals("truncated");
            default -> {
                // Not ours.
            }
        }
    }

    @Override
    LegacyEndpoints object() {
        List<Slice> slices = new ArrayList<>();
        for (Subset subset : subsets) {
            subset.entries().forEach((family, entries) -> {
                ObjectId part = new ObjectId(namespace, name + "/" + slices.size(), version);
                slices.add(Slice.of(part, name, Optional.of(family), subset.ports(), entries, changedAt, weights));
            });
        }
        return new LegacyEndpoints(id(), slices, truncated);
    }

    private void subset(JsonParser json) {
        Subset subset = new Subset(new ArrayList<>(), new EnumMap<>(IpFamily.class));
        Json.fields(json, (parser, field) -> {
            switch (field) {
                case "addresses" -> Json.elements(parser, element -> address(element, Conditions.READY, subset));
                case "notReadyAddresses" -> Json.elements(parser, element -> address(element, NOT_READY, subset));
                case "ports" -> Json.elements(parser, element -> port(element, subset));
                default -> parser.skipChildren();
            }
        });
        subsets.add(subset);
    }

    private void address(JsonParser json, Conditions conditions, Subset subset) {
        entryReader.readAddress(json, conditions).ifPresent(entry -> subset.entries()
                .computeIfAbsent(IpFamily.of(entry.address()), family -> new ArrayList<>())
                .add(entry));
    }

    private static void port(JsonParser json, Subset subset) {
        PortReader port = new PortReader();
        Json.fields(json, port::field);
        port.toEndpointsPort().ifPresent(subset.ports()::add);
    }
}
