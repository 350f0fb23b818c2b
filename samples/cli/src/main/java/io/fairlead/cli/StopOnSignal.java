package io.fairlead.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns SIGTERM and SIGINT into an orderly end: the command still prints its summary and writes its file. */
final class StopOnSignal {
    /** More than the deadline of a call by default, less than a pod's usual grace period of 30 s. */
    private static final int LONGEST_END_SECONDS = 20;

    private final Stop stop;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code = 1;

    private StopOnSignal(Stop stop) {
        this.stop = stop;
    }

    static StopOnSignal install(Stop stop) {
        StopOnSignal signal = new StopOnSignal(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::finish, "stop"));
        return signal;
    }

    /** The command has ended by itself. */
    void end(int exitCode) {
        code = exitCode;
        ended.countDown();
    }

    // A JVM that ends by a signal has the code 128 + signal, whatever became of the command; halt() gives it the
    // command's own.
    private void finish() {
        stop.request();
        try {
            if (ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
