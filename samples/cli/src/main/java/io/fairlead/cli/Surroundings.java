package io.fairlead.cli;

import io.fairlead.kubernetes.KubernetesOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/**
 * What a command finds around it; tests hand in their own.
 *
 * @param out for results
 * @param err for errors and remarks
 * @param stop ends a command that would run on
 * @param kubernetes how the API server is found and watched
 * @param environment the variables of the process
 * @param patience how long an API server that does not answer is waited for
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        Stop stop,
        KubernetesOptions kubernetes,
        Map<String, String> environment,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static Surroundings ofProcess() {
        return new Surroundings(
                System.out, System.err, new Stop(), KubernetesOptions.defaults(), System.getenv(), PATIENCE);
    }
}
