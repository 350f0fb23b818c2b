package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Ejection;
import io.fairlead.feedback.EjectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener of ejections, on the discovery's thread: a call that notices one has no time for either. */
record EjectionNews(ServiceRef service, GroupContext context) implements EjectionListener {
    private static final Logger log = LoggerFactory.getLogger(EndpointGroup.class);

    @Override
    public void ejected(Endpoint endpoint, Ejection ejection) {
        context.scheduler().execute(() -> {
            log.info(
                    "{} at {} gets no calls for {} ms: {}",
                    service,
                    endpoint.hostPort(),
                    ejection.duration().toMillis(),
                    ejection.reason());
            context.listener().endpointEjected(service, endpoint, ejection);
        });
    }

    @Override
    public void returned(Endpoint endpoint) {
        context.scheduler().execute(() -> {
            log.debug("{} at {} gets calls again", service, endpoint.hostPort());
            context.listener().endpointReturned(service, endpoint);
        });
    }
}
