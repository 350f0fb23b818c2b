package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchEndsTest {
    private static final Duration PLANNED = Duration.ofMinutes(6);
    private static final Problem CUT_OFF = new Problem.Broken(new EOFException("cut off"));
    private static final Problem GONE = new Problem.Refused(410, Optional.empty(), "too old resource version");
    private static final WatchEnds.Next AT_ONCE = new WatchEnds.Resume(false, false, Duration.ZERO);
    private static final WatchEnds.Next AT_ONCE_AND_CHECK = new WatchEnds.Resume(true, false, Duration.ZERO);

    private final WatchEnds ends = new WatchEnds();

    @Test
    void aWatchThatEndsWhenItShouldIsOpenedAgainAtOnce() {
        assertThat(ends.after(lived(PLANNED.minusSeconds(4), new Problem.Ended())))
                .isEqualTo(AT_ONCE);
    }

    @Test
    void oneThatIsCutOffOrEndsEarlyIsCheckedToo() {
        assertThat(ends.after(lived(PLANNED.minusSeconds(5), new Problem.Ended())))
                .isEqualTo(AT_ONCE_AND_CHECK);
        assertThat(ends.after(lived(PLANNED, CUT_OFF))).isEqualTo(AT_ONCE_AND_CHECK);
    }

    @Test
    void aVersionThatIsGoneIsReplacedByAList() {
        assertThat(ends.after(lived(Duration.ofMinutes(1), GONE)))
                .isEqualTo(new WatchEnds.Resume(false, true, Duration.ZERO));
    }

    @Test
    void oneThatNeverBeganOrIsRefusedHasFailed() {
        WatchEnds.End unopened = new WatchEnds.End(CUT_OFF, false, Duration.ZERO, PLANNED);
        Problem denied = new Problem.Refused(403, Optional.empty(), "forbidden");

        assertThat(ends.after(unopened)).isEqualTo(new WatchEnds.Fail(false));
        assertThat(ends.after(lived(PLANNED, denied))).isEqualTo(new WatchEnds.Fail(false));
    }

    @Test
    void thoseThatEndAsSoonAsTheyBeginAreLessAndLessTrusted() {
        List<WatchEnds.Next> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(ends.after(lived(Duration.ofMillis(999), CUT_OFF)));
        }

        assertThat(all)
                .containsExactly(
                        AT_ONCE_AND_CHECK,
                        new WatchEnds.Resume(true, true, Duration.ofSeconds(1)),
                        new WatchEnds.Resume(true, true, Duration.ofSeconds(2)),
                        new WatchEnds.Resume(true, true, Duration.ofSeconds(4)),
                        new WatchEnds.Resume(true, true, Duration.ofSeconds(8)),
                        new WatchEnds.Fail(true));
        assertThat(ends.after(lived(Duration.ofSeconds(1), CUT_OFF))).isEqualTo(AT_ONCE_AND_CHECK);
    }

    private static WatchEnds.End lived(Duration time, Problem problem) {
        return new WatchEnds.End(problem, true, time, PLANNED);
    }
}
