package io.fairlead.resolver;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.internal.FirstTimes;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The files of last good answers, one a Service. They are read and written by a thread of its own, one after the other; what goes wrong
 * there is logged, and there is no answer. Its methods never block, but for {@link #close()}.
 */
final class LastGoodFiles {
    /** How much the clock of an earlier process may have been ahead. */
    static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LastGoodStore.class);
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final LastGoodConfig config;
    private final InstantSource clock;
    private final ExecutorService disk;
    // Touched by the disk's thread only.
    private final FirstTimes warnings = new FirstTimes();
    private @Nullable OwnDirectory directory;

    LastGoodFiles(LastGoodConfig config, InstantSource clock, ExecutorService disk) {
        this.config = config;
        this.clock = clock;
        this.disk = disk;
    }

    /** A thread that ends when there is nothing to do. */
    static ExecutorService newDisk() {
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

    /** Reads what an earlier process left; told to the disk's thread. */
    void read(ServiceRef service, Consumer<Optional<LastGoodAnswer>> reader) {
        disk.execute(() -> reader.accept(load(service)));
    }

    /** Writes an answer in place of the one before; without one there is no file. */
    void write(ServiceRef service, Optional<LastGoodAnswer> answer) {
        disk.execute(() -> save(service, answer));
    }

    /** Has this run by the disk's thread, behind what was asked of it before. */
    void behind(Runnable task) {
        disk.execute(task);
    }

    /** Takes nothing more; waits for what is not written yet, but not for long. */
    void close() {
        disk.shutdown();
        try {
            if (!disk.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The last good answers are not written to {} within {}", config.directory(), LONGEST_CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
}
