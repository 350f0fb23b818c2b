package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens in a namespace, however its Services come into use and go, and whatever stream is behind the others: each follower sees
 * what there was of its Service at some moment, never of an earlier moment than before, and in the end what there is.
 */
class NamespaceStreamsPropertyTest {
    private static final int SERVICES = 6;

    @Property(tries = 1000)
    void aFollowerOnlyEverSeesLaterTruths(
            @ForAll @IntRange(min = 1, max = 5) int from,
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 9_999) Integer> steps) {
        Model model = new Model(from);
        for (int step : steps) {
            model.step(step % 10, step / 10);
            model.check();
        }
        model.settle();
        model.checkSettled();
    }

    /** An object of the API: one of three of its Service. */
    private record Item(ObjectId id, String service) implements ApiObject {}

    /** A change of the namespace; without an item it is gone. */
    private record Change(
            long version, String name, @Nullable Item item, Item last) {}

    /** The namespace, the API server with its open watches, and those who follow Services. */
    private static final class Model implements ApiLink {
        private final FakeTicker ticker = new FakeTicker();
        private final ManualScheduler scheduler = new ManualScheduler(ticker);
        private final List<Map<String, Item>> truths = new ArrayList<>(List.of(Map.of()));
        private final List<Change> changes = new ArrayList<>();
        private final List<Open> watches = new ArrayList<>();
        private final List<Runnable> heldLists = new ArrayList<>();
        private final Map<Integer, Follower> followers = new HashMap<>();
        private final Streams streams;
        private boolean refusing;
        private boolean holding;

        Model(int from) {
            KubernetesOptions options = KubernetesOptions.builder()
                    .namespaceWatchFrom(from)
                    .livenessAge(Duration.ofDays(1))
                    .build();
            streams = new Streams(new WatchContext(
                    new Links(() -> this, ticker), scheduler, ticker, new SplittableRandom(7), options, () -> false));
        }

        void step(int kind, int value) {
            switch (kind) {
                case 0, 1 -> put("s" + value % SERVICES, value / SERVICES % 3);
                case 2 -> delete("s" + value % SERVICES, value / SERVICES % 3);
                case 3, 4 -> followers.computeIfAbsent(value % SERVICES, this::follow);
                case 5 ->
                    Optional.ofNullable(followers.remove(value % SERVICES)).ifPresent(Follower::leave);
                case 6, 7 -> deliver(value);
                case 8 -> {
                    holding = !holding;
                    release();
                }
                default -> refusing = value % 4 == 0;
            }
            scheduler.advance(Duration.ofMillis(value % 700));
        }

        void check() {
            followers.values().forEach(Follower::check);
        }

        /** The API server is well, and everything arrives. */
        void settle() {
            holding = false;
            refusing = false;
            release();
            for (int i = 0; i < 4; i++) {
                scheduler.advance(Duration.ofMinutes(1));
                List.copyOf(watches).forEach(Open::deliverAll);
                check();
            }
        }

        void checkSettled() {
            followers.forEach((service, follower) -> {
                assertThat(follower.feed.isListed()).isTrue();
                assertThat(Set.copyOf(follower.feed.objects())).isEqualTo(truth(truths.size() - 1, "s" + service));
                assertThat(follower.failing).isFalse();
            });
            int most = followers.isEmpty() ? 0 : Math.max(followers.size(), 1);
            assertThat(watches.stream().filter(open -> !open.ended)).hasSizeLessThanOrEqualTo(most);
        }

        private Follower follow(int service) {
            return new Follower(this, "s" + service);
        }

        private Set<Item> truth(int version, String service) {
            return truths.get(version).values().stream()
                    .filter(item -> item.service().equals(service))
                    .collect(Collectors.toSet());
        }

        private void put(String service, int number) {
            String name = service + "-" + number;
            Item item = new Item(new ObjectId("shop", name, Integer.toString(truths.size())), service);
            Map<String, Item> next = new HashMap<>(truths.get(truths.size() - 1));
            next.put(name, item);
            changes.add(new Change(truths.size(), name, item, item));
            truths.add(next);
        }

        private void delete(String service, int number) {
            Map<String, Item> next = new HashMap<>(truths.get(truths.size() - 1));
            Item gone = next.remove(service + "-" + number);
            if (gone != null) {
                Item last = new Item(
                        new ObjectId("shop", gone.id().name(), Integer.toString(truths.size())), gone.service());
                changes.add(new Change(truths.size(), gone.id().name(), null, last));
                truths.add(next);
            }
        }

        private void deliver(int value) {
            List<Open> open = watches.stream().filter(watch -> !watch.ended).toList();
            if (!open.isEmpty()) {
                open.get(value % open.size()).deliverOne();
            }
        }

        private void release() {
            List<Runnable> lists = List.copyOf(heldLists);
            heldLists.clear();
            lists.forEach(Runnable::run);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends ApiObject> Call list(
                ObjectSet<T> set, String version, Duration timeout, ApiReceiver<T> receiver) {
            receiver.sent();
            if (refusing && set.isOfNamespace()) {
                receiver.failed(new Problem.Refused(403, Optional.empty(), "forbidden"));
                return () -> {};
            }
            // What is listed is what there is now; on its way it may take its time.
            Map<String, Item> now = truths.get(truths.size() - 1);
            List<T> items = now.values().stream()
                    .filter(item -> set.isOfNamespace() || set.selector().equals(item.service()))
                    .map(item -> (T) item)
                    .toList();
            ListReader.Listed<T> listed = new ListReader.Listed<>(items, Integer.toString(truths.size() - 1));
            if (holding) {
                heldLists.add(() -> receiver.listed(listed));
            } else {
                receiver.listed(listed);
            }
            return () -> {};
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T extends ApiObject> Call watch(
                ObjectSet<T> set, String version, Duration length, ApiReceiver<T> receiver) {
            receiver.sent();
            receiver.opened();
            Open open = new Open(this, set.selector(), Integer.parseInt(version), (ApiReceiver<Item>) receiver);
            watches.add(open);
            return () -> open.ended = true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /** A watch, which may be behind. */
    private static final class Open {
        private final Model model;
        private final String selector;
        private final ApiReceiver<Item> receiver;
        private int version;
        private boolean ended;

        Open(Model model, String selector, int version, ApiReceiver<Item> receiver) {
            this.model = model;
            this.selector = selector;
            this.version = version;
            this.receiver = receiver;
        }

        /** The next event for it, or a bookmark if there is none. */
        void deliverOne() {
            while (!ended && version < model.changes.size()) {
                Change change = model.changes.get(version);
                version++;
                if (selector.isEmpty() || selector.equals(change.last().service())) {
                    String type = change.item() == null ? "DELETED" : "MODIFIED";
                    receiver.event(new WatchEvent<>(type, change.last(), 0, ""));
                    return;
                }
            }
            if (!ended) {
                Item mark = new Item(new ObjectId("shop", "", Integer.toString(version)), "");
                receiver.event(new WatchEvent<>("BOOKMARK", mark, 0, ""));
            }
        }

        void deliverAll() {
            while (!ended && version < model.changes.size()) {
                deliverOne();
            }
            deliverOne();
        }
    }

    /** One who follows a Service, and remembers what it saw. */
    private static final class Follower implements Reflector.Listener {
        private final Model model;
        private final String service;
        private final Feed<Item> feed;
        private final int notEmptyBefore;
        private Set<Item> seen = new HashSet<>();
        private boolean heard;
        private int since;
        private boolean failing;

        Follower(Model model, String service) {
            this.model = model;
            this.service = service;
            ObjectSet<Item> set = new ObjectSet<>("items", "/items", service, Item::service, () -> {
                throw new IllegalStateException("nothing is read");
            });
            // A Service that is there is not told to be missing, unless a list is on its way that does not know it yet.
            notEmptyBefore = model.heldLists.isEmpty() ? model.truths.size() - 1 : 0;
            feed = model.streams.join(set, service, this);
            feed.start();
        }

        void leave() {
            feed.end();
        }

        /** What it sees is what there was at a moment that is not before the last one. */
        void check() {
            if (!feed.isListed()) {
                assertThat(seen).isEmpty();
                return;
            }
            Set<Item> now = Set.copyOf(feed.objects());
            int moment = now.isEmpty() && !heard ? Math.max(since, notEmptyBefore) : since;
            heard = true;
            while (moment < model.truths.size() && !model.truth(moment, service).equals(now)) {
                moment++;
            }
            assertThat(moment)
                    .as("%s sees %s after it saw the truth of version %s", service, now, since)
                    .isLessThan(model.truths.size());
            since = moment;
            seen = now;
        }

        @Override
        public void changed() {
            check();
        }

        @Override
        public void failed(ObjectSet<?> set, String verb, Problem problem) {
            assertThat(set.isOfNamespace())
                    .as("the refusal of the stream for all is nobody's concern")
                    .isFalse();
            failing = true;
        }

        @Override
        public void recovered(ObjectSet<?> set) {
            failing = false;
        }
    }
}
