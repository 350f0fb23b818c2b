package io.fairlead.resolver;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Keeps the last good answers on disk, for a next process. Everything that touches the disk is done by a thread of its own, which ends
 * when there is nothing to do; nothing that goes wrong there harms more than the keeping.
 */
public final class LastGoodStore implements AutoCloseable {
    private final LastGoodConfig config;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final LastGoodFiles files;
    private final Set<LastGoodKeeper> keepers = ConcurrentHashMap.newKeySet();

    /**
     * Touches nothing before the first use.
     *
     * @param scheduler runs what is not the disk's; stays the caller's
     * @param clock the machine's, which the next process has too
     */
    public LastGoodStore(LastGoodConfig config, Scheduler scheduler, InstantSource clock) {
        this(config, scheduler, clock, LastGoodFiles.newDisk());
    }

    LastGoodStore(LastGoodConfig config, Scheduler scheduler, InstantSource clock, ExecutorService disk) {
        this.config = config;
        this.scheduler = scheduler;
        this.clock = clock;
        this.files = new LastGoodFiles(config, clock, disk);
    }

    /** For one subscription of a Service; its methods are called by tasks of the scheduler. */
    LastGoodKeeper keeper(ServiceRef service) {
        LastGoodKeeper keeper = new LastGoodKeeper(service, files, config.writeInterval(), scheduler, clock);
        keepers.add(keeper);
        return keeper;
    }

    /** The subscription has ended. */
    void release(LastGoodKeeper keeper) {
        keeper.close();
        keepers.remove(keeper);
    }

    Duration age(LastGoodAnswer answer) {
        Duration age = Duration.between(answer.provenAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Writes what is not written yet; waits for it, but not for long. */
    @Override
    public void close() {
        keepers.forEach(LastGoodKeeper::writeLast);
        files.close();
    }
}
