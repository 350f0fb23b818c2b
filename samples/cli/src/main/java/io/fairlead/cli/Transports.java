package io.fairlead.cli;

import io.fairlead.ServiceDiscovery;
import java.time.Duration;

/** The transport that a target asks for. */
final class Transports {
    private Transports() {}

    static Transport open(
            Target target, ServiceDiscovery discovery, Attempts attempts, Duration timeout, TlsArguments security) {
        if (target instanceof Target.Http http) {
            return HttpTransport.of(http, discovery, attempts, timeout, security.authority);
        }
        throw new IllegalArgumentException("target: " + target + " (expected: http:// or https://)");
    }
}
