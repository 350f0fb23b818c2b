package io.fairlead.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Query strings. */
final class Queries {
    private Queries() {}

    /** The parameters in order; of one that is given twice the first counts, as in the API server. */
    static Map<String, String> parse(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : parameter.substring(equals + 1);
                parameters.putIfAbsent(decoded(name), decoded(value));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** A number of zero or more; zero if the parameter is missing or empty. */
    static long number(Map<String, String> query, String name) {
        String value = query.getOrDefault(name, "");
        if (value.isEmpty()) {
            return 0;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new Refusal(Status.badRequest(name + ": Invalid value: \"" + value + "\""));
        }
        return Long.parseLong(value);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
