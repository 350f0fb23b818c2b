package io.fairlead.okhttp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Response;

/** How long a server asks to wait: {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** The wait, zero or more; nothing where the header is missing or makes no sense. */
    static Optional<Duration> of(Response response) {
        String text = response.header("Retry-After", "").trim();
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            return Optional.of(
                    Duration.ofSeconds(text.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text)));
        }
        Instant date = response.headers().getInstant("Retry-After");
        if (date == null) {
            return Optional.empty();
        }
        // By the server's own clock, if it says what it shows: ours may be wrong.
        Instant said = response.headers().getInstant("Date");
        Instant now = said == null ? Instant.ofEpochMilli(response.receivedResponseAtMillis()) : said;
        Duration wait = Duration.between(now, date);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }
}
