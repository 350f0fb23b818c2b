package io.fairlead.benchmarks.watch;

/** Who follows. */
public enum Side {
    /** Ours. */
    FAIRLEAD,
    /** A bare fabric8 client with its informer. */
    FABRIC8
}
