package io.fairlead.testing;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How Lincheck tries the operations of a class: every so many orders of the steps of two threads, the same ones in each run. */
public final class Interleavings {
    private Interleavings() {}

    /** Fails with the order of steps that breaks the class. */
    public static void check(Class<?> operations) {
        new ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(operations);
    }
}
