package io.fairlead.simulation;

import io.fairlead.internal.Checks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. Each is asked for by name; what is not as expected is an {@code IllegalArgumentException} that tells
 * the field, the value and what was expected.
 */
final class Fields {
    private final JsonNode node;
    private final String path;
    private final Set<String> asked = new TreeSet<>();

    private Fields(JsonNode node, String path) {
        Checks.check(node.isObject(), path.isEmpty() ? "line" : path, node, "a JSON object");
        this.node = node;
        this.path = path;
    }

    static Fields of(JsonNode node) {
        return new Fields(node, "");
    }

    /** What a number may be. */
    record Range(double from, double to, boolean whole) {
        static final Range POSITIVE = new Range(Double.MIN_VALUE, 1e9, false);
        static final Range NOT_NEGATIVE = new Range(0, 1e9, false);
        static final Range SHARE = new Range(0, 1, false);

        static Range whole(long from, long to) {
            return new Range(from, to, true);
        }

        static Range decimal(double from, double to) {
            return new Range(from, to, false);
        }

        boolean has(JsonNode value) {
            return value.isNumber()
                    && value.doubleValue() >= from
                    && value.doubleValue() <= to
                    && (!whole || value.doubleValue() == Math.rint(value.doubleValue()));
        }

        @Override
        public String toString() {
            String kind = whole ? "a whole number" : "a number";
            return from == Double.MIN_VALUE
                    ? kind + " above 0, at most " + text(to)
                    : kind + " from " + text(from) + " to " + text(to);
        }

        private static String text(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    double number(String name, Range range) {
        return number(value(name, range.toString()), path(name), range);
    }

    double number(String name, Range range, double otherwise) {
        asked.add(name);
        return has(name) ? number(name, range) : otherwise;
    }

    int whole(String name, Range range) {
        return (int) number(name, range);
    }

    /** Numbers of a list of the given length, or one that is meant for all of them. */
    double[] numbers(String name, int length, Range range, double otherwise) {
        asked.add(name);
        double[] numbers = new double[length];
        JsonNode value = node.get(name);
        if (value != null && value.isArray()) {
            Checks.check(value.size() == length, path(name), value, "a number, or " + length + " of them in a list");
        }
        for (int i = 0; i < length; i++) {
            if (value == null) {
                numbers[i] = otherwise;
            } else if (value.isArray()) {
                numbers[i] = number(value.get(i), path(name) + "[" + i + "]", range);
            } else {
                numbers[i] = number(value, path(name), range);
            }
        }
        return numbers;
    }

    String text(String name, String expected) {
        JsonNode value = value(name, expected);
        Checks.check(value.isString(), path(name), value, expected);
        return value.stringValue();
    }

    String text(String name, String expected, String otherwise) {
        asked.add(name);
        return has(name) ? text(name, expected) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        asked.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            return otherwise;
        }
        Checks.check(value.isBoolean(), path(name), value, "true or false");
        return value.booleanValue();
    }

    JsonNode value(String name, String expected) {
        asked.add(name);
        JsonNode value = node.get(name);
        Checks.check(value != null, path(name), "missing", expected);
        return value;
    }

    /** The elements of a list, none if there is no such field. */
    List<JsonNode> elements(String name, String expected) {
        asked.add(name);
        List<JsonNode> elements = new ArrayList<>();
        JsonNode value = node.get(name);
        if (value != null) {
            Checks.check(value.isArray(), path(name), value, expected);
            value.forEach(elements::add);
        }
        return elements;
    }

    List<Fields> objects(String name) {
        List<JsonNode> elements = elements(name, "a list of JSON objects");
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            objects.add(new Fields(elements.get(i), path(name) + "[" + i + "]"));
        }
        return objects;
    }

    Fields object(String name) {
        return new Fields(value(name, "a JSON object"), path(name));
    }

    Optional<Fields> optionalObject(String name) {
        asked.add(name);
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** Refuses a value that was asked for. */
    IllegalArgumentException bad(String name, String expected) {
        return new IllegalArgumentException(path(name) + ": " + node.get(name) + " (expected: " + expected + ")");
    }

    /** Refuses fields that nobody asked for: a misspelt one would silently be left out. */
    void end() {
        Set<String> unknown = new HashSet<>(node.propertyNames());
        unknown.removeAll(asked);
        for (String name : unknown) {
            throw bad(name, "no such field, but some of " + asked);
        }
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static double number(JsonNode value, String path, Range range) {
        Checks.check(range.has(value), path, value, range.toString());
        return value.doubleValue();
    }
}
