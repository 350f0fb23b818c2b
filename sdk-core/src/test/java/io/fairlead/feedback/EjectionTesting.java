package io.fairlead.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A group of four endpoints in virtual time, and what happens to it. */
abstract class EjectionTesting {
    final FakeTicker ticker = new FakeTicker();
    final List<String> told = new ArrayList<>();
    GroupLoad group = group(EjectionConfig.defaults());
    List<Candidate> candidates = group.retain(endpoints(4));

    GroupLoad group(EjectionConfig config) {
        return new GroupLoad(LoadConfig.defaults(), config, ticker, new SplittableRandom(1), new EjectionListener() {
            @Override
            public void ejected(Endpoint endpoint, Ejection ejection) {
                told.add(endpoint.address() + " ejected: " + ejection.reason());
            }

            @Override
            public void returned(Endpoint endpoint) {
                told.add(endpoint.address() + " returned");
            }
        });
    }

    static List<Endpoint> endpoints(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> Endpoint.of("10.0.0." + i, 8080))
                .toList();
    }

    Candidate load(int index) {
        return candidates.get(index);
    }

    List<Integer> ejected() {
        return IntStream.range(0, candidates.size())
                .filter(i -> load(i).isEjected())
                .boxed()
                .toList();
    }

    String reason(int index) {
        return load(index).ejection().orElseThrow().reason();
    }

    Duration lasts(int index) {
        return load(index).ejection().orElseThrow().duration();
    }

    void returnOf(int index) {
        ticker.advance(load(index).ejection().orElseThrow().remaining(ticker.nanos()));
        assertThat(load(index).isEjected()).isFalse();
    }

    void failuresBetweenSuccesses(int failures, int successes) {
        for (int i = 0; i < Math.max(failures, successes); i++) {
            ends(0, Outcome.FAILURE, i < failures ? 1 : 0);
            ends(0, Outcome.SUCCESS, i < successes ? 1 : 0);
        }
    }

    void ends(int index, Outcome outcome, int times) {
        IntStream.range(0, times).forEach(i -> call(index, outcome, Duration.ZERO));
    }

    void call(int index, Outcome outcome, Duration latency) {
        load(index).begin();
        ticker.advance(latency);
        load(index).complete(outcome, latency.toNanos(), ticker.nanos());
    }
}
