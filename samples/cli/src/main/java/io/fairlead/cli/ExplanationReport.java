package io.fairlead.cli;

import io.fairlead.Explanation;
import io.fairlead.Explanation.EndpointExplanation;
import java.time.Duration;
import java.util.List;

/**
 * The form in which an explanation is written as JSON.
 *
 * @param service the Service, its namespace filled in
 * @param source where the endpoints come from, {@code none} if nobody could tell
 * @param reason why that one, and what is wrong, if anything is
 * @param ageMillis how long ago the source last proved that its answer is current
 * @param calledFrom where this process runs, and what could not be found out about it
 * @param failedOpen whether the Service's own address is used, because its pods could not be found
 * @param problem why no endpoint is usable, empty if one is
 * @param sessionAffinitySeconds how long no call may come before calls may go to another endpoint; 0 if they do not stay with one
 * @param endpoints every endpoint that the source knows
 */
record ExplanationReport(
        String service,
        String source,
        String reason,
        long ageMillis,
        String calledFrom,
        boolean failedOpen,
        String problem,
        long sessionAffinitySeconds,
        List<Entry> endpoints) {

    /**
     * One endpoint.
     *
     * @param address with the port, an IPv6 address in brackets
     * @param eligible whether it may be picked
     * @param reason why, or why not
     * @param weight its weight and who says so, empty if that is 1
     * @param pod its pod's name, empty if unknown
     * @param node its node, empty if unknown
     * @param zone its zone, empty if unknown
     */
    record Entry(String address, boolean eligible, String reason, String weight, String pod, String node, String zone) {
        static Entry of(EndpointExplanation explained) {
            return new Entry(
                    explained.endpoint().hostPort(),
                    explained.eligible(),
                    explained.reason(),
                    explained.weight(),
                    explained.endpoint().pod().name(),
                    explained.endpoint().location().node(),
                    explained.endpoint().location().zone());
        }
    }

    static ExplanationReport of(Explanation explanation) {
        return new ExplanationReport(
                explanation.service().toString(),
                explanation.source(),
                explanation.reason(),
                explanation.age().toMillis(),
                explanation.place(),
                explanation.failedOpen(),
                explanation.problem().orElse(""),
                explanation.sessionAffinity().map(Duration::toSeconds).orElse(0L),
                explanation.endpoints().stream().map(Entry::of).toList());
    }
}
