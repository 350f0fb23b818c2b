package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbedGroupTest {
    private static final Resolution DENIED =
            Resolution.Failed.of(Resolution.Failed.Kind.DENIED, "orders.shop: may not list endpointslices");
    // A numbered port, which the end of the chain can call by the Service's name.
    private static final ServiceRef NAME = ServiceRef.parse("orders.shop:80");

    private final GroupTesting world = new GroupTesting();
    private final List<GroupState> heard = new ArrayList<>();
    private final ServiceDiscovery discovery = world.builder()
            .listener(new DiscoveryListener() {
                @Override
                public void stateChanged(ServiceRef service, GroupState state) {
                    heard.add(state);
                }
            })
            .build();
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    ProbedGroupTest() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        discovery.close();
    }

    @Test
    void isTheGroupThatEverybodyGets() {
        assertThat(discovery.probe(GroupTesting.ORDERS)).isSameAs(discovery.group(GroupTesting.ORDERS));
    }

    @Test
    void whatFailsIsNobodysBusiness() {
        EndpointGroup group = discovery.probe(NAME);
        group.state();

        world.say(DENIED);

        assertThat(group.state().failedOpen()).isTrue();
        assertThat(heard).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void whatHasEndpointsIsAServiceWhoseTroublesMatter() {
        discovery.probe(NAME).state();
        world.sayEndpoints("10.0.0.1");
        assertThat(heard).hasSize(1);

        world.say(DENIED);

        assertThat(heard).hasSize(2);
        assertThat(log()).contains("WARN").contains("may not list");
    }

    @Test
    void whoExpectsAServiceIsWarnedOfWhatIsKnownAlready() {
        discovery.probe(NAME).state();
        world.say(DENIED);

        discovery.group(NAME);
        world.scheduler.runDue();

        assertThat(log()).contains("WARN").contains("may not list");
    }

    private String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }
}
