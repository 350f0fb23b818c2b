package io.fairlead.resolver;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.FirstTimes;
import io.fairlead.time.Scheduler;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Keeps the last good answers on disk, for a next process. Everything that touches the disk is done by a thread of its own, which ends
 * when there is nothing to do; nothing that goes wrong there harms more than the keeping.
 */
public final class LastGoodStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LastGoodStore.class);
    // An answer that does not change is proven again and again; its file tells so this often.
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
    private static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

    private final LastGoodConfig config;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final ExecutorService disk;
    private final FirstTimes warnings = new FirstTimes();
    private final Set<Keeper> keepers = ConcurrentHashMap.newKeySet();
    // Touched by the disk's thread only.
    private @Nullable OwnDirectory directory;

    /**
     * Touches nothing before the first use.
     *
     * @param scheduler runs what is not the disk's; stays the caller's
     * @param clock the machine's, which the next process has too
     */
    public LastGoodStore(LastGoodConfig config, Scheduler scheduler, InstantSource clock) {
        this(config, scheduler, clock, newDisk());
    }

    LastGoodStore(LastGoodConfig config, Scheduler scheduler, InstantSource clock, ExecutorService disk) {
        this.config = config;
        this.scheduler = scheduler;
        this.clock = clock;
        this.disk = disk;
    }

    /** For one subscription of a Service; its methods are called by tasks of the scheduler. */
    Keeper keeper(ServiceRef service) {
        Keeper keeper = new Keeper(service);
        keepers.add(keeper);
        return keeper;
    }

    Duration age(LastGoodAnswer answer) {
        Duration age = Duration.between(answer.provenAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Writes what is not written yet; waits for it, but not for long. */
    @Override
    public void close() {
        keepers.forEach(Keeper::writeLast);
        disk.shutdown();
        try {
            if (!disk.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The last good answers are not written to {} within {}", config.directory(), LONGEST_CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService newDisk() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "fairlead-last-good");
                    thread.setDaemon(true);
                    return thread;
                },
                new DiscardPolicy());
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private OwnDirectory directory() throws IOException {
        OwnDirectory known = directory;
        if (known == null) {
            known = OwnDirectory.open(config.directory());
            Instant now = clock.instant();
            known.removeOld(LastGoodFormat.ENDING, now.minus(config.longestAge()), now.minus(LONGEST_WRITE));
            directory = known;
        }
        return known;
    }

    private Optional<LastGoodAnswer> load(ServiceRef service) {
        Path file = file(service);
        try {
            LastGoodAnswer answer = LastGoodReader.read(directory().read(LastGoodFormat.fileName(service)), service);
            Duration age = Duration.between(answer.provenAt(), clock.instant());
            if (age.compareTo(CLOCK_ERROR.negated()) < 0) {
                warn(file + " is not used: it is of a time to come, " + answer.provenAt());
                return Optional.empty();
            }
            if (age.compareTo(config.longestAge()) > 0) {
                log.info("{} is not used: it is {} old (at most {})", file, age, config.longestAge());
                return Optional.empty();
            }
            return Optional.of(answer);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            warn(file + " is not used, and is replaced by the next answer: " + text(e));
            return Optional.empty();
        }
    }

    private void save(ServiceRef service, Optional<LastGoodAnswer> answer) {
        String name = LastGoodFormat.fileName(service);
        try {
            byte[] bytes = answer.map(LastGoodFormat::write).orElse(new byte[0]);
            if (bytes.length > OwnDirectory.LARGEST) {
                warn(file(service) + " is not written: " + bytes.length + " bytes (at most " + OwnDirectory.LARGEST
                        + ")");
            }
            if (bytes.length == 0 || bytes.length > OwnDirectory.LARGEST) {
                directory().delete(name);
            } else {
                directory().replace(name, bytes);
            }
        } catch (IOException | RuntimeException e) {
            directory = null; // it may have been removed
            warn("The last good answer cannot be kept for a next start in " + file(service) + ": " + text(e));
        }
    }

    private Path file(ServiceRef service) {
        return config.directory().resolve(LastGoodFormat.fileName(service));
    }

    private void warn(String what) {
        if (warnings.isFirst(what)) {
            log.warn("{}", what);
        }
    }

    // A file's content is nobody's to be shown at length, and Jackson would quote it.
    private static String text(Exception e) {
        return e instanceof JacksonException json
                ? "malformed JSON, " + json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    /** The file of one Service, as one subscription uses it. */
    final class Keeper {
        private final ServiceRef service;
        private volatile @Nullable EndpointSnapshot answer;
        private volatile Supplier<Duration> age = () -> Duration.ZERO;
        private volatile Instant writtenProof = Instant.MIN;
        private volatile boolean changed;
        private boolean resting;
        private Scheduler.Scheduled refresh = () -> {};

        private Keeper(ServiceRef service) {
            this.service = service;
        }

        /** What an earlier process left, told to a task of the scheduler. */
        void read(Consumer<Optional<LastGoodAnswer>> reader) {
            disk.execute(() -> {
                Optional<LastGoodAnswer> found = load(service);
                scheduler.execute(() -> reader.accept(found));
            });
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
            keepers.remove(this);
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
            disk.execute(() -> scheduler.schedule(config.writeInterval(), () -> {
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

        private void writeLast() {
            if (changed || isProvenAnew()) {
                writeNow();
            }
        }

        private boolean isProvenAnew() {
            return answer != null && proof().isAfter(writtenProof.plus(CLOCK_ERROR));
        }

        private void writeNow() {
            changed = false;
            Instant proof = proof();
            writtenProof = proof;
            Optional<LastGoodAnswer> now = Optional.ofNullable(answer).map(known -> new LastGoodAnswer(known, proof));
            disk.execute(() -> save(service, now));
        }

        private Instant proof() {
            return clock.instant().minus(age.get());
        }
    }
}
