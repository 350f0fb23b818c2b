package io.fairlead.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where whoever runs the tests finds what was measured: tables for people, and the same figures a line of JSON each. */
final class Tables {
    private static final Path FOLDER = Path.of("target");

    private Tables() {}

    /** Writes {@code target/NAME.txt} and {@code target/NAME.json}, and prints the first. */
    static void figures(String name, List<Figures> figures) {
        print(name + ".txt", Figures.HEADER, figures, Figures::line);
        write(name + ".json", figures.stream().map(Lab.JSON::writeValueAsString).toList());
    }

    /** Writes {@code target/NAME.txt}, and prints it. */
    static void goals(String name, List<Goal> goals) {
        print(name + ".txt", Goal.HEADER, goals, Goal::line);
    }

    private static <T> void print(String file, String header, List<T> rows, Function<T, String> line) {
        List<String> table =
                Stream.concat(Stream.of(header), rows.stream().map(line)).toList();
        table.forEach(System.out::println);
        write(file, table);
    }

    private static void write(String file, List<String> lines) {
        try {
            Files.write(FOLDER.resolve(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
