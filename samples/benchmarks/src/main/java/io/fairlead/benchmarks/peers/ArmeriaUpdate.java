package io.fairlead.benchmarks.peers;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.DynamicEndpointGroup;
import com.linecorp.armeria.client.endpoint.EndpointSelectionStrategy;
import io.fairlead.benchmarks.Addresses;
import io.fairlead.benchmarks.Update;
import java.util.ArrayList;
import java.util.List;

/** Armeria: {@code DynamicEndpointGroup.setEndpoints}, as its Kubernetes endpoint group calls it. */
public final class ArmeriaUpdate implements Update {
    private final Group group = new Group();
    private final List<Endpoint> endpoints;

    /** Of that many endpoints. */
    public ArmeriaUpdate(int size) {
        endpoints = new ArrayList<>(ArmeriaCycle.list(size));
        group.set(endpoints);
    }

    @Override
    public Object replace(int place, int address) {
        endpoints.set(place, Endpoint.of(Addresses.ip(address), Addresses.PORT));
        group.set(endpoints);
        return group.endpoints();
    }

    private static final class Group extends DynamicEndpointGroup {
        Group() {
            super(EndpointSelectionStrategy.roundRobin());
        }

        void set(List<Endpoint> endpoints) {
            setEndpoints(endpoints);
        }
    }
}
