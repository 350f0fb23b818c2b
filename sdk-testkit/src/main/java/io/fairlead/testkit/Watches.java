package io.fairlead.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Opens watches and knows those that are open. */
final class Watches {
    private final Store store;
    private final Faults faults;
    private final Threads threads;
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();

    Watches(Store store, Faults faults, Threads threads) {
        this.store = store;
        this.faults = faults;
        this.threads = threads;
    }

    WatchStream open(ApiCall call, Map<String, String> query) {
        Selection selection = Selection.of(call, query);
        long from = Queries.number(query, "resourceVersion");
        long timeoutSeconds = Queries.number(query, "timeoutSeconds");
        WatchStream stream = new WatchStream(selection, from, ApiCall.isTrue(query.get("allowWatchBookmarks")));
        boolean initial = ApiCall.isTrue(query.get("sendInitialEvents"));
        // At once for the store: no bookmark and no restore comes between the first changes and the registration.
        store.atPresent(version -> {
            if (initial || from == 0) {
                store.subscribe(present -> begin(stream, present, initial), stream);
            } else if (!store.subscribe(from, stream)) {
                expired(stream, from);
            }
            open.add(stream);
        });
        if (timeoutSeconds > 0) {
            threads.after(Duration.ofSeconds(timeoutSeconds), stream::end);
        }
        return stream;
    }

    void closed(WatchStream stream) {
        store.unsubscribe(stream);
        open.remove(stream);
    }

    int count(Predicate<Resource> resource) {
        return (int)
                open.stream().filter(stream -> resource.test(stream.resource())).count();
    }

    /** Does this to those that are open now, and not to one that a client opens because another of them ended. */
    void each(Consumer<WatchStream> action) {
        List.copyOf(open).forEach(action);
    }

    void bookmark() {
        store.atPresent(version -> open.stream()
                .filter(WatchStream::wantsBookmarks)
                .forEach(stream -> stream.line(WatchLine.bookmark(stream.resource(), version))));
    }

    private static void begin(WatchStream stream, Snapshot present, boolean initial) {
        stream.initial(present);
        if (initial && stream.wantsBookmarks()) {
            stream.line(WatchLine.endOfInitialEvents(stream.resource(), present.version()));
        }
    }

    private void expired(WatchStream stream, long asked) {
        Status status = Status.expiredWatch(asked, store.version());
        if (faults.expiry() == Expiry.HTTP_STATUS) {
            throw new Refusal(status);
        }
        stream.line(WatchLine.error(status));
        stream.end();
    }
}
