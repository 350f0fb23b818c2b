package io.fairlead.endpoint;

/**
 * The pod behind an endpoint, as its {@code targetRef} names it.
 *
 * @param name the pod's name
 * @param uid its unique id; empty if the slice does not tell
 */
public record Pod(String name, String uid) {
    /** No pod is known: hand-written endpoints, virtual IPs, names. */
    public static final Pod NONE = new Pod("", "");
}
