package io.fairlead.balancer;

/** What a picker over a part of the candidates chooses; any other where all of that part are to be avoided. */
final class PreferredPicker implements Picker {
    private final Draw all;
    private final Picker part;

    /**
     * A picker.
     *
     * @param part its indices are those of the whole list
     */
    PreferredPicker(Draw all, Picker part) {
        this.all = all;
        this.part = part;
    }

    @Override
    public int pick(PickContext call) {
        return preferred(part.pick(call), call);
    }

    @Override
    public int pick(PickContext call, long nowNanos) {
        return preferred(part.pick(call, nowNanos), call);
    }

    private int preferred(int index, PickContext call) {
        if (!all.avoided(index, call)) {
            return index;
        }
        int other = all.any(call);
        return all.isWorse(index, call, all.rank(other, call)) ? other : index;
    }
}
