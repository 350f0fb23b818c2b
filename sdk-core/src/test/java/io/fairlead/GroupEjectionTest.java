package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Explanation.EndpointExplanation;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Ejection;
import io.fairlead.feedback.EjectionConfig;
import io.fairlead.feedback.Outcome;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Endpoints that fail get no calls for a while, as a user of a group sees it. */
class GroupEjectionTest {
    private final GroupTesting world = new GroupTesting();
    private final List<String> heard = new ArrayList<>();
    private ServiceDiscovery discovery =
            world.builder().listener(new Recorder()).build();

    @Test
    void anEndpointThatRefusesAConnectionGetsNoCallsForFiveSeconds() throws Exception {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2", "10.0.0.3");
        List<String> asked = new ArrayList<>();

        for (int call = 0; call < 50; call++) {
            String answer = group.call(endpoint -> attempt(endpoint, asked));
            assertThat(answer).isEqualTo("an answer");
            world.ticker.advance(Duration.ofMillis(90));
        }

        assertThat(asked).containsOnlyOnce("10.0.0.2");
        assertThat(picked(group, 30)).containsOnly("10.0.0.1", "10.0.0.3");
        world.ticker.advance(Duration.ofSeconds(2));
        assertThat(picked(group, 30)).contains("10.0.0.2");
    }

    @Test
    void aResetIsAFailureLikeOthers() throws Exception {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2");
        for (int call = 0; call < 20; call++) {
            group.call(CallOptions.defaults().withIdempotent(true), endpoint -> {
                if (endpoint.address().equals("10.0.0.1")) {
                    throw new SocketException("Connection reset");
                }
                return "an answer";
            });
        }
        world.scheduler.runDue();
        assertThat(heard).contains("10.0.0.1 ejected: 5 failures in a row");
    }

    @Test
    void explainTellsWhyAndWhenItReturns() {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2");
        fail(group, "10.0.0.1", Outcome.UNREACHABLE);

        assertThat(explained("10.0.0.1").eligible()).isFalse();
        assertThat(explained("10.0.0.1").reason()).matches("ejected for 5\\.[0-9] s more: no connection could be made");
        assertThat(explained("10.0.0.2").eligible()).isTrue();
        assertThat(discovery.explain(GroupTesting.ORDERS).toString())
                .contains("not used 10.0.0.1:8080: ejected for 5.");

        world.ticker.advance(Duration.ofSeconds(6));
        assertThat(explained("10.0.0.1").eligible()).isTrue();
        world.scheduler.runDue();
        assertThat(heard).containsExactly("10.0.0.1 ejected: no connection could be made", "10.0.0.1 returned");
    }

    @Test
    void oneOfOneIsNeverEjected() {
        EndpointGroup group = following("10.0.0.1");
        for (int i = 0; i < 20; i++) {
            fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        }
        assertThat(picked(group, 3)).containsOnly("10.0.0.1");
        assertThat(explained("10.0.0.1").eligible()).isTrue();
    }

    @Test
    void aCallThatHasTriedAllOthersMayUseAnEjectedOne() {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2", "10.0.0.3");
        fail(group, "10.0.0.3", Outcome.UNREACHABLE);
        CallAttempts attempts = group.attempts(CallOptions.defaults());

        assertThat(List.of(address(attempts.next()), address(attempts.next())))
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(group.picker().hasUntried(attempts)).isTrue();
        assertThat(address(attempts.next())).isEqualTo("10.0.0.3");
        assertThat(group.picker().hasUntried(attempts)).isFalse();
    }

    @Test
    void aPickerOverSomeEndpointsAvoidsThemTooAsLongAsItCan() {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4");
        fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        fail(group, "10.0.0.2", Outcome.UNREACHABLE);
        List<Endpoint> usable = group.state().usable();

        EndpointPicker some = group.pickerOver(usable.subList(1, 3));
        EndpointPicker ejected = group.pickerOver(usable.subList(0, 2));

        assertThat(IntStream.range(0, 10).map(i -> some.choose(key -> false))).containsOnly(1);
        assertThat(IntStream.range(0, 10).map(i -> ejected.choose(key -> false)))
                .contains(0, 1);
    }

    @Test
    void whoLeavesAndComesBackIsNew() {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2");
        fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        world.sayEndpoints("10.0.0.2");
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        assertThat(explained("10.0.0.1").eligible()).isTrue();

        fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        world.say(new Resolution.Resolved(GroupTesting.snapshot()));
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        assertThat(explained("10.0.0.1").eligible()).isTrue();
    }

    @Test
    void whoStaysStaysEjected() {
        EndpointGroup group = following("10.0.0.1", "10.0.0.2");
        fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        world.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(picked(group, 30)).containsOnly("10.0.0.2", "10.0.0.3");
    }

    @Test
    void itCanBeTurnedOff() {
        discovery = world.builder().ejection(EjectionConfig.none()).build();
        EndpointGroup group = following("10.0.0.1", "10.0.0.2");
        for (int i = 0; i < 20; i++) {
            fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        }
        assertThat(picked(group, 4)).contains("10.0.0.1");
    }

    @Test
    void bothKindsOfSilenceMakeTheSourceSuspicious() {
        EndpointGroup group = following("10.0.0.1");
        fail(group, "10.0.0.1", Outcome.NO_ANSWER);
        fail(group, "10.0.0.1", Outcome.UNREACHABLE);
        fail(group, "10.0.0.1", Outcome.FAILURE);
        assertThat(world.source.suspicions()).isEqualTo(2);
    }

    private EndpointGroup following(String... addresses) {
        EndpointGroup group = discovery.group("orders:http");
        group.state();
        world.sayEndpoints(addresses);
        return group;
    }

    private static String attempt(Endpoint endpoint, List<String> asked) throws ConnectException {
        asked.add(endpoint.address());
        if (endpoint.address().equals("10.0.0.2")) {
            throw new ConnectException("refused");
        }
        return "an answer";
    }

    private static void fail(EndpointGroup group, String address, Outcome outcome) {
        List<Endpoint> one = group.state().usable().stream()
                .filter(endpoint -> endpoint.address().equals(address))
                .toList();
        group.pickerOver(one).pick().complete(outcome);
    }

    private static List<String> picked(EndpointGroup group, int times) {
        return IntStream.range(0, times).mapToObj(i -> address(group.pick())).toList();
    }

    private static String address(Pick pick) {
        pick.complete(Outcome.IGNORED);
        return pick.endpoint().address();
    }

    private EndpointExplanation explained(String address) {
        return discovery.explain(GroupTesting.ORDERS).endpoints().stream()
                .filter(e -> e.endpoint().address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private final class Recorder implements DiscoveryListener {
        @Override
        public void endpointEjected(ServiceRef service, Endpoint endpoint, Ejection ejection) {
            heard.add(endpoint.address() + " ejected: " + ejection.reason());
        }

        @Override
        public void endpointReturned(ServiceRef service, Endpoint endpoint) {
            heard.add(endpoint.address() + " returned");
        }
    }
}
