package io.fairlead.balancer;

import io.fairlead.endpoint.EndpointKey;

/** Hashes that are the same in every process and on every JDK, and whose bits are all alike. */
final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /** Of an endpoint: FNV-1a over its identity and port. */
    static long of(EndpointKey key) {
        long hash = FNV_OFFSET;
        String identity = key.identity();
        for (int i = 0; i < identity.length(); i++) {
            hash = (hash ^ identity.charAt(i)) * FNV_PRIME;
        }
        return mix((hash ^ key.port()) * FNV_PRIME);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014; constants by Stafford): each bit in changes half of those out. */
    static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
