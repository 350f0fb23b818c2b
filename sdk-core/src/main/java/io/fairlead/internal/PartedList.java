package io.fairlead.internal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;

/**
 * An immutable list that is made of parts, in their order. A part that two lists have in common is the same object in both: whoever
 * works on a list can keep what it worked out for a part, and has to look at the others only. Nulls are not allowed.
 *
 * <p>An element is found by a search among the parts; going through all costs no more than with other lists.
 */
public final class PartedList<E> extends AbstractList<E> implements RandomAccess {
    private final List<List<E>> parts;
    // The index behind the last element of each part.
    private final int[] ends;

    private PartedList(List<List<E>> parts) {
        this.parts = parts;
        this.ends = new int[parts.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, parts.get(i).size());
            ends[i] = end;
        }
    }

    /** Of these parts, without the empty ones; those that are immutable are kept as they are. */
    public static <E> PartedList<E> of(List<List<E>> parts) {
        List<List<E>> kept = new ArrayList<>(parts.size());
        for (List<E> part : parts) {
            if (!part.isEmpty()) {
                kept.add(List.copyOf(part));
            }
        }
        return new PartedList<>(List.copyOf(kept));
    }

    /** The list itself if it has parts already; any other is one part. */
    public static <E> PartedList<E> copyOf(List<E> list) {
        return list instanceof PartedList<E> parted ? parted : of(List.of(list));
    }

    /** The parts, none of them empty. */
    public List<List<E>> parts() {
        return parts;
    }

    @Override
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public E get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("index " + index + " of " + size());
        }
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (index < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return parts.get(low).get(low == 0 ? index : index - ends[low - 1]);
    }

    @Override
    public Iterator<E> iterator() {
        return new Elements<>(parts);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliterator(
                iterator(), size(), Spliterator.ORDERED | Spliterator.IMMUTABLE | Spliterator.NONNULL);
    }

    @Override
    public boolean equals(Object other) {
        return (other instanceof PartedList<?> list && Arrays.equals(ends, list.ends))
                ? parts.equals(list.parts) // most of them are the same objects
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private static final class Elements<E> implements Iterator<E> {
        private final Iterator<List<E>> parts;
        private Iterator<E> part = Collections.emptyIterator();

        Elements(List<List<E>> parts) {
            this.parts = parts.iterator();
        }

        @Override
        public boolean hasNext() {
            return part.hasNext() || parts.hasNext();
        }

        @Override
        public E next() {
            if (!part.hasNext()) {
                part = parts.next().iterator();
            }
            return part.next();
        }

        @Override
        public void forEachRemaining(Consumer<? super E> action) {
            part.forEachRemaining(action);
            while (parts.hasNext()) {
                List<E> next = parts.next();
                for (int i = 0; i < next.size(); i++) {
                    action.accept(next.get(i));
                }
            }
        }
    }
}
