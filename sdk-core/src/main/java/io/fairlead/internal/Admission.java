package io.fairlead.internal;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which addresses may be endpoints: those that the API server itself would not refuse. Remembers the others, for who wonders. Not safe for use by
 * several threads.
 *
 * <p>Not part of the API: nothing here is for users.
 */
public final class Admission {
    private final boolean loopback;
    // With the reason: 127.0.0.1 (loopback).
    private final Set<String> refused = new TreeSet<>();

    /**
     * Has refused nothing yet.
     *
     * @param loopback whether 127.0.0.0/8 and ::1 may be endpoints
     */
    public Admission(boolean loopback) {
        this.loopback = loopback;
    }

    /** Whether an IP address in canonical form may be one. */
    public boolean admits(String canonical) {
        return admits(canonical, SpecialAddress.kind(canonical));
    }

    /**
     * Whether an address may be one of which that is known.
     *
     * @param refusal why none may have it, such as its kind; empty if it may
     */
    public boolean admits(String address, String refusal) {
        boolean admitted = refusal.isEmpty() || (loopback && refusal.equals(SpecialAddress.LOOPBACK));
        if (!admitted) {
            refused.add(address + " (" + refusal + ")");
        }
        return admitted;
    }

    /** Remembers what another one refused. */
    public void add(Set<String> refusedElsewhere) {
        refused.addAll(refusedElsewhere);
    }

    /** Each that was refused, with the reason. */
    public Set<String> refused() {
        return refused;
    }

    /** What was refused and why, as the end of an explanation; empty if nothing was. */
    public static String note(Set<String> refused) {
        return refused.isEmpty() ? "" : "; left out because of their addresses: " + refused;
    }
}
