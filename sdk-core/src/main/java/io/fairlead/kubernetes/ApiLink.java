package io.fairlead.kubernetes;

import java.time.Duration;

/**
 * A way to the API server with connections of its own: nothing that goes wrong on another one is in its way. Opening one
 * does nothing; the first request connects. Safe for use by several threads; never blocks.
 */
interface ApiLink extends AutoCloseable {
    /**
     * Asks for all objects of a set.
     *
     * @param version which state will do: empty for the newest, {@code 0} for what the API server has at hand
     * @param timeout for the whole answer
     * @param receiver hears that it was sent, then {@code listed} or {@code failed}, once
     */
    <T extends ApiObject> Call list(ObjectSet<T> set, String version, Duration timeout, ApiReceiver<T> receiver);

    /**
     * Asks for the changes of a set.
     *
     * @param version since which state
     * @param length when the API server may end it
     * @param receiver hears that it was sent, {@code opened}, any number of events, and {@code failed}, once
     */
    <T extends ApiObject> Call watch(ObjectSet<T> set, String version, Duration length, ApiReceiver<T> receiver);

    /** Ends every call, whose receivers hear nothing more, and the connections. Idempotent. */
    @Override
    void close();

    /** A request on its way. */
    @FunctionalInterface
    interface Call {
        /** Ends it; its receiver hears nothing more, save for what is on its way. Idempotent. */
        void cancel();
    }
}
