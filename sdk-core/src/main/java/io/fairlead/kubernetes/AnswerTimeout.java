package io.fairlead.kubernetes;

import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * How long the API server may take to begin an answer: as long as the options say, twice as long after each time that this was too
 * short, until it proves that what is known is current.
 */
final class AnswerTimeout {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final Duration usual;
    private Duration current;

    AnswerTimeout(Duration usual) {
        this.usual = usual;
        this.current = usual;
    }

    /**
     * That of the next request.
     *
     * @param cold whether nothing was ever answered
     */
    Duration next(boolean cold) {
        // The first answer has to wait for a cold process, too; whether there is a connection is known before.
        return cold && FIRST.compareTo(current) > 0 ? FIRST : current;
    }

    void proven() {
        current = usual;
    }

    void failed(Problem problem) {
        if (problem instanceof Problem.Broken broken && broken.cause() instanceof HttpTimeoutException) {
            Duration doubled = current.multipliedBy(2);
            current = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }
}
