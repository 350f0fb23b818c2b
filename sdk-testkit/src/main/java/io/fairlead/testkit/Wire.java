package io.fairlead.testkit;

/** The port and the connections of the server, and what goes wrong with them. Safe from any thread. */
public final class Wire {
    private final Port port;
    private final Connections connections;

    Wire(Port port, Connections connections) {
        this.port = port;
        this.connections = connections;
    }

    /** {@return how many TCP connections are open, idle ones included} */
    public int openConnections() {
        return connections.count();
    }

    /**
     * Nothing arrives any more on the connections that are open now, in both directions, and none of them ends by itself:
     * as if their packets were dropped. New connections work. That a client closes one is still noticed.
     */
    public void silence() {
        connections.silence(true, false);
    }

    /** As {@link #silence()}; new connections, too, are made and never answered. */
    public void silenceAll() {
        connections.silence(true, true);
    }

    /** What was held back by silence arrives now, in order, as TCP would deliver it. */
    public void endSilence() {
        connections.silence(false, false);
    }

    /** Refuses connections from now on. Those that are open go on; see {@link #resetConnections()}. */
    public void refuse() {
        port.refuse();
    }

    /** Accepts connections again, on the same port. */
    public void listen() {
        port.listen();
    }

    /** Ends every connection, idle ones included, by a TCP reset. */
    public void resetConnections() {
        connections.reset();
    }
}
