package io.fairlead.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What was worked out for each part of something: where some of the parts are the same objects the next time, it has to be worked out for
 * the others only. Not modified once made.
 *
 * @param <P> the parts; equal ones that are not the same object are different parts
 * @param <R> the results
 */
public final class PerPart<P, R> {
    private final List<P> parts;
    private final IdentityHashMap<P, R> results;

    private PerPart(List<P> parts) {
        this.parts = parts;
        this.results = new IdentityHashMap<>(parts.size());
    }

    /** Of no parts. */
    public static <P, R> PerPart<P, R> none() {
        return new PerPart<>(List.of());
    }

    /** The same for other parts. */
    public PerPart<P, R> next(List<P> others, Function<P, R> work) {
        PerPart<P, R> next = new PerPart<>(List.copyOf(others));
        for (P part : next.parts) {
            R known = results.get(part);
            next.results.put(part, known != null ? known : work.apply(part));
        }
        return next;
    }

    /** The results in the order of the parts. */
    public List<R> results() {
        return resultsOf(parts);
    }

    /** Whether it is one of the parts. */
    public boolean has(P part) {
        return results.containsKey(part);
    }

    /** Whether a part is there more than once. */
    public boolean hasDuplicates() {
        return results.size() != parts.size();
    }

    /** The results of the parts that others have too. */
    public List<R> sharedWith(PerPart<P, ?> others) {
        return resultsOf(parts.stream().filter(others::has).toList());
    }

    /** The results of the parts that others do not have. */
    public List<R> notIn(PerPart<P, ?> others) {
        return resultsOf(parts.stream().filter(part -> !others.has(part)).toList());
    }

    /** The results of the parts that are not among others. */
    public List<R> notIn(List<P> others) {
        Set<P> found = Collections.newSetFromMap(new IdentityHashMap<>(others.size()));
        found.addAll(others);
        return resultsOf(parts.stream().filter(part -> !found.contains(part)).toList());
    }

    private List<R> resultsOf(List<P> some) {
        List<R> found = new ArrayList<>(some.size());
        for (P part : some) {
            found.add(results.get(part));
        }
        return found;
    }
}
