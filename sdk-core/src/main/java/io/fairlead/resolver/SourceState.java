package io.fairlead.resolver;

import io.fairlead.endpoint.Resolution;

/**
 * What one source of a chain has told, and what that is good for.
 *
 * @param source its name
 * @param told what it told last
 * @param answered whether it has an answer to keep while it is silent or cannot be reached
 * @param resolved whether it told endpoints of the Service that is there
 * @param overdue whether the time for its first answer is over
 */
record SourceState(String source, Resolution told, boolean answered, boolean resolved, boolean overdue) {
    /** That of a source which was only asked. */
    static SourceState asked(String source) {
        return new SourceState(source, new Resolution.Pending(), false, false, false);
    }

    /** The next one, after a word of the source. */
    SourceState heard(Resolution resolution) {
        // Out of reach, the last answer is the best there is. Where the source can be asked and has no answer for us,
        // the cluster has changed or goes on changing, so the last one is given up for good.
        boolean keeps = resolution instanceof Resolution.Failed failed
                ? answered && failed.kind() == Resolution.Failed.Kind.UNREACHABLE
                : answered || !(resolution instanceof Resolution.Pending);
        // A Service that is gone leaves nothing to keep.
        boolean knew =
                (resolved || resolution instanceof Resolution.Resolved) && !(resolution instanceof Resolution.NotFound);
        return new SourceState(source, resolution, keeps, knew, overdue);
    }

    /** The next one, when the time for a first answer is over. */
    SourceState late() {
        return new SourceState(source, told, answered, resolved, true);
    }

    /** Whether a first answer is still waited for, or one that was given is asked for anew. */
    boolean isAwaited() {
        return told instanceof Resolution.Pending && (answered || !overdue);
    }
}
