package io.fairlead.grpc;

import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Callers that call one after another until they are closed, and what they got. */
final class Load implements AutoCloseable {
    private final ManagedChannel channel;
    private final MethodDescriptor<String, String> method;
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean closed;

    Load(ManagedChannel channel, MethodDescriptor<String, String> method, int count) {
        this.channel = channel;
        this.method = method;
        for (int i = 0; i < count; i++) {
            Thread caller = new Thread(this::call, "caller-" + i);
            callers.add(caller);
            caller.start();
        }
    }

    /** Lets this many calls more come to their end. */
    void run(int count) {
        long end = calls.get() + count;
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.get() >= end);
    }

    /** Until this server has answered. */
    void until(TestServer server) {
        await().atMost(Duration.ofSeconds(30)).until(() -> answers.containsKey(server.name()));
    }

    long calls() {
        return calls.get();
    }

    Map<String, LongAdder> answers() {
        return answers;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        closed = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void call() {
        CallOptions forever = CallOptions.DEFAULT;
        while (!closed) {
            try {
                CallOptions options = forever.withDeadlineAfter(10, TimeUnit.SECONDS);
                String answer = ClientCalls.blockingUnaryCall(channel, method, options, "who");
                answers.computeIfAbsent(answer, name -> new LongAdder()).increment();
            } catch (StatusRuntimeException e) {
                failures.add(e.getStatus().toString());
            }
            calls.incrementAndGet();
        }
    }
}
