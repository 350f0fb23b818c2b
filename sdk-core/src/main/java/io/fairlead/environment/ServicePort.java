package io.fairlead.environment;

import io.fairlead.endpoint.Protocol;
import java.util.Comparator;
import java.util.Locale;

/**
 * One port of a Service, as its variables tell it.
 *
 * @param number the Service's port
 * @param protocol its protocol
 * @param address the cluster IP, canonical
 * @param variable the variable that tells it
 */
record ServicePort(int number, Protocol protocol, String address, String variable) {
    static final Comparator<ServicePort> BY_NUMBER =
            Comparator.comparingInt(ServicePort::number).thenComparing(ServicePort::protocol);

    @Override
    public String toString() {
        return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
    }
}
