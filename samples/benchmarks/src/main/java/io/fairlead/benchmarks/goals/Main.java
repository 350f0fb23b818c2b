package io.fairlead.benchmarks.goals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmarks that goals are held by, prints a table, and fails where one is missed. */
public final class Main {
    // Whole calls and whole processes differ by more than picks do, and take turns.
    private static final int LEAST_ROUNDS = 5;
    private static final String USAGE = "expected: [FORKS], a number of JVMs for each case, 1 to 50; default 5";

    private Main() {}

    /** Takes the number of forks. */
    public static void main(String[] args) throws RunnerException, IOException {
        Measurements measurements = new Measurements(forks(args));
        double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        List<Row> rows = new ArrayList<>(PickGoals.measure(measurements));
        rows.addAll(UpdateGoals.measure(measurements));
        rows.addAll(DisturbedGoals.measure(measurements));
        int rounds = Math.max(LEAST_ROUNDS, measurements.forks());
        rows.addAll(CallGoals.measure(2 * rounds));
        rows.addAll(WatchGoals.measure(rounds));
        System.out.println(
                "\nJDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
                        + " processors, load " + loadBefore + " before the first benchmark; "
                        + measurements.forks() + " forks a case, " + 2 * rounds + " of whole calls, " + rounds
                        + " of whole processes; medians ± half of the range between forks\n");
        System.out.println("| goal | what | ours | the other | ratio or bytes | at most | |");
        System.out.println("|---|---|---|---|---|---|---|");
        rows.forEach(row -> System.out.println(row.line()));
        long missed = rows.stream().filter(Row::isMissed).count();
        System.out.println("\n" + missed + " goals missed");
        System.exit(missed == 0 ? 0 : 1);
    }

    private static int forks(String[] args) {
        try {
            int forks = args.length == 0 ? 5 : Integer.parseInt(args[0]);
            if (args.length <= 1 && forks >= 1 && forks <= 50) {
                return forks;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        System.err.println(String.join(" ", args) + ": " + USAGE);
        System.exit(2);
        throw new AssertionError("exited");
    }
}
