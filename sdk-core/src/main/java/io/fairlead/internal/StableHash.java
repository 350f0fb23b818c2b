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
            hash = (hash ^ identity.charAt(i)) * FNV_PRIME;
        }
        return mix((hash ^ port) * FNV_PRIME);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014; constants by Stafford): each bit in changes half of those out. */
    public static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
