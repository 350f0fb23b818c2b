package io.fairlead.simulation;

import io.fairlead.simulation.Fields.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a line of a scenario file; docs/simulation.md describes it. */
final class ScenarioReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Range COUNT = Range.whole(1, 10_000);
    private static final Range SECONDS = Range.decimal(0, 100_000);

    private ScenarioReader() {}

    /** @throws IllegalArgumentException that names the field, the value and what was expected */
    static ScenarioLine read(String line) {
        Fields fields = Fields.of(tree(line));
        int servers = fields.whole("servers", COUNT);
        Scenario scenario = scenario(fields, servers);
        Policy policy = PolicyReader.read(fields);
        List<Long> seeds = seeds(fields);
        List<ScenarioLine.Window> windows = windows(fields, scenario);
        fields.end();
        return new ScenarioLine(scenario, policy, seeds, windows);
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "line: " + line + " (expected: a JSON object; " + e.getOriginalMessage() + ")");
        }
    }

    private static Scenario scenario(Fields fields, int servers) {
        double duration = fields.number("durationSeconds", Range.decimal(0.1, 100_000), 60);
        double from = fields.number("measureFromSeconds", SECONDS, 0);
        if (from >= duration) {
            throw fields.bad("measureFromSeconds", "less than the duration, " + duration);
        }
        List<FleetEvent> events = EventReader.read(fields, servers);
        ScenarioBuilder builder = new ScenarioBuilder(
                        fields.text("name", "a text", ""),
                        fields.whole("clients", COUNT),
                        servers(fields, servers, events))
                .load(fields.number("load", Range.POSITIVE))
                .demand(demand(fields.object("demand")))
                .rttNanos(millis(fields.number("rttMillis", Range.decimal(0, 60_000), 0.5)))
                .timeoutNanos(millis(fields.number("timeoutMillis", Range.decimal(0.001, 3_600_000), 1000)))
                .seconds(from, duration);
        events.forEach(builder::event);
        return builder.build();
    }

    // A server whose first event among those that list it is its joining is not there before.
    private static List<ServerSpec> servers(Fields fields, int servers, List<FleetEvent> events) {
        double[] slots = fields.numbers("slots", servers, COUNT, 4);
        double[] speeds = fields.numbers("speeds", servers, Range.POSITIVE, 1);
        List<ServerSpec> specs = IntStream.range(0, servers)
                .mapToObj(i -> new ServerSpec((int) slots[i], speeds[i], EventReader.present(i, events)))
                .toList();
        if (specs.stream().noneMatch(ServerSpec::present)) {
            throw fields.bad("events", "at least one server that is there from the start, rather than joining");
        }
        return specs;
    }

    private static Demand demand(Fields fields) {
        String kinds = "lognormal, bimodal or constant";
        Demand demand =
                switch (fields.text("distribution", kinds)) {
                    case "lognormal" ->
                        new Demand.LogNormal(
                                positiveMillis(fields, "meanMillis"), fields.number("sigma", Range.decimal(0, 5)));
                    case "bimodal" ->
                        new Demand.Bimodal(
                                positiveMillis(fields, "lowMillis"),
                                positiveMillis(fields, "highMillis"),
                                fields.number("highShare", Range.SHARE));
                    case "constant" -> new Demand.Constant(positiveMillis(fields, "meanMillis"));
                    default -> throw fields.bad("distribution", kinds);
                };
        fields.end();
        return demand;
    }

    private static List<Long> seeds(Fields fields) {
        Range range = Range.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        List<JsonNode> elements = fields.elements("seeds", "a list of whole numbers");
        if (!fields.has("seeds")) {
            return List.of(1L, 2L, 3L, 4L, 5L);
        }
        if (elements.isEmpty()) {
            throw fields.bad("seeds", "at least one");
        }
        List<Long> seeds = new ArrayList<>();
        for (JsonNode element : elements) {
            seeds.add((long) Fields.number(element, "seeds[" + seeds.size() + "]", range));
        }
        return seeds;
    }

    private static List<ScenarioLine.Window> windows(Fields fields, Scenario scenario) {
        List<JsonNode> elements = fields.elements("windowsSeconds", "a list of pairs of numbers");
        if (!fields.has("windowsSeconds")) {
            return List.of(new ScenarioLine.Window(
                    roundedUp(scenario.measureFromNanos()), roundedUp(scenario.durationNanos())));
        }
        List<ScenarioLine.Window> windows = new ArrayList<>();
        for (JsonNode element : elements) {
            windows.add(window(element, "windowsSeconds[" + windows.size() + "]"));
        }
        return windows;
    }

    private static ScenarioLine.Window window(JsonNode pair, String path) {
        boolean numbers =
                pair.size() == 2 && pair.get(0).isNumber() && pair.get(1).isNumber();
        long from = numbers ? ScenarioBuilder.nanos(pair.get(0).doubleValue()) : 0;
        long to = numbers ? ScenarioBuilder.nanos(pair.get(1).doubleValue()) : 0;
        boolean whole = from % Run.BIN_NANOS == 0 && to % Run.BIN_NANOS == 0;
        if (!numbers || from < 0 || to <= from || !whole) {
            throw new IllegalArgumentException(path + ": " + pair
                    + " (expected: [from, to] in multiples of 0.1, from 0 on, the second above the first)");
        }
        return new ScenarioLine.Window(from, to);
    }

    private static long roundedUp(long nanos) {
        return (nanos + Run.BIN_NANOS - 1) / Run.BIN_NANOS * Run.BIN_NANOS;
    }

    private static double positiveMillis(Fields fields, String name) {
        return fields.number(name, Range.decimal(0.001, 3_600_000)) * 1e6;
    }

    private static long millis(double value) {
        return Math.round(value * 1e6);
    }
}
