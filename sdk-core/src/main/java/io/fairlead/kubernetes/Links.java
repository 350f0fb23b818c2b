package io.fairlead.kubernetes;

import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The links to the API server that are in use. Streams share one as long as nobody has a reason to distrust it; a check and a
 * reconnect get another one than that under suspicion. All but {@link #close} is called by tasks of the scheduler.
 */
final class Links {
    // An API server allows 100 streams a connection.
    private static final int MOST_USERS = 64;
    // So that a thousand Services that become suspicious at once open one connection and not a thousand.
    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    // A link that could not connect holds no connection that could be dead; but its configuration may be outdated.
    private static final long REUSED_UNCONNECTED = Duration.ofSeconds(60).toNanos();

    private static final long RECENT = Duration.ofSeconds(2).toNanos();

    private final Supplier<ApiLink> opener;
    private final Ticker ticker;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Links(Supplier<ApiLink> opener, Ticker ticker) {
        this.opener = opener;
        this.ticker = ticker;
    }

    /** A link that nobody distrusts, other than this one; its taker releases it. */
    Link take(@Nullable Link but) {
        for (Link link : links) {
            if (link != but && link.trusted && link.users < MOST_USERS) {
                link.users++;
                return link;
            }
        }
        return open();
    }

    /** A link on which no connection can have died yet, other than this one; its taker releases it. */
    Link takeFresh(@Nullable Link but) {
        long now = ticker.nanos();
        for (Link link : links) {
            boolean fresh = link != but && link.trusted && now - link.openedNanos < FRESH;
            if ((fresh || link.mayConnectYet(now)) && link.users < MOST_USERS) {
                link.users++;
                return link;
            }
        }
        return open();
    }

    /** One more user of a link. */
    Link share(Link link) {
        link.users++;
        return link;
    }

    /** Ends every link. From any thread. */
    void close() {
        closed = true;
        links.forEach(link -> link.api.close());
        links.clear();
    }

    private Link open() {
        Link link = new Link(opener.get(), ticker.nanos());
        links.add(link);
        if (closed) {
            link.api.close();
        }
        return link;
    }

    /** One link and who uses it. */
    final class Link {
        private final ApiLink api;
        private final long openedNanos;
        private final List<Runnable> riders = new ArrayList<>();
        private int users = 1;
        private boolean trusted = true;
        private boolean answered;
        private long answeredNanos;
        private boolean unconnected;

        private Link(ApiLink api, long openedNanos) {
            this.api = api;
            this.openedNanos = openedNanos;
        }

        ApiLink api() {
            return api;
        }

        /** Whether new streams may use it. */
        boolean isTrusted() {
            return trusted;
        }

        /** An answer came. */
        void answers() {
            answered = true;
            answeredNanos = ticker.nanos();
            trusted |= unconnected;
            unconnected = false;
        }

        /** A try on it failed; whatever else is open on it goes on. */
        void fails(boolean noConnection) {
            trusted = false;
            unconnected = noConnection && !answered;
        }

        /**
         * What is open on it is dead, and so is what is open on others, which lead to the same API server, unless it answered
         * there just now: whoever has a watch on one should look.
         */
        void condemn() {
            long now = ticker.nanos();
            for (Link link : List.copyOf(links)) {
                if (link == this || (link.answered && now - link.answeredNanos > RECENT)) {
                    link.trusted = false;
                    List.copyOf(link.riders).forEach(Runnable::run);
                }
            }
        }

        /** Has this run when the link is condemned. */
        void ride(Runnable doubt) {
            riders.add(doubt);
        }

        /** One user less; without any it is closed. */
        void release(Runnable doubt) {
            riders.remove(doubt);
            users--;
            if (users == 0) {
                links.remove(this);
                api.close();
            }
        }

        boolean mayConnectYet(long now) {
            return unconnected && now - openedNanos < REUSED_UNCONNECTED;
        }
    }
}
