package io.fairlead.endpoint;

import io.fairlead.internal.StableHash;
import org.jspecify.annotations.Nullable;

/**
 * The identity under which the load and the failures of an endpoint are remembered: its pod and port, so that another
 * pod which gets the same IP starts clean and both addresses of a dual-stack pod count as one; without a pod, address
 * and port. Keys are equal if identity and port are; no IP address is equal to a pod's uid, which is a UUID.
 *
 * <p>Cheap to make and to compare: where the identity is a UUID, its text is made when it is asked for.
 */
public final class EndpointKey {
    private final int port;
    private final long uidHigh;
    private final long uidLow;
    private final String other;

    /**
     * A key.
     *
     * @param identity the pod's uid, or the address where no pod is known
     * @param port the port of the endpoint
     */
    public EndpointKey(String identity, int port) {
        this(Uid.of(identity), port);
    }

    private EndpointKey(Uid uid, int port) {
        this(uid.high(), uid.low(), uid.other(), port);
    }

    /** Of the parts of a {@link Uid}. */
    EndpointKey(long uidHigh, long uidLow, String other, int port) {
        this.uidHigh = uidHigh;
        this.uidLow = uidLow;
        this.other = other;
        this.port = port;
    }

    /** The pod's uid, or the address where no pod is known. */
    public String identity() {
        return Uid.text(uidHigh, uidLow, other);
    }

    /** The port of the endpoint. */
    public int port() {
        return port;
    }

    /**
     * A hash of identity and port that is the same in every process, on every JDK and in every version, and whose bits are all alike: for
     * policies that have to agree with other processes. Makes no text.
     */
    public long stableHash() {
        return Uid.isUuid(uidHigh, uidLow) ? StableHash.ofUuid(uidHigh, uidLow, port) : StableHash.of(other, port);
    }

    /** Whether it is the key of a pod with this UUID at this port. */
    boolean isOf(long high, long low, int ofPort) {
        return port == ofPort && uidHigh == high && uidLow == low;
    }

    /** Whether it is the key of this text at this port. */
    boolean isOf(String identity, int ofPort) {
        // A text is made only where the key of a pod meets an endpoint of which no pod is known.
        return port == ofPort && (Uid.isUuid(uidHigh, uidLow) ? identity() : other).equals(identity);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof EndpointKey key
                && port == key.port
                && uidHigh == key.uidHigh
                && uidLow == key.uidLow
                && other.equals(key.other);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(uidHigh ^ uidLow) + other.hashCode()) + port;
    }

    @Override
    public String toString() {
        return "EndpointKey[identity=" + identity() + ", port=" + port + "]";
    }
}
