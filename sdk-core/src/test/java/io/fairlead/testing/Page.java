package io.fairlead.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation, to be compared with what the code does.
 *
 * @param text as it is written
 */
public record Page(String text) {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** The page at a path below the repository's root. */
    public static Page of(String path) {
        try {
            return new Page(Files.readString(Path.of("..").resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds if the page has this output, however its lines are broken there, and whatever times it tells. */
    public void shows(Explanation explanation) {
        assertThat(timeless(text)).contains(timeless(explanation.toString()));
    }

    /** The YAML documents of the page. */
    public List<String> yaml() {
        return YAML.matcher(text)
                .results()
                .flatMap(found -> Arrays.stream(found.group(1).split("(?m)^---\n")))
                .toList();
    }

    private static String timeless(String text) {
        return text.replaceAll("\\s+", " ")
                .replaceAll("proven \\d+ ms ago", "proven lately")
                .replaceAll("proven at [-0-9T:.]+Z", "proven then");
    }
}
