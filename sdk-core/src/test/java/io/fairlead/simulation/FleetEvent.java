package io.fairlead.simulation;

/** What becomes of a server. */
sealed interface FleetEvent {
    /** When, in nanoseconds since the start. */
    long atNanos();

    /** The server's number. */
    int server();

    /** It works at another speed from now on, also on what it has begun. */
    record Speed(long atNanos, int server, double speed) implements FleetEvent {}

    /** A share of the calls fails, this many times faster than they would be answered. */
    record Failing(long atNanos, int server, double share, double speed) implements FleetEvent {}

    /** It takes calls and answers none, until it does again. */
    record Silence(long atNanos, int server, boolean silent) implements FleetEvent {}

    /**
     * It ends and comes back.
     *
     * @param downNanos how long it is away
     * @param warmUp how it comes back
     * @param announced whether clients are told and what it has is worked off, as when a pod is replaced; otherwise what it has is
     *     reset and connections are refused until it is back, as when a process is killed
     */
    record Restart(long atNanos, int server, long downNanos, WarmUp warmUp, boolean announced) implements FleetEvent {}

    /** Clients are told that it goes; it works off what it has. */
    record Leave(long atNanos, int server) implements FleetEvent {}

    /** A new one with this number is there, and clients are told. */
    record Join(long atNanos, int server, WarmUp warmUp) implements FleetEvent {}

    /**
     * How a cold server gets to its own speed, evenly.
     *
     * @param share of its speed at first, above 0
     * @param nanos until it has all of it
     */
    record WarmUp(double share, long nanos) {
        static final WarmUp NONE = new WarmUp(1, 0);
    }
}
