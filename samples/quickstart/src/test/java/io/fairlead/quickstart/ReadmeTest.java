package io.fairlead.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfTheReadmeAndOfThePageOnTestsCompiles() throws IOException {
        String compiled =
                squeezed(Files.readString(Path.of("src/test/java/io/fairlead/quickstart/ReadmeExamples.java")));
        String pages =
                Files.readString(Path.of("../../README.md")) + Files.readString(Path.of("../../docs/testing.md"));
        List<String> examples = JAVA.matcher(pages)
                .results()
                .map(found -> squeezed(found.group(1)))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(5).allSatisfy(example -> assertThat(compiled)
                .contains(example));
    }

    // The formatter breaks lines where it likes.
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
