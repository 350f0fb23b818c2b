package io.fairlead.dns;

import io.fairlead.endpoint.Resolution.Failed.Kind;
import java.time.Duration;

/** What came of one look at something that is looked at again and again. */
sealed interface Looked<T> {
    /**
     * It is known.
     *
     * @param ttl how long that holds
     */
    record Known<T>(T value, Duration ttl) implements Looked<T> {}

    /**
     * It cannot be told now.
     *
     * @param kind out of reach, or not there to be asked
     * @param why without the name of what was looked for
     */
    record Unknown<T>(Kind kind, String why) implements Looked<T> {
        /** The same of what would have been found out from it. */
        <S> Unknown<S> ofWhatFollows() {
            return new Unknown<>(kind, why);
        }
    }

    static <T> Looked<T> unreachable(String why) {
        return new Unknown<>(Kind.UNREACHABLE, why);
    }
}
