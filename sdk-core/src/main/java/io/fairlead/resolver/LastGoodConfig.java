package io.fairlead.resolver;

import io.fairlead.internal.Checks;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where answers are kept for a next process that starts while no source can be reached.
 *
 * @param directory one file a Service port is kept in it, readable by its owner only. Made if it is missing, its parent is not; it must
 *     be this user's own, and nobody else's to write. One directory a cluster: what is kept does not say which cluster it is of
 * @param longestAge how long ago an answer may have been proven current and still be used; greater than zero. Default 1 hour: the older
 *     it is, the likelier are its addresses those of other Services' pods
 * @param writeInterval how long a file stays as it is at least; greater than zero. Default 5 s
 */
public record LastGoodConfig(Path directory, Duration longestAge, Duration writeInterval) {
    private static final Duration LONGEST_AGE = Duration.ofHours(1);
    private static final Duration WRITE_INTERVAL = Duration.ofSeconds(5);

    public LastGoodConfig {
        Checks.positiveNanos(longestAge, "longestAge");
        Checks.positiveNanos(writeInterval, "writeInterval");
    }

    /** Every default. */
    public static LastGoodConfig in(Path directory) {
        return new LastGoodConfig(directory, LONGEST_AGE, WRITE_INTERVAL);
    }

    /** The same with another longest age. */
    public LastGoodConfig withLongestAge(Duration value) {
        return new LastGoodConfig(directory, value, writeInterval);
    }
}
