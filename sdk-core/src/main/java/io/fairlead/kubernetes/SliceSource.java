package io.fairlead.kubernetes;

import java.util.List;

/** An object that tells of endpoints: a slice, or the legacy Endpoints of a Service. */
interface SliceSource extends ApiObject {
    /** What it tells, as slices. */
    List<Slice> slices();

    /** What is wrong with what it tells, for explanations; empty if nothing is. */
    default String note() {
        return "";
    }
}
