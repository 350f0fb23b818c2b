package io.fairlead.kubernetes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The link that a reflector uses, and the one request that is open on it. Only touched by tasks of the scheduler. */
final class LinkInUse<T extends ApiObject> {
    private final WatchContext context;
    private final ObjectSet<T> set;
    private final Runnable doubt;
    private Links.Link link;
    private @Nullable Attempt<T> request;
    private boolean watching;
    private long openedNanos;

    /**
     * A link that nobody distrusts.
     *
     * @param doubt run when the link in use is condemned
     */
    LinkInUse(WatchContext context, ObjectSet<T> set, Runnable doubt) {
        this.context = context;
        this.set = set;
        this.doubt = doubt;
        this.link = context.links().take(null);
        link.ride(doubt);
    }

    Links.Link current() {
        return link;
    }

    /** Lists, in place of what is open. */
    void list(Attempt.Timed<T> timed) {
        endRequest();
        request = Attempt.list(context, link, set, "", timed);
    }

    /** Watches from a version on, in place of what is open. */
    void watch(String version, Attempt.Timed<T> timed) {
        endRequest();
        request = Attempt.watch(context, link, set, version, timed);
    }

    /** The watch has begun. */
    void opened() {
        watching = true;
        openedNanos = context.ticker().nanos();
    }

    /** Whether a watch has begun, and has not ended. */
    boolean isWatching() {
        return watching;
    }

    /** Whether a list is open. */
    boolean isListing() {
        return request != null && request.isList();
    }

    /** Ends the watch, and tells how it was. */
    WatchEnds.End endWatch(Problem problem) {
        boolean opened = watching;
        Duration planned = request == null ? Duration.ZERO : request.length();
        endRequest();
        Duration lived = opened ? Duration.ofNanos(context.ticker().nanos() - openedNanos) : Duration.ZERO;
        return new WatchEnds.End(problem, opened, lived, planned);
    }

    /** Ends what is open. */
    void endRequest() {
        watching = false;
        if (request != null) {
            request.end();
            request = null;
        }
    }

    /** Uses another link, which is ours from now on. */
    void changeTo(Links.Link other) {
        endRequest();
        link.release(doubt);
        link = other;
        link.ride(doubt);
    }

    /** Uses another link if somebody distrusts this one. */
    void changeIfDistrusted() {
        if (!link.isTrusted()) {
            changeTo(context.links().takeFresh(link));
        }
    }

    /** Ends what is open and uses no link any more. */
    void release() {
        endRequest();
        link.release(doubt);
    }
}
