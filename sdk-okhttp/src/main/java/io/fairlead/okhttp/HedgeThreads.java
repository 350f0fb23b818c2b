package io.fairlead.okhttp;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for attempts beside the first one, as many as run at a time, each gone after ten idle seconds. Not the client's dispatcher, whose
 * limit for a host may be used up by the very calls that wait here. How many can begin is bounded by the retry budgets.
 */
final class HedgeThreads {
    private HedgeThreads() {}

    static Executor create() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "fairlead-hedge");
            thread.setDaemon(true);
            return thread;
        });
    }
}
