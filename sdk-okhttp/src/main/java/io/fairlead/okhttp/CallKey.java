package io.fairlead.okhttp;

import okhttp3.Request;

/**
 * A tag of a request: what it has in common with others that should go to the same endpoint, for a discovery whose policy goes by it
 * ({@link io.fairlead.balancer.Balancer#consistentHash()}). {@code new Request.Builder().tag(CallKey.class, new CallKey("user-7"))}.
 *
 * @param value the key; empty is none
 */
public record CallKey(String value) {
    static String of(Request request) {
        CallKey tag = request.tag(CallKey.class);
        return tag == null ? "" : tag.value();
    }
}
