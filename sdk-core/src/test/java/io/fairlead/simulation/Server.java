package io.fairlead.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Slots and a queue: first come, first served. Calls that nobody waits for any more are skipped when their turn comes. */
final class Server {
    private static final int WARM_UP_STEPS = 50;

    private final VirtualTime time;
    private final ServerSpec spec;
    private final Consumer<Attempt> answers;
    private final List<Work> running = new ArrayList<>();
    private final ArrayDeque<Attempt> queue = new ArrayDeque<>();
    // What was sent to it and is still on the wire; only references that know everything look at it.
    private final ArrayDeque<Attempt> coming = new ArrayDeque<>();
    private double speed;
    private double warmth = 1;
    private int warmUps;
    private double failingShare;
    private double failureSpeed = 1;
    private boolean silent;
    private boolean down;

    /** A call in a slot. */
    private final class Work {
        private final Attempt attempt;
        private double leftNanos;
        private long sinceNanos;
        private VirtualTime.Task end;

        Work(Attempt attempt) {
            this.attempt = attempt;
            this.leftNanos = work(attempt);
            attempt.ending = fails(attempt) ? Ending.FAILED : Ending.ANSWERED;
            this.sinceNanos = time.now();
            this.end = time.at(endNanos(), this::done);
        }

        long endNanos() {
            return sinceNanos + (long) (leftNanos / rate());
        }

        void speedChanges(double rateBefore) {
            leftNanos -= (time.now() - sinceNanos) * rateBefore;
            sinceNanos = time.now();
            end.cancel();
            end = time.at(endNanos(), this::done);
        }

        private void done() {
            running.remove(this);
            answer(attempt);
            startWaiting();
        }
    }

    /** Healthy and idle. Answers are put on the wire by the consumer. */
    Server(VirtualTime time, ServerSpec spec, Consumer<Attempt> answers) {
        this.time = time;
        this.spec = spec;
        this.answers = answers;
        this.speed = spec.speed();
    }

    void send(Attempt attempt) {
        coming.add(attempt);
    }

    void arrive(Attempt attempt) {
        coming.remove(); // the wire keeps the order
        if (down) {
            attempt.ending = Ending.REFUSED;
            answers.accept(attempt);
        } else if (!silent) {
            queue.add(attempt);
            startWaiting();
        }
    }

    void speed(double value) {
        change(value, warmth);
    }

    void failing(double share, double timesFaster) {
        failingShare = share;
        failureSpeed = timesFaster;
    }

    void silent(boolean value) {
        silent = value;
    }

    /** Resets what it has and refuses what comes. */
    void goDown() {
        down = true;
        queue.forEach(this::reset);
        queue.clear();
        running.forEach(work -> work.end.cancel());
        running.forEach(work -> reset(work.attempt));
        running.clear();
    }

    /** Begins anew at its own speed, all of it after the warm-up. */
    void comeUp(FleetEvent.WarmUp warmUp) {
        goDown();
        down = false;
        silent = false;
        failing(0, 1);
        warmUps++;
        speed = spec.speed();
        warmth = warmUp.share();
        warm(warmUps, warmUp, 1);
    }

    private void warm(int which, FleetEvent.WarmUp warmUp, int step) {
        if (warmUp.nanos() == 0) {
            return;
        }
        time.after(warmUp.nanos() / WARM_UP_STEPS, () -> {
            if (which == warmUps && step <= WARM_UP_STEPS) {
                change(speed, warmUp.share() + (1 - warmUp.share()) * step / WARM_UP_STEPS);
                warm(which, warmUp, step + 1);
            }
        });
    }

    /** Calls it has or is about to have. */
    int calls() {
        return running.size() + queue.size() + coming.size();
    }

    /** When it would answer an attempt sent now, if nothing changes; never, if it would not answer well. */
    long answerNanos(Attempt attempt, long wireNanos) {
        if (down || silent || fails(attempt)) {
            return VirtualTime.NEVER;
        }
        long arrival = time.now() + wireNanos;
        if (queue.isEmpty() && coming.isEmpty() && running.size() < spec.slots()) {
            return arrival + (long) (attempt.call.demandNanos / rate());
        }
        long[] free = new long[spec.slots()];
        for (int slot = 0; slot < free.length; slot++) {
            free[slot] = slot < running.size() ? running.get(slot).endNanos() : time.now();
        }
        queue.forEach(waiting -> occupy(free, waiting, time.now()));
        coming.forEach(waiting -> occupy(free, waiting, time.now()));
        return occupy(free, attempt, arrival);
    }

    private long occupy(long[] free, Attempt attempt, long fromNanos) {
        int first = 0;
        for (int slot = 1; slot < free.length; slot++) {
            first = free[slot] < free[first] ? slot : first;
        }
        free[first] = Math.max(free[first], fromNanos) + (long) (work(attempt) / rate());
        return free[first];
    }

    private void startWaiting() {
        while (running.size() < spec.slots() && !queue.isEmpty()) {
            Attempt next = queue.remove();
            if (!next.ended) {
                running.add(new Work(next));
            }
        }
    }

    private void change(double newSpeed, double newWarmth) {
        double before = rate();
        speed = newSpeed;
        warmth = newWarmth;
        running.forEach(work -> work.speedChanges(before));
    }

    private void answer(Attempt attempt) {
        if (!silent) {
            answers.accept(attempt);
        }
    }

    private void reset(Attempt attempt) {
        attempt.ending = Ending.RESET;
        answers.accept(attempt);
    }

    private boolean fails(Attempt attempt) {
        return attempt.luck < failingShare;
    }

    private double work(Attempt attempt) {
        return fails(attempt) ? attempt.call.demandNanos / failureSpeed : attempt.call.demandNanos;
    }

    private double rate() {
        return speed * warmth;
    }
}
