package io.fairlead.simulation;

import io.fairlead.simulation.Fields.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the events of a line of a scenario file. */
final class EventReader {
    private static final String KINDS = "speed, failing, silent, restart, leave or join";
    private static final Range SECONDS = Range.decimal(0, 100_000);

    private EventReader() {}

    static List<FleetEvent> read(Fields fields, int servers) {
        List<FleetEvent> events = new ArrayList<>();
        for (Fields each : fields.objects("events")) {
            events.add(event(each, servers));
            each.end();
        }
        events.sort(Comparator.comparingLong(FleetEvent::atNanos));
        return events;
    }

    /** Whether a server is there from the start: unless the first that is said of its being there is that it joins. */
    static boolean present(int server, List<FleetEvent> inOrder) {
        return inOrder.stream()
                .filter(event -> event.server() == server)
                .filter(event -> event instanceof FleetEvent.Join
                        || event instanceof FleetEvent.Leave
                        || event instanceof FleetEvent.Restart)
                .findFirst()
                .map(event -> !(event instanceof FleetEvent.Join))
                .orElse(true);
    }

    private static FleetEvent event(Fields fields, int servers) {
        long at = nanos(fields, "atSeconds");
        int server = fields.whole("server", Range.whole(0, servers - 1));
        return switch (fields.text("event", KINDS)) {
            case "speed" -> new FleetEvent.Speed(at, server, fields.number("speed", Range.POSITIVE));
            case "failing" ->
                new FleetEvent.Failing(
                        at, server, fields.number("share", Range.SHARE), fields.number("speed", Range.POSITIVE, 10));
            case "silent" -> new FleetEvent.Silence(at, server, fields.flag("silent", true));
            case "restart" ->
                new FleetEvent.Restart(
                        at, server, nanos(fields, "downSeconds"), warmUp(fields), fields.flag("announced", true));
            case "leave" -> new FleetEvent.Leave(at, server);
            case "join" -> new FleetEvent.Join(at, server, warmUp(fields));
            default -> throw fields.bad("event", KINDS);
        };
    }

    private static FleetEvent.WarmUp warmUp(Fields fields) {
        double share = fields.number("warmUpShare", Range.decimal(0.001, 1), 1);
        double seconds = fields.number("warmUpSeconds", SECONDS, 0);
        return seconds == 0 ? FleetEvent.WarmUp.NONE : new FleetEvent.WarmUp(share, ScenarioBuilder.nanos(seconds));
    }

    private static long nanos(Fields fields, String name) {
        return ScenarioBuilder.nanos(fields.number(name, SECONDS));
    }
}
