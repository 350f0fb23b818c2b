package io.fairlead;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of a Service and why each endpoint is or is not picked. {@link #toString()} is the readable form, a line an
 * endpoint.
 *
 * @param service the Service, its namespace filled in
 * @param source where the answer in use comes from, {@code none} if there is no answer
 * @param reason why that source, and what is wrong, if anything is
 * @param age how long ago the source last proved that its answer is current
 * @param client where this process runs, which decides what is near
 * @param place the same for people, and what could not be found out about it
 * @param failedOpen whether the Service is called by its virtual IP or name, because its pods could not be found
 * @param problem why no endpoint is usable, if none is
 * @param sessionAffinity how long no call may come before calls may go to another endpoint, where the Service asks for that
 *     ({@code sessionAffinity: ClientIP}) and nobody has turned it off
 * @param limits the state of the Service's circuit breaker and bulkhead, if there are any
 * @param endpoints every endpoint that the source knows
 */
public record Explanation(
        ServiceRef service,
        String source,
        String reason,
        Duration age,
        Location client,
        String place,
        boolean failedOpen,
        Optional<String> problem,
        Optional<Duration> sessionAffinity,
        Optional<String> limits,
        List<EndpointExplanation> endpoints) {

    static final String NONE = "none";

    public Explanation {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One endpoint.
     *
     * @param endpoint the facts
     * @param eligible whether it may be picked; an ejected one is picked only if all others were tried or are ejected too, one with the
     *     weight 0 never
     * @param reason why, or why not
     * @param weight its weight and who says so, where that is not 1, such as {@code weight 3 (annotation)}; else empty
     * @param inFlight calls of this process that are running on it
     */
    public record EndpointExplanation(Endpoint endpoint, boolean eligible, String reason, String weight, int inFlight) {
        @Override
        public String toString() {
            String pod =
                    endpoint.pod().name().isEmpty() ? "" : " " + endpoint.pod().name();
            String zone = endpoint.location().zone().isEmpty()
                    ? ""
                    : " in " + endpoint.location().zone();
            return (eligible ? "  used     " : "  not used ") + endpoint.hostPort() + pod + zone + ": " + reason
                    + (weight.isEmpty() ? "" : ", " + weight)
                    + (inFlight > 0 ? ", " + inFlight + " in flight" : "");
        }
    }

    @Override
    public String toString() {
        String from = source.equals(NONE)
                ? ", nothing known: "
                : ", from " + source + ", proven " + age.toMillis() + " ms ago: ";
        String head = service + from + reason;
        String wrong = problem.filter(text -> !text.equals(reason))
                .map(text -> "\n  " + text)
                .orElse("");
        String sticky = sessionAffinity
                .map(timeout -> "\n  sessionAffinity: ClientIP: calls stay with one endpoint, until none came for "
                        + timeout.toSeconds() + " s")
                .orElse("");
        String limited = limits.map(text -> "\n  " + text).orElse("");
        return endpoints.stream()
                .map(e -> "\n" + e)
                .collect(Collectors.joining("", head + wrong + sticky + limited + calledFrom(), ""));
    }

    private String calledFrom() {
        return endpoints.isEmpty() ? "" : "\n  called from " + place;
    }
}
