package io.fairlead;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;

/** Why no endpoint can be given; each has the message that its exception carries. */
public sealed interface Problem {
    /** Names the Service, what was seen, and what to do. */
    String message();

    /** The exception for a caller. */
    DiscoveryException exception(ServiceRef service);

    /** The cluster has no such Service or port. */
    record NotFound(Resolution.NotFound resolution) implements Problem {
        @Override
        public String message() {
            return resolution.message();
        }

        @Override
        public DiscoveryException exception(ServiceRef service) {
            return new ServiceNotFoundException(service, resolution);
        }
    }

    /** No source could tell. */
    record Failed(Resolution.Failed resolution) implements Problem {
        @Override
        public String message() {
            return resolution.message();
        }

        @Override
        public DiscoveryException exception(ServiceRef service) {
            return new SourceFailedException(service, resolution);
        }
    }

    /** No endpoint may be used. */
    record NoEndpoints(NoEndpointsException.Reason reason, String message) implements Problem {
        @Override
        public DiscoveryException exception(ServiceRef service) {
            return new NoEndpointsException(service, reason, message);
        }
    }

    /** The discovery is closed. */
    record Closed(String message) implements Problem {
        @Override
        public DiscoveryException exception(ServiceRef service) {
            return new DiscoveryClosedException(service, message);
        }
    }
}
