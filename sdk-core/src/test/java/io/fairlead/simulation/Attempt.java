package io.fairlead.simulation;

import org.jspecify.annotations.Nullable;

/** One attempt of a call at one server. */
final class Attempt {
    final Call call;

    /** Uniform in 0 to 1; below a server's failing share it fails there. */
    final double luck;

    int server = Caller.NOWHERE;
    boolean ended;

    /** How the server ended it, once it did. */
    Ending ending = Ending.ANSWERED;

    /** What the client remembers of it. */
    @Nullable
    Object ticket;

    Attempt(Call call, double luck) {
        this.call = call;
        this.luck = luck;
    }
}
