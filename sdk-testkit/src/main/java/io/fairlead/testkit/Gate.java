package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.SocketException;

/** Where the traffic of one connection waits while the wire is silent. */
final class Gate {
    @GuardedBy("this")
    private boolean shut;

    @GuardedBy("this")
    private boolean gone;

    Gate(boolean shut) {
        this.shut = shut;
    }

    synchronized void set(boolean nowShut) {
        shut = nowShut;
        notifyAll();
    }

    /** Lets everybody go who waits, with an error: the connection is closed. */
    synchronized void demolish() {
        gone = true;
        notifyAll();
    }

    synchronized void pass() throws SocketException, InterruptedException {
        while (shut && !gone) {
            wait();
        }
        if (gone) {
            throw new SocketException("the connection is closed");
        }
    }
}
