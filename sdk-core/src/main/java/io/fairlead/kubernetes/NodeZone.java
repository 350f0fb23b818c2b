package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server once in which zone a node is, and again only while it is out of reach: a node does not move. Only touched by tasks of the
 * scheduler.
 */
final class NodeZone {
    // As the API server has it: no other text may become part of a path.
    private static final Pattern NODE_NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private final WatchContext context;
    private final String node;
    private final BiConsumer<String, String> heard;
    private final BooleanSupplier ended;
    private @Nullable Outage outage;

    /**
     * A question that is not asked yet.
     *
     * @param heard told the zone, empty if it will not be known, and then why
     * @param ended whether nobody wants to know any more
     */
    NodeZone(WatchContext context, String node, BiConsumer<String, String> heard, BooleanSupplier ended) {
        this.ended = ended;
        this.context = context;
        this.node = node;
        this.heard = heard;
    }

    void ask() {
        if (ended.getAsBoolean()) {
            return;
        }
        if (!NODE_NAME.matcher(node).matches()) {
            tell("", node + " is no name of a node");
            return;
        }
        Links.Link link = context.links().take(null);
        Attempt<NodeFacts> unused = Attempt.list(
                context,
                link,
                ObjectSet.node(node),
                "",
                new Attempt.Timed<>(Attempt.LONGEST_PREPARATION, new Answer(link)));
    }

    private void failed(Problem problem) {
        if (problem instanceof Problem.Refused refused && (refused.isForThis() || refused.isDenied())) {
            tell("", "the API server does not let it get the node (" + problem.text() + ")");
            return;
        }
        long now = context.ticker().nanos();
        Outage known = outage;
        if (known == null) {
            known = new Outage(context.options(), context.random(), now);
            outage = known;
        }
        Optional<Duration> after = problem instanceof Problem.Refused refused ? refused.retryAfter() : Optional.empty();
        context.scheduler().schedule(known.delay(now, after), this::ask);
    }

    private void tell(String zone, String why) {
        if (!ended.getAsBoolean()) {
            heard.accept(zone, why);
        }
    }

    private final class Answer implements ApiReceiver<NodeFacts> {
        private final Links.Link link;

        Answer(Links.Link link) {
            this.link = link;
        }

        @Override
        public void sent() {
            // The attempt minds the time.
        }

        @Override
        public void listed(ListReader.Listed<NodeFacts> list) {
            link.release(() -> {});
            String zone = list.items().isEmpty() ? "" : list.items().get(0).zone();
            tell(zone, zone.isEmpty() ? "the node has no label " + NodeReader.ZONE_LABEL : "");
        }

        @Override
        public void opened() {
            // Not a watch.
        }

        @Override
        public void event(WatchEvent<NodeFacts> event) {
            // Not a watch.
        }

        @Override
        public void failed(Problem problem) {
            link.release(() -> {});
            NodeZone.this.failed(problem);
        }
    }
}
