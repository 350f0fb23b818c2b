package io.fairlead.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A text among the test's resources that says what a simulation came to. */
record CheckedIn(Path name) {
    static final String PROPERTY = "fairlead.simulation.rewrite";
    static final boolean REWRITE = Boolean.getBoolean(PROPERTY);
    private static final Path RESOURCES = Path.of("src", "test", "resources", "simulation");

    String read() throws IOException {
        Path path = path();
        return Files.exists(path) ? Files.readString(path) : "";
    }

    void write(String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(path().getParent()));
        Files.writeString(path(), text);
    }

    private Path path() {
        return RESOURCES.resolve(name);
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
