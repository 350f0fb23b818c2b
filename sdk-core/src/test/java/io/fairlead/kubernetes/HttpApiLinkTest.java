package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpApiLinkTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void anErrorThatKeepsTheClientFromBeingMadeIsTold() {
        Error missing = new NoClassDefFoundError("org/bouncycastle/Missing");
        ApiLink link = new HttpApiLink(
                () -> {
                    throw missing;
                },
                Duration.ofSeconds(1),
                Runnable::run);

        link.list(ObjectSet.slices("shop", "orders"), "", Duration.ofSeconds(1), new Failing());

        assertThat(problems).containsExactly(new Problem.Broken(missing));
    }

    private final class Failing implements ApiReceiver<Slice> {
        @Override
        public void sent() {
            // Not what these tests are about.
        }

        @Override
        public void listed(ListReader.Listed<Slice> list) {
            throw new AssertionError("listed " + list);
        }

        @Override
        public void opened() {
            throw new AssertionError("opened");
        }

        @Override
        public void event(WatchEvent<Slice> event) {
            throw new AssertionError("heard " + event);
        }

        @Override
        public void failed(Problem problem) {
            problems.add(problem);
        }
    }
}
