package io.fairlead.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the first time of a text from later ones, for warnings that are given once. Of so many texts only: what is wrong in ever new ways
 * must fill neither memory nor log. Safe for use by several threads.
 */
public final class FirstTimes {
    private static final int MOST = 100;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Whether it is the first time; false also for all that come after too many. */
    public boolean isFirst(String text) {
        return known.size() < MOST && known.add(text);
    }
}
