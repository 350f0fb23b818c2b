package io.fairlead.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where {@code --json} leads. A reader never sees half a file. */
final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path path;

    private JsonFile(Path path) {
        this.path = path;
    }

    /**
     * The file of that name, which need not exist.
     *
     * @throws IllegalArgumentException if it could not be written: told before any work is done for it
     */
    static JsonFile parse(String text) {
        return new JsonFile(path(text));
    }

    /** The same check, for what is written in another way. */
    static Path path(String text) {
        Path path = Path.of(text).toAbsolutePath();
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
            throw new IllegalArgumentException(text + " (expected: a file in a folder that exists)");
        }
        return path;
    }

    void write(Object value) {
        byte[] bytes = JSON.writeValueAsBytes(value);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                Files.write(path, bytes); // a device, a pipe
                return;
            }
            Path part = path.resolveSibling(path.getFileName() + ".part");
            Files.write(part, bytes);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** What becomes of a file that was fine when it was named. */
    static UncheckedIOException cannotWrite(Path path, IOException e) {
        return new UncheckedIOException("cannot write " + path + ": " + e, e);
    }
}
