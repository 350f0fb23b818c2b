package io.fairlead.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what became of the calls. Safe for use by several threads. */
final class Tally {
    static final String NOT_STARTED = "not started";
    private static final String OTHERS = "others";
    private static final int MOST_FAILURES = 50;
    private static final int MOST_TEXTS = 100;

    private final Clock clock;
    private final Attempts attempts;
    private final Optional<CallLog> log;
    private final Histogram micros = Latencies.newHistogram();
    private final Map<String, Long> errors = new HashMap<>();
    private final Map<String, Use> uses = new TreeMap<>();
    private final List<CallReport.Failure> failures = new ArrayList<>();
    private Interval interval = new Interval();
    private long requests;
    private long failed;
    private long retried;
    private long failedOpen;
    private boolean closed;

    /** How often an endpoint was used, and when first and last. */
    record Use(long attempts, Instant first, Instant last) {
        Use and(Use later) {
            return new Use(
                    attempts + later.attempts,
                    first.isBefore(later.first) ? first : later.first,
                    last.isAfter(later.last) ? last : later.last);
        }
    }

    Tally(Clock clock, Attempts attempts) {
        this(clock, attempts, Optional.empty());
    }

    /** One that also tells a log of each call that was counted. */
    Tally(Clock clock, Attempts attempts, Optional<CallLog> log) {
        this.clock = clock;
        this.attempts = attempts;
        this.log = log;
    }

    /** A call has ended. */
    synchronized void ended(CallRecord record, Duration latency, Optional<String> error) {
        if (closed) {
            return;
        }
        requests++;
        List<CallRecord.Attempt> made = record.attempts();
        retried += made.size() > 1 ? 1 : 0;
        failedOpen += attempts.failedOpen(record) ? 1 : 0;
        for (CallRecord.Attempt attempt : made) {
            uses.merge(attempt.endpoint(), new Use(1, attempt.at(), attempt.at()), Use::and);
        }
        Latencies.record(micros, latency);
        interval.ended(made, latency, error.isPresent());
        error.ifPresent(this::failed);
        log.ifPresent(each -> each.ended(clock.instant().minus(latency), latency, made, error));
    }

    /** A call found no slot in the time that it had waited for one. */
    synchronized void notStarted(Duration waited) {
        requests++;
        interval.notStarted();
        failed(NOT_STARTED);
        log.ifPresent(each -> each.ended(clock.instant().minus(waited), waited, List.of(), Optional.of(NOT_STARTED)));
    }

    /** Nobody waits for the calls that still run: they have failed. Nothing is counted from now on. */
    synchronized void stillRunning(int calls, Duration after) {
        closed = true;
        for (int call = 0; call < calls; call++) {
            requests++;
            failed("still running " + after.toMillis() + " ms after the last call was started");
        }
    }

    private void failed(String error) {
        failed++;
        errors.merge(errors.size() < MOST_TEXTS || errors.containsKey(error) ? error : OTHERS, 1L, Long::sum);
        if (failures.size() < MOST_FAILURES) {
            failures.add(new CallReport.Failure(CallReport.text(clock.instant()), error));
        }
    }

    /** What was counted since the last time this was asked. */
    synchronized Interval next() {
        Interval now = interval;
        interval = new Interval();
        return now;
    }

    /** Everything until now. */
    synchronized CallReport report() {
        return CallReport.of(requests, failed, retried, failedOpen, errors, Latencies.of(micros), uses, failures);
    }
}
