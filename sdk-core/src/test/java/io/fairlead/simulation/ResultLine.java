package io.fairlead.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what became of a line of a scenario file as one line of JSON; docs/simulation.md describes it. */
final class ResultLine {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final MathContext DIGITS = new MathContext(6);

    private ResultLine() {}

    static String of(ScenarioLine line, Summary summary) {
        ObjectNode result = JSON.createObjectNode();
        result.put("name", line.scenario().name());
        result.put("policy", line.policy().name());
        result.put("calls", (long) summary.median(Run::calls));
        result.put("p50", rounded(summary.millis(0.5)));
        result.put("p90", rounded(summary.millis(0.9)));
        result.put("p99", rounded(summary.millis(0.99)));
        result.put("p99.9", rounded(summary.millis(0.999)));
        result.put("failedShare", rounded(summary.failedShare()));
        ArrayNode windows = result.putArray("windows");
        line.windows().forEach(window -> write(window, summary, windows.addObject()));
        return JSON.writeValueAsString(result);
    }

    private static void write(ScenarioLine.Window window, Summary summary, ObjectNode to) {
        to.put("fromSeconds", rounded(window.fromNanos() / 1e9));
        to.put("toSeconds", rounded(window.toNanos() / 1e9));
        to.put("attempts", (long) summary.median(run -> run.attempts(window.fromNanos(), window.toNanos())));
        ArrayNode shares = to.putArray("shares");
        for (int server = 0; server < summary.runs().get(0).servers(); server++) {
            shares.add(rounded(summary.share(server, window.fromNanos(), window.toNanos())));
        }
    }

    // As much as five seeds can tell, and more.
    private static BigDecimal rounded(double value) {
        return new BigDecimal(value, DIGITS).stripTrailingZeros();
    }
}
