package io.fairlead.cli;

import io.fairlead.Explanation;
import io.fairlead.Explanation.EndpointExplanation;
import io.fairlead.GroupState;
import io.fairlead.endpoint.EndpointSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the difference between two states of a Service into lines. One instance a Service, used by one thread. */
final class Changes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Clock clock;
    private Map<String, String> before = Map.of();
    private Optional<Instant> changedBefore = Optional.empty();
    private String headBefore = "";

    Changes(Clock clock) {
        this.clock = clock;
    }

    /** What is new: a line about the Service, and a line for each endpoint that came (+), changed (~) or went (-). */
    List<String> next(GroupState state, Explanation explanation) {
        Map<String, String> now = new LinkedHashMap<>();
        explanation.endpoints().forEach(each -> now.put(each.endpoint().hostPort(), text(each)));
        List<String> lines = new ArrayList<>();
        now.forEach((address, text) -> {
            String old = before.get(address);
            if (!text.equals(old)) {
                lines.add((old == null ? "  + " : "  ~ ") + address + " " + text);
            }
        });
        before.keySet().stream().filter(address -> !now.containsKey(address)).forEach(gone -> lines.add("  - " + gone));
        String head = head(state, explanation);
        if (!lines.isEmpty() || !head.equals(headBefore)) {
            lines.add(0, ZonedDateTime.now(clock).format(TIME) + "  " + head + age(state));
        }
        before = now;
        headBefore = head;
        return lines;
    }

    private static String head(GroupState state, Explanation explanation) {
        long usable = explanation.endpoints().stream()
                .filter(EndpointExplanation::eligible)
                .count();
        String problem = explanation.problem().map(text -> ": " + text).orElse("");
        String opened = state.failedOpen() ? ": " + explanation.reason() : "";
        return explanation.service() + ", from " + explanation.source() + ", " + usable + " of "
                + explanation.endpoints().size() + " endpoints used" + problem + opened;
    }

    // The time at which a change began is in its slice; a change that leaves it as it was, such as a relist, has none
    // to tell.
    private String age(GroupState state) {
        Optional<Instant> changed = state.snapshot().flatMap(EndpointSnapshot::changedAt);
        boolean told = changed.isPresent() && !changed.equals(changedBefore);
        changedBefore = changed;
        return told
                ? " (%d ms old)"
                        .formatted(
                                Duration.between(changed.get(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
                                        .toMillis())
                : " (age unknown)";
    }

    private static String text(EndpointExplanation explained) {
        String pod = explained.endpoint().pod().name();
        String zone = explained.endpoint().location().zone();
        return (explained.eligible() ? "used" : "not used")
                + (pod.isEmpty() ? "" : ", " + pod)
                + (zone.isEmpty() ? "" : " in " + zone)
                + ": " + explained.reason();
    }
}
