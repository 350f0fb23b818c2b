package io.fairlead.benchmarks.peers;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.EndpointSelectionStrategy;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Cycle;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Armeria: {@code EndpointGroup.selectNow}. Nothing is counted, so nothing is ended. */
public final class ArmeriaCycle implements Cycle {
    private final EndpointGroup group;
    private final ClientRequestContext context = ClientRequestContext.of(HttpRequest.of(HttpMethod.GET, "/"));

    private ArmeriaCycle(EndpointSelectionStrategy strategy, int endpoints) {
        group = EndpointGroup.of(strategy, list(endpoints));
    }

    /** By {@code EndpointSelectionStrategy.roundRobin()}. */
    public static Cycle roundRobin(int endpoints) {
        return new ArmeriaCycle(EndpointSelectionStrategy.roundRobin(), endpoints);
    }

    /** By {@code EndpointSelectionStrategy.rampingUp()}. */
    public static Cycle rampingUp(int endpoints) {
        return new ArmeriaCycle(EndpointSelectionStrategy.rampingUp(), endpoints);
    }

    @Override
    public int run() {
        return Objects.requireNonNull(group.selectNow(context)).port();
    }

    static List<Endpoint> list(int endpoints) {
        return IntStream.range(0, endpoints)
                .mapToObj(i -> Endpoint.of(Addresses.ip(i), Addresses.PORT))
                .toList();
    }
}
