package io.fairlead.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One run: a scenario, a policy, a seed. Arrivals, demands and the luck of each call come from the seed alone, so every policy sees
 * the same ones.
 */
final class Simulation {
    private final VirtualTime time = new VirtualTime();
    private final Scenario scenario;
    private final Fleet fleet;
    private final List<Caller> callers = new ArrayList<>();
    private final SplittableRandom arrivals;
    private final double meanGapNanos;
    private final Recorder recorder;
    private final DelayLine<Attempt> wire;
    private final DelayLine<Attempt> wireBack;
    private final DelayLine<Call> timeouts;

    private Simulation(Scenario scenario, Policy policy, long seed) {
        this.scenario = scenario;
        this.meanGapNanos = scenario.meanGapNanos();
        this.recorder = new Recorder(scenario);
        this.wire = new DelayLine<>(time, scenario.rttNanos() / 2, this::arrived);
        this.wireBack = new DelayLine<>(
                time, scenario.rttNanos() - scenario.rttNanos() / 2, attempt -> ended(attempt, attempt.ending));
        this.timeouts = new DelayLine<>(time, scenario.timeoutNanos(), this::timedOut);
        this.fleet = new Fleet(time, scenario, wireBack::enter);
        SplittableRandom random = new SplittableRandom(seed);
        this.arrivals = random.split();
        for (int client = 0; client < scenario.clients(); client++) {
            callers.add(policy.newCaller(time, fleet, random.split()));
        }
    }

    static Run run(Scenario scenario, Policy policy, long seed) {
        return new Simulation(scenario, policy, seed).run();
    }

    private Run run() {
        arriveNext();
        // Until the last call is answered or has timed out.
        time.runUntil(scenario.durationNanos() + scenario.timeoutNanos());
        return recorder.run();
    }

    private void arriveNext() {
        double gap = -Math.log(1 - arrivals.nextDouble()) * meanGapNanos;
        long at = time.now() + Math.max(1, Math.round(gap));
        if (at < scenario.durationNanos()) {
            time.at(at, this::arrive);
        }
    }

    private void arrive() {
        Call call = new Call(
                arrivals.nextInt(callers.size()), time.now(), scenario.demand().draw(arrivals), arrivals.nextLong());
        arriveNext();
        timeouts.enter(call);
        attempt(call);
    }

    private void attempt(Call call) {
        Attempt attempt = call.newAttempt();
        attempt.server = callers.get(call.client).pick(attempt);
        if (attempt.server == Caller.NOWHERE) {
            call.done = true;
            recorder.failed(call, time.now());
            return;
        }
        recorder.attempted(attempt, time.now());
        fleet.server(attempt.server).send(attempt);
        wire.enter(attempt);
    }

    private void arrived(Attempt attempt) {
        fleet.server(attempt.server).arrive(attempt);
    }

    private void ended(Attempt attempt, Ending ending) {
        if (attempt.ended) {
            return;
        }
        Caller caller = callers.get(attempt.call.client);
        attempt.ended = true;
        caller.ended(attempt, ending);
        Call call = attempt.call;
        if (ending == Ending.ANSWERED) {
            call.done = true;
            recorder.answered(call, time.now());
            return;
        }
        long delay = ending == Ending.TIMED_OUT ? Caller.STOP : caller.retryDelayNanos(attempt, ending);
        if (delay == Caller.STOP) {
            call.done = true;
            recorder.failed(call, time.now());
        } else {
            time.after(delay, () -> again(call));
        }
    }

    private void again(Call call) {
        if (!call.done) {
            attempt(call);
        }
    }

    private void timedOut(Call call) {
        if (call.done) {
            return;
        }
        Attempt attempt = call.attempt;
        if (attempt != null && !attempt.ended) {
            ended(attempt, Ending.TIMED_OUT);
        } else {
            call.done = true;
            recorder.failed(call, time.now());
        }
    }
}
