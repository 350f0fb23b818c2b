package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.TrafficPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a Service's session affinity does to the policy of its group, and a policy that fails. */
class GroupPolicyTest {
    private static final Optional<Duration> STICKY = Optional.of(Duration.ofMinutes(5));

    private final GroupTesting world = new GroupTesting();
    private final EndpointGroup group = world.builder().build().group("orders:http");
    private int words;

    @Test
    void aCallerWithoutTheEndpointDoesNotMoveTheSession() {
        follow(group, TrafficPolicy.CLUSTER);
        Endpoint first = group.pick().endpoint();
        List<Endpoint> others =
                group.state().usable().stream().filter(e -> !e.equals(first)).toList();

        assertThat(picked(group.pickerOver(others))).hasSize(2).doesNotContain(first);
        assertThat(picked(group.picker())).containsExactly(first);
    }

    @Test
    void theAffinityOfAHeadlessServiceHoldsForNobody() {
        follow(group, TrafficPolicy.HEADLESS);
        assertThat(picked(group.picker())).hasSize(3);
    }

    @Test
    void affinityCanBeTurnedOff() {
        EndpointGroup without = world.builder().sessionAffinity(false).build().group("orders:http");
        follow(without, TrafficPolicy.CLUSTER);
        assertThat(picked(without.picker())).hasSize(3);
    }

    @Test
    void aPickerKnowsWhetherItsPolicyIsTheGroups() {
        follow(group, TrafficPolicy.CLUSTER);
        EndpointPicker overAll = group.picker();
        EndpointPicker overSome = group.pickerOver(group.state().usable());
        assertThat(overAll.isByCurrentPolicy()).isTrue();
        assertThat(overSome.isByCurrentPolicy()).isTrue();

        say(TrafficPolicy.CLUSTER, Optional.empty(), "10.0.0.1");
        assertThat(overAll.isByCurrentPolicy()).isFalse();
        assertThat(overSome.isByCurrentPolicy()).isFalse();
        assertThat(group.picker().isByCurrentPolicy()).isTrue();
    }

    @Test
    void anAffinityThatThePolicyFailedAtIsTriedAgain() {
        boolean[] failing = {false};
        EndpointGroup fragile = fragile(failing);
        fragile.state();
        say(TrafficPolicy.CLUSTER, Optional.empty(), "10.0.0.1", "10.0.0.2");

        failing[0] = true;
        assertThatIllegalStateException().isThrownBy(() -> say(TrafficPolicy.CLUSTER, STICKY, "10.0.0.1", "10.0.0.2"));
        assertThat(picked(fragile.picker())).hasSize(2);

        failing[0] = false;
        say(TrafficPolicy.CLUSTER, STICKY, "10.0.0.1", "10.0.0.2");
        assertThat(picked(fragile.picker())).hasSize(1);
    }

    @Test
    void afterAPolicyFailedTheSameEndpointsGetAPickerOverTheirPresentLoad() {
        boolean[] failing = {false};
        EndpointGroup fragile = fragile(failing);
        fragile.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        EndpointPicker before = fragile.picker();

        failing[0] = true;
        assertThatIllegalStateException().isThrownBy(() -> world.sayEndpoints("10.0.0.1"));
        failing[0] = false;
        world.sayEndpoints("10.0.0.1", "10.0.0.2");

        assertThat(fragile.picker()).isNotSameAs(before);
    }

    private EndpointGroup fragile(boolean[] failing) {
        Balancer inner = Balancer.roundRobin();
        return world.builder()
                .balancer(candidates -> {
                    if (failing[0]) {
                        throw new IllegalStateException("a policy that fails");
                    }
                    return inner.newPicker(candidates);
                })
                .build()
                .group("orders:http");
    }

    private void follow(EndpointGroup followed, TrafficPolicy policy) {
        followed.state();
        say(policy, STICKY, "10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    private void say(TrafficPolicy policy, Optional<Duration> affinity, String... addresses) {
        world.say(new Resolution.Resolved(new EndpointSnapshot(
                GroupTesting.ORDERS,
                "watch",
                policy,
                List.of(),
                GroupTesting.snapshot(addresses).endpoints(),
                Optional.empty(),
                Optional.of(Instant.ofEpochSecond(words++)), // a chain of sources does not repeat a word
                affinity)));
    }

    private static Set<Endpoint> picked(EndpointPicker picker) {
        Set<Endpoint> picked = new HashSet<>();
        for (int call = 0; call < 20; call++) {
            picked.add(picker.pick().endpoint());
        }
        return picked;
    }
}
