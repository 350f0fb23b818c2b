package io.fairlead.okhttp;

import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import io.fairlead.internal.ConnectFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call from inside: how far its present attempt got, which no exception tells, and when the body of its answer is over,
 * which completes the pick. There is one for each call: an interceptor in front may make the call pass here several times, while OkHttp
 * keeps it on the connection that it had. A WebSocket's "body" is over when the socket is closed.
 *
 * <p>OkHttp calls it on the thread of the call, on its own threads while it connects, and on whatever thread reads the body.
 */
final class AttemptEvents extends EventListener {
    private volatile @Nullable HttpUrl url;
    private volatile @Nullable Pick pick;
    private volatile @Nullable Route route;
    private volatile @Nullable Connection connection;
    private volatile boolean holding;
    private volatile boolean lookingUp;
    private volatile boolean connectFailed;
    private volatile boolean nobodyThere;
    private volatile boolean fresh;
    private volatile boolean requestStarted;
    private volatile boolean failed;
    private volatile boolean answered;
    private volatile boolean followedUp;
    private volatile boolean elsewhere;
    private volatile boolean bodyOver;
    // Of a request, not of an attempt: a body that can be sent only once is spent for good.
    private volatile boolean requestBodyStarted;
    private volatile @Nullable Outcome delivered;

    private AttemptEvents() {}

    /** Those of a call, which listen from the first time on. */
    static AttemptEvents of(Call call) {
        return call.tag(AttemptEvents.class, () -> {
            AttemptEvents made = new AttemptEvents();
            call.addEventListener(made);
            return made;
        });
    }

    /** The call comes with a request to a Service. */
    void start(HttpUrl requested) {
        url = requested;
        requestBodyStarted = false;
    }

    /** A new attempt begins; nothing of an earlier one is still under way. */
    void begin(Pick nextPick) {
        Outcome before = delivered;
        if (before != null) {
            complete(before);
        }
        connection = null;
        lookingUp = false;
        connectFailed = false;
        fresh = false;
        requestStarted = false;
        failed = false;
        answered = false;
        followedUp = false;
        elsewhere = false;
        bodyOver = false;
        delivered = null;
        route = null;
        pick = nextPick;
    }

    /** The way that the attempt takes. */
    void take(Route way) {
        route = way;
    }

    /** The caller gets the answer: the pick is completed when its body is over, which may be now. */
    void deliver(Outcome outcome) {
        delivered = outcome;
        if (bodyOver) {
            complete(outcome);
        }
    }

    /** Whether it found no connection and could make none, so that nothing of the present request was written. */
    boolean unconnected() {
        return !requestStarted && !holding && (connectFailed || lookingUp);
    }

    /** Whether it was unconnected because nobody answers at its address. */
    boolean unreachable() {
        return connectFailed && nobodyThere;
    }

    /** Whether it has a connection that was used before, and wrote nothing of the present request to it. */
    boolean unusedOnReusedConnection() {
        return !requestStarted && holding && !fresh;
    }

    /** Whether the request's body was begun, in this attempt or an earlier one. */
    boolean requestBodyStarted() {
        return requestBodyStarted;
    }

    /** Whether the connection failed, as opposed to the caller's own code. */
    boolean failed() {
        return failed;
    }

    /** Whether the request went out on a connection that an earlier call had used, and no answer came. */
    boolean failedOnReusedConnection() {
        return requestStarted && !fresh && !answered && !followedUp;
    }

    /** Whether the connection that it used last belongs to one call at a time, as all but those of HTTP/2 do. */
    boolean isAloneOnConnection() {
        Connection used = connection;
        return used != null
                && switch (used.protocol()) {
                    case HTTP_1_0, HTTP_1_1 -> true;
                    default -> false;
                };
    }

    /** Whether OkHttp followed a redirect, a challenge or a {@code Retry-After: 0}. */
    boolean followedUp() {
        return followedUp;
    }

    /** Whether it followed one to another host or port. */
    boolean elsewhere() {
        return elsewhere;
    }

    /** Whether the call has a connection, which OkHttp would use for the next attempt too. */
    boolean holdsConnection() {
        return holding;
    }

    /** The connection that the attempt used last. */
    @Nullable
    Connection connection() {
        return connection;
    }

    // One that fails has no end.
    @Override
    public void dnsStart(Call call, String domainName) {
        lookingUp = true;
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        lookingUp = false;
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException e) {
        connectFailed = true;
        nobodyThere = ConnectFailures.saysNobodyIsThere(e);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        fresh = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection acquired) {
        connection = acquired;
        holding = true;
        connectFailed = false; // another of its addresses was reached
    }

    @Override
    public void connectionReleased(Call call, Connection released) {
        holding = false;
        Route used = route;
        if (used != null) {
            used.released();
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        requestStarted = true;
        bodyOver = false;
        answered = false;
    }

    @Override
    public void requestBodyStart(Call call) {
        requestBodyStarted = true;
    }

    @Override
    public void requestFailed(Call call, IOException e) {
        failed = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = true;
        Pick answering = pick;
        if (answering != null) {
            answering.answered();
        }
    }

    @Override
    public void followUpDecision(Call call, Response response, @Nullable Request next) {
        if (next != null) {
            followedUp = true;
            fresh = false;
            requestStarted = false;
            lookingUp = false;
            connectFailed = false;
            elsewhere = !isAtService(next.url());
        }
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        bodyOver = true;
        Outcome outcome = delivered;
        if (outcome != null) {
            complete(outcome);
        }
    }

    @Override
    public void responseFailed(Call call, IOException e) {
        failed = true;
        if (delivered != null) {
            complete(call.isCanceled() ? Outcome.IGNORED : Outcome.NO_ANSWER);
        }
    }

    // Whatever way the body ended: a call that is over holds no pick.
    @Override
    public void callEnd(Call call) {
        Outcome outcome = delivered;
        if (outcome != null) {
            complete(outcome);
        }
    }

    private boolean isAtService(HttpUrl next) {
        HttpUrl own = url;
        return own != null && next.host().equals(own.host()) && next.port() == own.port();
    }

    private void complete(Outcome outcome) {
        Pick present = pick;
        if (present != null) {
            present.complete(outcome);
        }
    }
}
