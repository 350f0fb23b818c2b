package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Session affinity as a Service asks for it by {@code sessionAffinity: ClientIP}, where this process is the client: all calls go to one
 * endpoint, which a policy chose, until no call came for the timeout. One for each Service, since it remembers that endpoint; another list
 * of candidates does not change it, as long as it is among them.
 *
 * <p>An endpoint that is gone or ejected gives way to another one for good; one that a call has tried, for the rest of that call only;
 * one that is missing in a list of {@link #overSome()}, for picks of that list.
 */
public final class SessionAffinity implements Balancer {
    private static final int ABSENT = -1;
    // How much of the timeout may pass between two notes of a use: a note for each call would be what all threads fight
    // for.
    private static final int NOTES_PER_TIMEOUT = 64;

    /** The endpoint that calls stick to. */
    private static final class Session {
        final EndpointKey endpoint;
        volatile long usedNanos;

        Session(EndpointKey endpoint, long nowNanos) {
            this.endpoint = endpoint;
            this.usedNanos = nowNanos;
        }
    }

    private final Balancer inner;
    private final long timeoutNanos;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();
    private volatile Set<EndpointKey> all = Set.of();

    /**
     * An affinity without an endpoint yet.
     *
     * @param inner chooses the endpoint
     * @param timeout how long no call may come before another one is chosen: greater than zero
     */
    public SessionAffinity(Balancer inner, Duration timeout, Ticker ticker, RandomGenerator random) {
        this.inner = inner;
        this.timeoutNanos = Checks.positiveNanos(timeout, "timeout");
        this.ticker = ticker;
        this.random = random;
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        StickyPicker picker = new StickyPicker(candidates);
        all = candidates.stream().map(Candidate::key).collect(Collectors.toUnmodifiableSet());
        return picker;
    }

    @Override
    public Optional<Weight> weight(Endpoint endpoint) {
        return inner.weight(endpoint);
    }

    /**
     * The same affinity for lists that lack some of the candidates, such as those without a connection: an endpoint that is missing in
     * such a list is not gone as long as it is in the newest one of {@link #newPicker}.
     */
    public Balancer overSome() {
        return StickyPicker::new;
    }

    private final class StickyPicker implements Picker {
        private final Draw draw;
        private final Picker chooser;
        // Where the session's endpoint stands in this list; looked up once for each session.
        private volatile Place place = new Place(null, ABSENT);

        StickyPicker(List<Candidate> candidates) {
            draw = new Draw(candidates, random);
            chooser = inner.newPicker(candidates);
        }

        @Override
        public int pick(PickContext call) {
            return pick(call, ticker.nanos());
        }

        @Override
        public int pick(PickContext call, long now) {
            Session current = session.get();
            if (current == null || now - current.usedNanos >= timeoutNanos) {
                return begin(current, now, call);
            }
            int index = indexOf(current);
            if (index == ABSENT) {
                // No use of the session: one that nobody can reach any more has to end.
                return all.contains(current.endpoint) ? chooser.pick(call, now) : begin(current, now, call);
            }
            note(current, now);
            if (call != PickContext.NONE && call.hasTried(draw.candidate(index).endpoint())) {
                return chooser.pick(call, now);
            }
            return isEjected(index) ? begin(current, now, call) : index;
        }

        private int begin(@Nullable Session before, long now, PickContext call) {
            int index = chooser.pick(call, now);
            // Where nobody is left that is not ejected, there is nothing to begin with: calls would stick to another
            // one each time.
            if (before != null && isEjected(index)) {
                return index;
            }
            Session next = new Session(draw.candidate(index).key(), now);
            if (session.compareAndSet(before, next)) {
                return index;
            }
            // Somebody else chose meanwhile; if that one is none of ours, ours is as good.
            int theirs = indexOf(session.get());
            return theirs == ABSENT || draw.avoided(theirs, call) ? index : theirs;
        }

        private boolean isEjected(int index) {
            return draw.candidate(index).isEjected();
        }

        private void note(Session current, long now) {
            if (now - current.usedNanos > timeoutNanos / NOTES_PER_TIMEOUT) {
                current.usedNanos = now;
            }
        }

        private int indexOf(@Nullable Session current) {
            Place known = place;
            if (known.session != current) {
                known = new Place(current, search(current));
                place = known;
            }
            return known.index;
        }

        private int search(@Nullable Session current) {
            for (int i = 0; current != null && i < draw.size(); i++) {
                if (draw.candidate(i).endpoint().hasKey(current.endpoint)) {
                    return i;
                }
            }
            return ABSENT;
        }
    }

    private record Place(@Nullable Session session, int index) {}
}
