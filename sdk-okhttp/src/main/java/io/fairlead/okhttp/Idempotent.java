package io.fairlead.okhttp;

import java.util.Set;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * A tag of a request: whether it may be processed twice, whatever its method says. {@code new
 * Request.Builder().tag(Idempotent.class, Idempotent.YES)}.
 */
public enum Idempotent {
    /** It may: an attempt that may have reached a server is made again. */
    YES,
    /** It must not. */
    NO;

    // RFC 9110, 9.2.2, without CONNECT, which OkHttp makes by itself.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    /** What requests are idempotent by default: GET, HEAD, OPTIONS, TRACE, PUT and DELETE (RFC 9110, 9.2.2). */
    public static Predicate<Request> byMethod() {
        return request -> METHODS.contains(request.method());
    }

    static boolean of(Request request, Predicate<Request> untagged) {
        Idempotent tag = request.tag(Idempotent.class);
        return tag == null ? untagged.test(request) : tag == YES;
    }
}
