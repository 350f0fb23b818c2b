package io.fairlead.testkit;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One watch: what it has still to write, in order. Any thread adds; the stream's writer takes. */
final class WatchStream implements Reply, Consumer<Change> {
    private final Selection selection;
    private final long after;
    private final boolean bookmarks;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

    /**
     * A stream without content.
     *
     * @param after changes up to this version are not told
     * @param bookmarks whether the client asked for bookmarks
     */
    WatchStream(Selection selection, long after, boolean bookmarks) {
        this.selection = selection;
        this.after = after;
        this.bookmarks = bookmarks;
    }

    Resource resource() {
        return selection.call().resource();
    }

    boolean wantsBookmarks() {
        return bookmarks;
    }

    @Override
    public void accept(Change change) {
        if (change.version() > after) {
            selection.event(change).ifPresent(this::line);
        }
    }

    void initial(Snapshot snapshot) {
        snapshot.select(selection).forEach(object -> line(WatchLine.of("ADDED", object)));
    }

    void line(String line) {
        steps.add(new Step(Kind.LINE, line));
    }

    /** Ends the answer as HTTP ends it; the connection stays. */
    void end() {
        steps.add(new Step(Kind.END, ""));
    }

    /** Resets the connection in the middle of a line. */
    void reset() {
        steps.add(new Step(Kind.RESET, WatchLine.MALFORMED.strip()));
    }

    /**
     * Writes until the end of the stream or of the connection.
     *
     * @param ending called before the end is written, so that a client that saw it finds the watch counted out
     */
    void writeTo(Connection connection, Runnable ending) throws IOException, InterruptedException {
        connection.startChunks();
        while (true) {
            Step step = steps.take();
            if (step.kind() != Kind.LINE) {
                ending.run();
            }
            if (step.kind() == Kind.END) {
                connection.endChunks();
                return;
            }
            connection.chunk(step.text());
            if (step.kind() == Kind.RESET) {
                connection.reset();
                return;
            }
        }
    }

    private enum Kind {
        LINE,
        END,
        RESET
    }

    private record Step(Kind kind, String text) {}
}
