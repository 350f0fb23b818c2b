package io.fairlead.kubernetes;

import java.util.List;

/**
 * What is kept of a {@code v1} Endpoints object, in the form of what took its place.
 *
 * @param id namespace, name, which is the Service's, and version
 * @param slices one for each subset and family
 * @param truncated whether the cluster has left endpoints out
 */
record LegacyEndpoints(ObjectId id, List<Slice> slices, boolean truncated) implements SliceSource {
    LegacyEndpoints {
        slices = List.copyOf(slices);
    }

    @Override
    public String note() {
        return truncated
                ? "the cluster leaves out some of them, because there are more than it puts into Endpoints ("
                        + EndpointsReader.OVER_CAPACITY + ": truncated); EndpointSlices hold all"
                : "";
    }
}
