package io.fairlead.balancer;

/**
 * Chooses among the fixed list of candidates it was made for.
 *
 * <p>Called on the path of every call, by many threads at once: never blocks, never locks, allocates nothing.
 */
@FunctionalInterface
public interface Picker {
    /**
     * The index of the chosen candidate in the list the picker was made for.
     *
     * @param call what is known of the call; the candidates that it has tried are chosen only if all of them are to be avoided
     */
    int pick(PickContext call);

    /**
     * The same where the time is known already, as it is where a call begins: for policies that would ask for it, which costs as much as
     * some of them do.
     *
     * @param nowNanos by the ticker of the discovery
     */
    default int pick(PickContext call, long nowNanos) {
        return pick(call);
    }
}
