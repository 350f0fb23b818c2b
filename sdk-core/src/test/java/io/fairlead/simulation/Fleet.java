package io.fairlead.simulation;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.ServiceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All servers, those that clients are told of among them, and what becomes of them. */
final class Fleet {
    static final ServiceRef SERVICE = ServiceRef.parse("simulated.fleet:http");
    private static final String ADDRESS = "10.0.0.1";

    private final VirtualTime time;
    private final List<Server> servers = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final boolean[] listed;
    private final int[] generations;
    private final long wireNanos;

    Fleet(VirtualTime time, Scenario scenario, Consumer<Attempt> answers) {
        this.time = time;
        this.wireNanos = scenario.rttNanos() / 2;
        this.listed = new boolean[scenario.servers().size()];
        this.generations = new int[listed.length];
        for (int i = 0; i < listed.length; i++) {
            servers.add(new Server(time, scenario.servers().get(i), answers));
            listed[i] = scenario.servers().get(i).present();
        }
        scenario.events().forEach(event -> time.at(event.atNanos(), () -> happen(event)));
    }

    Server server(int number) {
        return servers.get(number);
    }

    int size() {
        return listed.length;
    }

    /** How long a message is on its way. */
    long wireNanos() {
        return wireNanos;
    }

    /** The numbers of the servers that clients know. */
    int[] listed() {
        return IntStream.range(0, listed.length).filter(i -> listed[i]).toArray();
    }

    /** How often a server was replaced. */
    int generation(int number) {
        return generations[number];
    }

    /** Told whenever another set of servers is listed. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** What a source tells of the fleet. */
    EndpointSnapshot snapshot() {
        List<Endpoint> endpoints =
                IntStream.of(listed()).mapToObj(this::endpoint).toList();
        return EndpointSnapshot.asGiven(SERVICE, "simulation", endpoints);
    }

    /** The number of the server behind an endpoint. */
    static int numberOf(Endpoint endpoint) {
        return endpoint.port() - 1;
    }

    private Endpoint endpoint(int number) {
        String name = "server-" + number + "-" + generations[number];
        return Endpoint.builder(ADDRESS, number + 1).pod(new Pod(name, name)).build();
    }

    private void happen(FleetEvent event) {
        Server server = servers.get(event.server());
        if (event instanceof FleetEvent.Speed it) {
            server.speed(it.speed());
        } else if (event instanceof FleetEvent.Failing it) {
            server.failing(it.share(), it.speed());
        } else if (event instanceof FleetEvent.Silence it) {
            server.silent(it.silent());
        } else if (event instanceof FleetEvent.Restart it) {
            restart(server, it);
        } else if (event instanceof FleetEvent.Leave) {
            list(event.server(), false);
        } else if (event instanceof FleetEvent.Join it) {
            join(event.server(), it.warmUp());
        }
    }

    private void restart(Server server, FleetEvent.Restart restart) {
        if (restart.announced()) {
            list(restart.server(), false);
            time.after(restart.downNanos(), () -> join(restart.server(), restart.warmUp()));
        } else {
            server.goDown();
            time.after(restart.downNanos(), () -> server.comeUp(restart.warmUp()));
        }
    }

    private void join(int number, FleetEvent.WarmUp warmUp) {
        servers.get(number).comeUp(warmUp);
        generations[number]++;
        list(number, true);
    }

    private void list(int number, boolean value) {
        listed[number] = value;
        listeners.forEach(Runnable::run);
    }
}
