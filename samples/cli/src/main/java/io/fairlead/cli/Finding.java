package io.fairlead.cli;

/**
 * One line of a diagnosis.
 *
 * @param subject what was looked at
 * @param level what it means
 * @param text what was found, and what to do
 */
record Finding(String subject, Level level, String text) {
    /** What a finding means. */
    enum Level {
        /** As it should be. */
        OK("ok"),
        /** Works without it; worth knowing. */
        NOTE("note"),
        /** Has to be mended. */
        FIX("FIX");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text);
    }

    static Finding note(String subject, String text) {
        return new Finding(subject, Level.NOTE, text);
    }

    static Finding fix(String subject, String text) {
        return new Finding(subject, Level.FIX, text);
    }

    /** As it is printed, further lines below the first. */
    @Override
    public String toString() {
        return String.format("%-12s %-5s %s", subject, level.word, text.strip().replace("\n", "\n                   "));
    }
}
