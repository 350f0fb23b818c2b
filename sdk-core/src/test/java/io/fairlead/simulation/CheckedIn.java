package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A text among the test's resources that says what a simulation came to. */
record CheckedIn(Path name) {
    private static final String PROPERTY = "fairlead.simulation.rewrite";
    private static final boolean REWRITE = Boolean.getBoolean(PROPERTY);
    private static final Path RESOURCES = Path.of("src", "test", "resources", "simulation");

    /** Fails if the text is not as checked in; with the property, checks it in instead. */
    void compare(String text) throws IOException {
        if (REWRITE) {
            Files.createDirectories(Objects.requireNonNull(path().getParent()));
            Files.writeString(path(), text);
        }
        assertThat(text)
                .as("%s; -D%s=true writes it anew", path(), PROPERTY)
                .isEqualTo(Files.exists(path()) ? Files.readString(path()) : "");
    }

    private Path path() {
        return RESOURCES.resolve(name);
    }
}
