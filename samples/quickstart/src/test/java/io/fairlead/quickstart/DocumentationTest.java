package io.fairlead.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page: the README, the other pages beside it, and all below {@code docs}. */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern PAGE = Pattern.compile("\\bdocs/[-a-z0-9/]+\\.md\\b");
    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();

    static Stream<Path> pages() throws IOException {
        return Stream.concat(files(ROOT, 1, ".md"), files(ROOT.resolve("docs"), 9, ".md"));
    }

    // Decisions are listed by their folder.
    static Stream<Path> pagesToBeFound() throws IOException {
        return files(ROOT.resolve("docs"), 9, ".md")
                .filter(page -> !page.toString().contains("/decisions/"));
    }

    static Stream<Path> pagesOfOneForm() throws IOException {
        return Stream.concat(
                Stream.of(ROOT.resolve("docs/place.md")),
                Stream.concat(
                        files(ROOT.resolve("docs/sources"), 1, ".md"), files(ROOT.resolve("docs/services"), 1, ".md")));
    }

    @Test
    void everyExampleInJavaIsCompiled() throws IOException {
        List<String> compiled = sources()
                .map(DocumentationTest::text)
                .map(DocumentationTest::squeezed)
                .toList();

        assertThat(pages().flatMap(page -> found(JAVA, page)))
                .isNotEmpty()
                .filteredOn(example -> compiled.stream().noneMatch(source -> source.contains(squeezed(example))))
                .as("not compiled")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExampleInYamlIsWhatKubernetesReads(Path page) {
        assertThat(found(YAML, page).flatMap(yaml -> Arrays.stream(yaml.split("(?m)^---\n"))))
                .allSatisfy(document -> {
                    Map<?, ?> fields = OBJECTS.unmarshal(document, Map.class);
                    if (fields.containsKey("kind")) {
                        HasMetadata object = OBJECTS.unmarshal(document);
                        assertThat(object).as("of a known kind").isNotInstanceOf(GenericKubernetesResource.class);
                        assertThat(object.getMetadata().getName()).isNotEmpty();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheRepositoryLeadsSomewhere(Path page) {
        assertThat(found(LINK, page).filter(link -> !link.contains("://"))).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).exists();
            if (parts.length == 2) {
                assertThat(found(HEADING, target).map(DocumentationTest::anchor))
                        .contains(parts[1]);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pagesToBeFound")
    void everyPageIsLinkedFromAnother(Path page) throws IOException {
        assertThat(pages().filter(other -> !other.equals(page))).anyMatch(other -> found(LINK, other)
                .map(link -> other.resolveSibling(link.split("#", 2)[0]).normalize())
                .anyMatch(page.normalize()::equals));
    }

    @Test
    void everyPageThatCodeSpeaksOfIsThere() throws IOException {
        assertThat(Stream.concat(sources(), pages())
                        .flatMap(file -> PAGE.matcher(text(file)).results()))
                .isNotEmpty()
                .extracting(MatchResult::group)
                .filteredOn(page -> !Files.exists(ROOT.resolve(page)))
                .as("not there")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pagesOfOneForm")
    void pagesOnSourcesAndServicesHaveTheSameHeadings(Path page) {
        assertThat(found(HEADING, page).skip(1))
                .containsExactly(
                        "What it is for", "What it needs", "How to ask for it", "What `explain` says", "Limits");
    }

    private static Stream<Path> sources() throws IOException {
        return files(ROOT, 99, ".java").filter(file -> !file.toString().contains("/target/"));
    }

    private static Stream<Path> files(Path folder, int depth, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    private static Stream<String> found(Pattern pattern, Path file) {
        return pattern.matcher(text(file)).results().map(found -> found.group(1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // As GitHub makes them: lower case, no punctuation, hyphens for spaces.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^-_\\p{L}\\p{N} ]", "")
                .replace(' ', '-');
    }

    // The formatter breaks lines where it likes.
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
