package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.testkit.EmbeddedKubernetes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class HttpApiLinkTest {
    private final List<Problem> problems = new CopyOnWriteArrayList<>();

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

    @Test
    void anAnswerThatIsReadAndBreaksWhatIsMadeOfItIsTold() {
        RuntimeException bug = new IllegalStateException("a bug");
        ObjectReader.Factory<Slice> broken = () -> {
            throw bug;
        };
        ObjectSet<Slice> set = ObjectSet.slices("shop", "orders");
        ApiThreads threads = new ApiThreads();
        try (EmbeddedKubernetes api = EmbeddedKubernetes.start();
                ApiLink link = new HttpApiLink(
                        () -> Config.fromKubeconfig(api.kubeconfig()), Duration.ofSeconds(1), threads.executor())) {
            api.apply(WatchFixture.SLICE.ready("10.0.0.1"));

            link.list(
                    new ObjectSet<>(set.resource(), set.path(), set.selector(), set.service(), broken),
                    "",
                    Duration.ofSeconds(10),
                    new Failing());

            await().untilAsserted(() -> assertThat(problems).containsExactly(new Problem.Broken(bug)));
        }
        threads.close();
    }

    @Test
    void aListOfWhatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> ListReader.read(Json.parser("{\"items\":[5]}"), ServiceReader::new))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("expected: an object");
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
