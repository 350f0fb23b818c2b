package io.fairlead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label or field selector: requirements that must all hold. An empty text selects everything. */
record Selector(List<Requirement> requirements) {
    private static final Pattern COMPARISON = Pattern.compile("\\s*([^\\s!=]+)\\s*(==|=|!=)\\s*([^\\s!=]*)\\s*");
    private static final Pattern PRESENCE = Pattern.compile("\\s*(!?)\\s*([\\w./-]+)\\s*");

    Selector {
        requirements = List.copyOf(requirements);
    }

    static Selector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        if (!text.isBlank()) {
            for (String requirement : text.split(",", -1)) {
                requirements.add(requirement(requirement, text));
            }
        }
        return new Selector(requirements);
    }

    boolean matches(Function<String, Optional<String>> values) {
        return requirements.stream().allMatch(requirement -> requirement.holds(values.apply(requirement.key())));
    }

    private static Requirement requirement(String text, String whole) {
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            Operator operator = comparison.group(2).equals("!=") ? Operator.DIFFERS : Operator.EQUALS;
            return new Requirement(comparison.group(1), operator, comparison.group(3));
        }
        Matcher presence = PRESENCE.matcher(text);
        if (presence.matches()) {
            Operator operator = presence.group(1).isEmpty() ? Operator.EXISTS : Operator.ABSENT;
            return new Requirement(presence.group(2), operator, "");
        }
        throw new Refusal(Status.badRequest("unable to parse requirement \"" + text + "\" of selector \"" + whole
                + "\" (served here: k=v, k==v, k!=v, k, !k)"));
    }

    enum Operator {
        EQUALS,
        DIFFERS,
        EXISTS,
        ABSENT
    }

    record Requirement(String key, Operator operator, String value) {

        // A missing label differs from every value.
        boolean holds(Optional<String> present) {
            if (operator == Operator.EXISTS || operator == Operator.ABSENT) {
                return present.isPresent() == (operator == Operator.EXISTS);
            }
            boolean equal = present.isPresent() && present.get().equals(value);
            return equal == (operator == Operator.EQUALS);
        }
    }
}
