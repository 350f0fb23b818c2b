package io.fairlead.backend;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The program: {@code backend.jar --http HOST:PORT --grpc HOST:PORT --latency 5ms --fail-share 0}. */
public final class Main {
    /** Shorter than a pod's usual grace period of 30 s, so that the end is ours and not a SIGKILL. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

    private Main() {}

    /**
     * Starts the server, which then runs until SIGTERM; ends the process with code 2 for bad arguments, 1 if it cannot listen.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        int code = start(List.of(args), System.out, System.err);
        if (code != 0 || List.of(args).contains("--help")) {
            System.exit(code);
        }
    }

    static int start(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help")) {
            out.println(Options.USAGE);
            return 0;
        }
        try {
            endWithTheProcess(Backend.start(Options.parse(args, System.getenv())));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("backend: " + e.getMessage());
            err.println(Options.USAGE);
            return 2;
        } catch (IOException e) {
            err.println("backend: " + e.getMessage());
            return 1;
        }
    }

    /** A hook is how a JVM learns of SIGTERM. To have been asked to end is no failure, so the exit code is 0 instead of 143. */
    private static void endWithTheProcess(Backend backend) {
        Thread drain = new Thread(
                () -> {
                    backend.drain(LONGEST_DRAIN);
                    Runtime.getRuntime().halt(0);
                },
                "drain");
        Runtime.getRuntime().addShutdownHook(drain);
    }
}
