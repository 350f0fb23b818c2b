package io.fairlead.dns;

import java.util.function.Consumer;

/** One name of a listener's snapshot, followed as long as it is in it. Touched by tasks of the scheduler only. */
final class NameInUse {
    private final SharedLookups<String, Addresses> names;
    private final Followed<Addresses> followed;
    private final Consumer<Looked<Addresses>> hearing = this::hear;
    private final Runnable news;
    private NameState state;
    private boolean begun;

    /**
     * A name that is not asked for yet.
     *
     * @param news run when something else is known of it, but for what was known when it began
     */
    NameInUse(String name, SharedLookups<String, Addresses> names, Runnable news) {
        this.names = names;
        this.followed = names.of(name);
        this.news = news;
        this.state = NameState.asked(name);
    }

    String name() {
        return state.name();
    }

    NameState state() {
        return state;
    }

    Followed<Addresses> followed() {
        return followed;
    }

    void begin() {
        boolean first = followed.isUnheard();
        followed.add(hearing);
        begun = true;
        if (first) {
            followed.start();
        }
    }

    void end() {
        names.leave(name(), followed, hearing);
    }

    private void hear(Looked<Addresses> looked) {
        state = state.heard(looked);
        if (begun) {
            news.run();
        }
    }
}
