package io.fairlead.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;

/** What the JDK throws where a connection cannot be made. */
public final class ConnectFailures {
    private ConnectFailures() {}

    /**
     * Whether it says that nobody is there: refused, not made in time, no way to the host. All else may be the process's own trouble
     * (no file descriptor or port left, an interrupted thread, a trust store without the authority), and is no reason to leave an
     * endpoint at once.
     *
     * @param failure of an attempt to connect, not of a connection
     */
    public static boolean saysNobodyIsThere(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof SocketTimeoutException
                || failure instanceof HttpTimeoutException;
    }
}
