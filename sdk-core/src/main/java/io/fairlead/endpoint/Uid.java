package io.fairlead.endpoint;

import java.util.UUID;

/**
 * An identity in few bytes: the uids of Kubernetes are UUIDs, 36 characters that say 128 bits. Any other text stays as it is, so that what
 * was read comes back to the letter.
 *
 * @param high the first half of a UUID; both halves are 0 where the text is not the canonical form of one
 * @param low the other half
 * @param other the text that is not the canonical form of a UUID, else empty
 */
record Uid(long high, long low, String other) {
    /** No text. */
    static final Uid NONE = new Uid(0, 0, "");

    private static final int LENGTH = 36;
    private static final int FIRST_DASH = 8;

    /** What a text says. */
    static Uid of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        // Before the JDK is asked, whose refusals are exceptions: no address passes this.
        if (text.length() != LENGTH || text.charAt(FIRST_DASH) != '-') {
            return new Uid(0, 0, text);
        }
        try {
            UUID uuid = UUID.fromString(text);
            long high = uuid.getMostSignificantBits();
            long low = uuid.getLeastSignificantBits();
            // It reads more than one form; and the UUID of zeros looks like none.
            return isUuid(high, low) && uuid.toString().equals(text) ? new Uid(high, low, "") : new Uid(0, 0, text);
        } catch (IllegalArgumentException e) {
            return new Uid(0, 0, text);
        }
    }

    /** Whether these are the halves of a UUID. */
    static boolean isUuid(long high, long low) {
        return (high | low) != 0;
    }

    /** The text as it was, of what is kept elsewhere in these three. */
    static String text(long high, long low, String other) {
        return isUuid(high, low) ? new UUID(high, low).toString() : other;
    }
}
