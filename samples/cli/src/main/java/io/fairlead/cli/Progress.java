package io.fairlead.cli;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Prints a line a second, and what is left of the last second at its end. */
final class Progress {
    private static final int LONGEST_PRINT_SECONDS = 5;

    private final Tally tally;
    private final PrintStream out;
    private final AtomicLong second = new AtomicLong();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "progress"));

    private Progress(Tally tally, PrintStream out) {
        this.tally = tally;
        this.out = out;
    }

    static Progress start(Tally tally, PrintStream out) {
        Progress progress = new Progress(tally, out);
        Future<?> unused = progress.thread.scheduleAtFixedRate(progress::print, 1, 1, TimeUnit.SECONDS);
        return progress;
    }

    private void print() {
        out.println(tally.next().line(second.incrementAndGet()));
    }

    void end() throws InterruptedException {
        thread.shutdown();
        boolean unused = thread.awaitTermination(LONGEST_PRINT_SECONDS, TimeUnit.SECONDS);
        Interval rest = tally.next();
        if (!rest.isEmpty()) {
            out.println(rest.line(second.incrementAndGet()));
        }
    }
}
