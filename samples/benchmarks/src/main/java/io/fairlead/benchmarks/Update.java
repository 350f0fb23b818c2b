package io.fairlead.benchmarks;

/** A list of endpoints that changes. */
@FunctionalInterface
public interface Update {
    /** In one place stands another endpoint from now on; answers with the picker that knows it. */
    Object replace(int place, int address);
}
