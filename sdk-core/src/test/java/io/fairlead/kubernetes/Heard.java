package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import java.time.Duration;
import java.util.List;

/**
 * What a resolver told, and waits for what it is to tell.
 *
 * @param all in order; grows
 */
record Heard(List<Resolution> all) {
    void awaitAddresses(String... addresses) {
        await().untilAsserted(() -> assertThat(addresses()).containsExactlyInAnyOrder(addresses));
    }

    /** The last answer's addresses, or what else it is. */
    List<String> addresses() {
        Resolution last = all.isEmpty() ? new Resolution.Pending() : all.get(all.size() - 1);
        return last instanceof Resolution.Resolved resolved
                ? resolved.snapshot().endpoints().stream()
                        .map(Endpoint::address)
                        .toList()
                : List.of(last.toString());
    }

    Resolution.Failed awaitFailure(Resolution.Failed.Kind kind) {
        await().atMost(Duration.ofSeconds(10)).until(() -> all.stream().anyMatch(each -> is(each, kind)));
        return (Resolution.Failed)
                all.stream().filter(each -> is(each, kind)).findFirst().orElseThrow();
    }

    private static boolean is(Resolution resolution, Resolution.Failed.Kind kind) {
        return resolution instanceof Resolution.Failed failed && failed.kind() == kind;
    }
}
