package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Every request that arrived, in order, refused ones included. Safe from any thread. */
public final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    @GuardedBy("lock")
    private final List<RecordedRequest> requests = new ArrayList<>();

    RequestLog() {}

    /** {@return the requests so far} */
    public List<RecordedRequest> all() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many requests so far are of this verb.
     *
     * @param verb the verb
     * @return how many
     */
    public int count(Verb verb) {
        return count(request -> Target.of(verb).matches(request.call()));
    }

    /**
     * How many requests so far are of this verb for this resource.
     *
     * @param verb the verb
     * @param resource the resource
     * @return how many
     */
    public int count(Verb verb, Resource resource) {
        return count(request -> request.is(verb, resource));
    }

    /**
     * How many requests so far match.
     *
     * @param matching which requests count
     * @return how many
     */
    public int count(Predicate<RecordedRequest> matching) {
        return (int) all().stream().filter(matching).count();
    }

    /**
     * Waits until at least so many requests match, those so far included.
     *
     * @param atLeast how many requests
     * @param matching which requests count
     * @param atMost how long to wait
     * @return whether they arrived in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(int atLeast, Predicate<RecordedRequest> matching, Duration atMost)
            throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (requests.stream().filter(matching).count() < atLeast) {
                if (left <= 0) {
                    return false;
                }
                left = added.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until at least so many requests are of this verb for this resource, those so far included.
     *
     * @param atLeast how many requests
     * @param verb the verb
     * @param resource the resource
     * @param atMost how long to wait
     * @return whether they arrived in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(int atLeast, Verb verb, Resource resource, Duration atMost) throws InterruptedException {
        return await(atLeast, request -> request.is(verb, resource), atMost);
    }

    /** Forgets the requests so far. */
    public void clear() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
    }

    void add(RecordedRequest request) {
        lock.lock();
        try {
            requests.add(request);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
