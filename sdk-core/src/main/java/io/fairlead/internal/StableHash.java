package io.fairlead.internal;

/**
 * Hashes that are the same in every process and on every JDK, and whose bits are all alike.
 *
 * <p>Not part of the API: nothing here is for users.
 */
public final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /** Of an identity and a port: FNV-1a over both. */
    public static long of(String identity, int port) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < identity.length(); i++) {
            hash = next(hash, identity.charAt(i));
        }
        return mix(next(hash, port));
    }

    /** Of the canonical text of a UUID, which is not made, and a port. */
    public static long ofUuid(long high, long low, int port) {
        long hash = digits(FNV_OFFSET, high, 0, 8);
        hash = digits(next(hash, '-'), high, 8, 12);
        hash = digits(next(hash, '-'), high, 12, 16);
        hash = digits(next(hash, '-'), low, 0, 4);
        hash = digits(next(hash, '-'), low, 4, 16);
        return mix(next(hash, port));
    }

    private static long digits(long start, long half, int from, int to) {
        long hash = start;
        for (int i = from; i < to; i++) {
            int digit = (int) (half >>> (4 * (15 - i))) & 15;
            hash = next(hash, Character.forDigit(digit, 16));
        }
        return hash;
    }

    private static long next(long hash, int value) {
        return (hash ^ value) * FNV_PRIME;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014; constants by Stafford): each bit in changes half of those out. */
    public static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
