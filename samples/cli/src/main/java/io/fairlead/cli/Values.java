package io.fairlead.cli;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.kubernetes.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read. A bad one gets an error that says what was expected. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Values() {}

    /** {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}; greater than zero, at most a day. */
    static final class OfDuration implements ITypeConverter<Duration> {
        private static final Duration LONGEST = Duration.ofHours(24);

        @Override
        public Duration convert(String text) {
            Matcher matcher = DURATION.matcher(text);
            Duration value = matcher.matches() ? durationOf(matcher) : Duration.ZERO;
            if (value.isZero() || value.compareTo(LONGEST) > 0) {
                throw expected(text, "a time greater than zero, at most 24h: 500ms, 2s, 5m, 1h");
            }
            return value;
        }

        private static Duration durationOf(Matcher matcher) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /** Calls a second. */
    static final class OfRate implements ITypeConverter<Double> {
        private static final double HIGHEST = 100_000;

        @Override
        public Double convert(String text) {
            try {
                double rate = Double.parseDouble(text);
                if (rate > 0 && rate <= HIGHEST) {
                    return rate;
                }
            } catch (NumberFormatException e) {
                throw expected(text, "a number");
            }
            throw expected(text, "calls a second, greater than 0, at most " + (long) HIGHEST);
        }
    }

    /** How many calls may run at a time. */
    static final class OfConcurrency implements ITypeConverter<Integer> {
        private static final int HIGHEST = 10_000;

        @Override
        public Integer convert(String text) {
            boolean digits = text.matches("\\d{1,5}");
            int number = digits ? Integer.parseInt(text) : 0;
            if (number < 1 || number > HIGHEST) {
                throw expected(text, "calls at a time, 1 to " + HIGHEST);
            }
            return number;
        }
    }

    /** How many endpoints. */
    static final class OfSize implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
            if (number < 1) {
                throw expected(text, "a number of endpoints, 1 or more");
            }
            return number;
        }
    }

    /** The name of a zone, as nodes have it in a label. */
    static final class OfZone implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?")) {
                throw expected(text, "a zone, such as eu-west-1a");
            }
            return text;
        }
    }

    /** What calls have in common. */
    static final class OfKey implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isEmpty()) {
                throw expected("an empty key", "texts that are not empty, separated by commas");
            }
            return text;
        }
    }

    /** A policy by its name. */
    static final class OfPolicy implements ITypeConverter<Policy> {
        @Override
        public Policy convert(String text) {
            return oneOf(Policy.values(), text);
        }
    }

    /** A source by its name. */
    static final class OfSource implements ITypeConverter<Source> {
        @Override
        public Source convert(String text) {
            return oneOf(Source.values(), text);
        }
    }

    /** A reach by its name, in lower case with hyphens. */
    static final class OfReach implements ITypeConverter<Reach> {
        @Override
        public Reach convert(String text) {
            for (Reach each : Reach.values()) {
                if (name(each).equals(text)) {
                    return each;
                }
            }
            throw expected(
                    text, Arrays.stream(Reach.values()).map(OfReach::name).collect(Collectors.joining(", ")));
        }

        private static String name(Reach reach) {
            return reach.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What to call, see {@link Target}. */
    static final class OfTarget implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            return read(Target::parse, text);
        }
    }

    /** {@code orders.shop:http}. */
    static final class OfService implements ITypeConverter<ServiceRef> {
        @Override
        public ServiceRef convert(String text) {
            return read(ServiceRef::parse, text);
        }
    }

    /** A file to be written. */
    static final class OfJsonFile implements ITypeConverter<JsonFile> {
        @Override
        public JsonFile convert(String text) {
            return read(JsonFile::parse, text);
        }
    }

    /** A file that grows by lines. */
    static final class OfLog implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return read(JsonFile::path, text);
        }
    }

    /** A file of PEM certificates. */
    static final class OfAuthority implements ITypeConverter<Authority> {
        @Override
        public Authority convert(String text) {
            return read(Authority::read, text);
        }
    }

    private static <T> T read(Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static <T> T oneOf(T[] all, String text) {
        for (T each : all) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        String names = Arrays.stream(all).map(Object::toString).collect(Collectors.joining(", "));
        throw expected(text, names);
    }

    private static TypeConversionException expected(String text, String what) {
        return new TypeConversionException(text + " (expected: " + what + ")");
    }
}
