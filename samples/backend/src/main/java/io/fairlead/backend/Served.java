package io.fairlead.backend;

import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that were subject to the behaviour, whatever their answer, since the start. */
final class Served {
    private final LongAdder http = new LongAdder();
    private final LongAdder grpc = new LongAdder();

    void countHttp() {
        http.increment();
    }

    void countGrpc() {
        grpc.increment();
    }

    @Override
    public String toString() {
        return "http " + http.sum() + "\ngrpc " + grpc.sum();
    }
}
