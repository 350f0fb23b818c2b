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
    public int pick(Tried tried) {
        return preferred(part.pick(tried), tried);
    }

    @Override
    public int pick(Tried tried, long nowNanos) {
        return preferred(part.pick(tried, nowNanos), tried);
    }

    private int preferred(int index, Tried tried) {
        if (!all.avoided(index, tried)) {
            return index;
        }
        int other = all.any(tried);
        return all.isWorse(index, tried, all.rank(other, tried)) ? other : index;
    }
}
