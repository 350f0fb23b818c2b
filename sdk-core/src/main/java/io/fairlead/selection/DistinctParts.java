package io.fairlead.selection;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.internal.PartedList;
import io.fairlead.internal.PerPart;
import io.fairlead.internal.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * That the endpoints of a list are certain to be all of one family, each with an address and port and a pod of its own: nothing has to be
 * resolved or joined among them. For a list with many of the same parts that is found by a look at the others.
 *
 * <p>Certain by hashes of 64 bits: where two endpoints have one in common they may be the same, and it is not certain. Of a million endpoints
 * that differ, one time in ten million two have one.
 *
 * @param family the family of all
 * @param marks the sorted hashes of each part's endpoints
 */
record DistinctParts(IpFamily family, PerPart<List<Endpoint>, long[]> marks) {
    // With more parts that are new, all of them together are sorted faster.
    private static final int FEW = 8;

    /** Of these endpoints, if it is certain. */
    static @Nullable DistinctParts of(PartedList<Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            return null;
        }
        IpFamily family = endpoints.get(0).family();
        if (!areOf(family, endpoints)) {
            return null;
        }
        PerPart<List<Endpoint>, long[]> marks =
                PerPart.<List<Endpoint>, long[]>none().next(endpoints.parts(), DistinctParts::marks);
        long[] sorted =
                marks.results().stream().flatMapToLong(LongStream::of).sorted().toArray();
        return areDistinct(sorted) ? new DistinctParts(family, marks) : null;
    }

    /** Of other endpoints, if it is certain. */
    @Nullable
    DistinctParts next(PartedList<Endpoint> endpoints) {
        List<List<Endpoint>> fresh =
                endpoints.parts().stream().filter(part -> !marks.has(part)).toList();
        if (fresh.size() > FEW || fresh.size() == endpoints.parts().size()) {
            return of(endpoints);
        }
        if (fresh.stream().anyMatch(part -> !areOf(family, part))) {
            return null;
        }
        PerPart<List<Endpoint>, long[]> next = marks.next(endpoints.parts(), DistinctParts::marks);
        boolean distinct =
                !next.hasDuplicates() && areDistinct(next.notIn(marks), marks.sharedWith(next), marks.notIn(next));
        return distinct ? new DistinctParts(family, next) : null;
    }

    // What stood in a part that is gone stands in none of those that stay.
    private static boolean areDistinct(List<long[]> fresh, List<long[]> stay, List<long[]> gone) {
        List<long[]> seen = new ArrayList<>(fresh.size());
        for (long[] part : fresh) {
            if (!areDistinct(part)) {
                return false;
            }
            for (long mark : part) {
                if (isIn(seen, mark) || (!isIn(gone, mark) && isIn(stay, mark))) {
                    return false;
                }
            }
            seen.add(part);
        }
        return true;
    }

    private static boolean areDistinct(long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(List<long[]> parts, long mark) {
        for (long[] part : parts) {
            if (Arrays.binarySearch(part, mark) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean areOf(IpFamily family, List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.family() != family) {
                return false;
            }
        }
        return true;
    }

    private static long[] marks(List<Endpoint> part) {
        long[] marks = new long[2 * part.size()];
        int end = 0;
        for (Endpoint endpoint : part) {
            long ofAddress = StableHash.of(endpoint.address(), endpoint.port());
            long ofKey = endpoint.key().stableHash();
            marks[end++] = ofAddress;
            // Without a pod the key is the address's.
            if (ofKey != ofAddress) {
                marks[end++] = ofKey;
            }
        }
        Arrays.sort(marks, 0, end);
        return end == marks.length ? marks : Arrays.copyOf(marks, end);
    }
}
