package io.fairlead.benchmarks.goals;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks.
 *
 * @param forks how many JVMs each case gets, at least 1: five for a verdict, one for a look
 */
record Measurements(int forks) {
    /** Every case of a benchmark, in one thread. */
    Collection<RunResult> all(Class<?> benchmark) throws RunnerException {
        return new Runner(options(benchmark).build()).run();
    }

    /** Some cases of a benchmark, in several threads. */
    Collection<RunResult> some(Class<?> benchmark, int threads, Map<String, String[]> parameters)
            throws RunnerException {
        ChainedOptionsBuilder options = options(benchmark).threads(threads);
        parameters.forEach(options::param);
        return new Runner(options.build()).run();
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .forks(forks)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .shouldFailOnError(true);
    }
}
