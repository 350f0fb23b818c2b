package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which bearer tokens are accepted; anybody is, until a token is required. Safe from any thread. */
public final class Access {
    private static final String SCHEME = "Bearer ";

    @GuardedBy("this")
    private boolean open = true;

    @GuardedBy("this")
    private final Set<String> tokens = new HashSet<>();

    Access() {}

    /**
     * Accepts this token and no other from now on; other requests get 401. Open watches go on, as in a cluster.
     *
     * @param token a bearer token, without the scheme
     */
    public synchronized void require(String token) {
        open = false;
        tokens.clear();
        tokens.add(token);
    }

    /**
     * Accepts this token besides those that are accepted, as while a token is rotated.
     *
     * @param token a bearer token, without the scheme
     */
    public synchronized void accept(String token) {
        open = false;
        tokens.add(token);
    }

    /**
     * Accepts this token no more. Once no token is left, every request gets 401.
     *
     * @param token a bearer token, without the scheme
     */
    public synchronized void revoke(String token) {
        open = false;
        tokens.remove(token);
    }

    /** Accepts everybody, with or without a token. */
    public synchronized void open() {
        open = true;
        tokens.clear();
    }

    synchronized boolean admits(Optional<String> authorization) {
        return open
                || authorization
                        .filter(value -> value.startsWith(SCHEME))
                        .map(value -> value.substring(SCHEME.length()))
                        .filter(tokens::contains)
                        .isPresent();
    }
}
