package io.fairlead.okhttp;

import io.fairlead.Pick;
import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
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
 * which completes the pick. A WebSocket's "body" is over when the socket is closed.
 *
 * <p>OkHttp calls it on the thread of the call, on its own threads while it connects, and on whatever thread reads the body.
 */
final class AttemptEvents extends EventListener {
    private final HttpUrl url;
    private volatile @Nullable Pick pick;
    private volatile @Nullable Route route;
    private volatile @Nullable Connection connection;
    private volatile boolean holding;
    private volatile boolean connecting;
    private volatile boolean fresh;
    private volatile boolean requestStarted;
    private volatile boolean failed;
    private volatile boolean answered;
    private volatile boolean followedUp;
    private volatile boolean elsewhere;
    private volatile boolean bodyOver;
    // Of the call, not of an attempt: a body that can be sent only once is spent for good.
    private volatile boolean requestBodyStarted;
    private volatile @Nullable Outcome delivered;

    /** For a call to a Service. */
    AttemptEvents(HttpUrl url) {
        this.url = url;
    }

    /** A new attempt begins; nothing of an earlier one is still under way. */
    void begin(Pick nextPick) {
        connection = null;
        connecting = false;
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

    /** Whether it began to connect, or found a connection. */
    boolean connecting() {
        return connecting;
    }

    /** Whether any part of a request may have been written. */
    boolean requestStarted() {
        return requestStarted;
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

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        fresh = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection acquired) {
        connecting = true;
        connection = acquired;
        holding = true;
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
            connecting = false;
            elsewhere = !(next.url().host().equals(url.host()) && next.url().port() == url.port());
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
            complete(call.isCanceled() ? Outcome.IGNORED : Outcome.UNREACHABLE);
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

    private void complete(Outcome outcome) {
        Pick present = pick;
        if (present != null) {
            present.complete(outcome);
        }
    }
}
