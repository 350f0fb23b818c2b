package io.fairlead.simulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the policies made of a scenario as text, to be read and to be compared. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final String title;

    private Table(String title) {
        this.title = title;
    }

    static String of(Case scenario, Results results) {
        Table table = new Table(title(scenario));
        table.rows.add(header(scenario));
        scenario.theme()
                .policies()
                .forEach(policy ->
                        table.rows.add(row(policy.name(), scenario, results.of(scenario.theme(), policy.name()))));
        return table.text();
    }

    private static String title(Case scenario) {
        Scenario it = scenario.scenario();
        return format(
                "%d clients, %d servers, load %s, %s; %s; measured from %s to %s s",
                it.clients(),
                it.servers().size(),
                it.load(),
                it.demand().describe(),
                scenario.about(),
                scenario.measureFromSeconds(),
                scenario.endSeconds());
    }

    private static List<String> header(Case scenario) {
        List<String> cells = new ArrayList<>(List.of("policy", "p50 ms", "p99", "p99.9", "failed %", "peak/even"));
        List<Double> marks = scenario.marks();
        for (int i = 1; i < marks.size(); i++) {
            cells.add(format("%s-%s s %%", plain(marks.get(i - 1)), plain(marks.get(i))));
        }
        return cells;
    }

    private static List<String> row(String policy, Case scenario, Summary summary) {
        List<String> cells = new ArrayList<>(List.of(
                policy,
                format("%.1f", summary.millis(0.5)),
                format("%.1f", summary.millis(0.99)),
                format("%.1f", summary.millis(0.999)),
                format("%.3f", 100 * summary.failedShare()),
                format("%.2f", summary.median(scenario::peak))));
        List<Double> marks = scenario.marks();
        for (int i = 1; i < marks.size(); i++) {
            double from = marks.get(i - 1);
            double to = marks.get(i);
            cells.add(format("%.2f", 100 * summary.median(run -> scenario.share(run, from, to))));
        }
        return cells;
    }

    private String text() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return "# " + title + "\n"
                + rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> String.format(Locale.ROOT, (i == 0 ? "%-" : "%") + widths[i] + "s", row.get(i)))
                .collect(Collectors.joining("  "));
    }

    private static String plain(double seconds) {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
