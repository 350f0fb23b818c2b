package io.fairlead.kubernetes;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.internal.Checks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What annotations say about the weights of endpoints: {@value #OF_SERVICE} on a Service, {@value #OF_SLICE} on a slice that somebody
 * writes by hand.
 *
 * @param all the weight of every endpoint of the object, if it says one
 * @param named weights by {@code zone/NAME}, {@code node/NAME} and {@code pod/NAME}
 * @param bad what cannot be understood and is skipped, with what was expected, for people
 */
record Weights(OptionalDouble all, Map<String, Double> named, List<String> bad) {
    /** A comma-separated list of {@code zone/NAME=w}, {@code node/NAME=w} and {@code pod/NAME=w}. */
    static final String OF_SERVICE = "fairlead.io/weights";
    /** A number. */
    static final String OF_SLICE = "fairlead.io/weight";

    static final Weights NONE = new Weights(OptionalDouble.empty(), Map.of(), List.of());

    private static final double DEFAULT = 1;
    private static final Set<String> KINDS = Set.of("zone", "node", "pod");
    // Enough to see what is wrong: an annotation may be of 256 KiB.
    private static final int MOST_BAD = 20;
    private static final int LONGEST_BAD = 100;

    Weights {
        named = Map.copyOf(named);
        bad = List.copyOf(bad);
    }

    /** The value of the annotation of a Service. The later of two entries for one name counts. */
    static Weights ofService(String text) {
        Map<String, Double> named = new HashMap<>();
        List<String> bad = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            String stripped = entry.strip();
            int slash = stripped.indexOf('/');
            int equals = stripped.lastIndexOf('=');
            boolean formed = slash > 0 && equals > slash + 1 && KINDS.contains(stripped.substring(0, slash));
            OptionalDouble weight = formed ? number(stripped.substring(equals + 1)) : OptionalDouble.empty();
            if (weight.isPresent()) {
                named.put(stripped.substring(0, equals), weight.getAsDouble());
            } else if (!stripped.isEmpty() && bad.size() < MOST_BAD) {
                bad.add(refusal(OF_SERVICE, stripped, "zone/NAME=w, node/NAME=w or pod/NAME=w; w: " + Checks.WEIGHT));
            }
        }
        return new Weights(OptionalDouble.empty(), named, bad);
    }

    /** The value of the annotation of a slice. */
    static Weights ofSlice(String text) {
        OptionalDouble weight = number(text);
        return new Weights(
                weight, Map.of(), weight.isPresent() ? List.of() : List.of(refusal(OF_SLICE, text, Checks.WEIGHT)));
    }

    /** The weight of a slice's endpoint, these being the Service's: the narrowest word counts, pod, node, slice, zone. */
    double of(Slice slice, Endpoint endpoint) {
        if (!named.isEmpty()) {
            Double narrow = named.get("pod/" + endpoint.pod().name());
            narrow = narrow != null
                    ? narrow
                    : named.get("node/" + endpoint.location().node());
            if (narrow != null) {
                return narrow;
            }
        }
        if (slice.weights().all().isPresent()) {
            return slice.weights().all().getAsDouble();
        }
        return named.isEmpty()
                ? DEFAULT
                : named.getOrDefault("zone/" + endpoint.location().zone(), DEFAULT);
    }

    /** The weight of a node that stands for the Service, these being the Service's. */
    double ofNode(String node, String zone) {
        return named.getOrDefault("node/" + node, named.getOrDefault("zone/" + zone, DEFAULT));
    }

    private static OptionalDouble number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return Checks.isWeight(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String refusal(String annotation, String text, String expected) {
        String shown = text.length() <= LONGEST_BAD ? text : text.substring(0, LONGEST_BAD) + "...";
        return annotation + ": " + shown + " (expected: " + expected + ")";
    }
}
