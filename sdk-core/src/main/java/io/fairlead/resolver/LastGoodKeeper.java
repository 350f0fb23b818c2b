package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the answer of one subscription is written to its Service's file: as soon as it changes, but not more often than the
 * interval, and now and then to tell that it was proven anew. Touched by tasks of the scheduler only, but for {@link #writeLast()}.
 */
final class LastGoodKeeper {
    // An answer that does not change is proven again and again; its file tells so this often.
    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final ServiceRef service;
    private final LastGoodFiles files;
    private final Duration writeInterval;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private volatile @Nullable EndpointSnapshot answer;
    private volatile Supplier<Duration> age = () -> Duration.ZERO;
    private volatile Instant writtenProof = Instant.MIN;
    private volatile boolean changed;
    private boolean resting;
    private Scheduler.Scheduled refresh = () -> {};

    LastGoodKeeper(
            ServiceRef service, LastGoodFiles files, Duration writeInterval, Scheduler scheduler, InstantSource clock) {
        this.service = service;
        this.files = files;
        this.writeInterval = writeInterval;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** What an earlier process left, told to a task of the scheduler. */
    void read(Consumer<Optional<LastGoodAnswer>> reader) {
        files.read(service, found -> scheduler.execute(() -> reader.accept(found)));
    }

    /**
     * This is the answer now.
     *
     * @param proof how long ago the answer in use was last proven current; asked from any thread
     */
    void keep(EndpointSnapshot snapshot, Supplier<Duration> proof) {
        age = proof;
        if (!snapshot.equals(answer)) {
            answer = snapshot;
            change();
        }
    }

    /** There is no answer that is good for anything. */
    void forget() {
        if (answer != null || writtenProof.equals(Instant.MIN)) {
            answer = null;
            change();
        }
    }

    void close() {
        refresh.cancel();
        writeLast();
    }

    private void change() {
        changed = true;
        if (!resting) {
            write();
        }
    }

    private void write() {
        resting = true;
        refresh.cancel();
        writeNow();
        // Behind the write: where a disk is slow, no more than one write a file waits for it.
        files.behind(() -> scheduler.schedule(writeInterval, () -> {
            resting = false;
            if (changed) {
                write();
            } else {
                refreshLater();
            }
        }));
    }

    private void refreshLater() {
        refresh = scheduler.schedule(REFRESH, () -> {
            if (isProvenAnew()) {
                write();
            } else {
                refreshLater();
            }
        });
    }

    /** Writes what is not written yet. From any thread. */
    void writeLast() {
        if (changed || isProvenAnew()) {
            writeNow();
        }
    }

    private boolean isProvenAnew() {
        return answer != null && proof().isAfter(writtenProof.plus(LastGoodFiles.CLOCK_ERROR));
    }

    private void writeNow() {
        changed = false;
        Instant proof = proof();
        writtenProof = proof;
        Optional<LastGoodAnswer> now = Optional.ofNullable(answer).map(known -> new LastGoodAnswer(known, proof));
        files.write(service, now);
    }

    private Instant proof() {
        return clock.instant().minus(age.get());
    }
}
