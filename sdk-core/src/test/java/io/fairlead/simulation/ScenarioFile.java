package io.fairlead.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of scenarios, one JSON object a line; empty lines and those that begin with # say nothing. */
record ScenarioFile(List<ScenarioLine> lines) {
    ScenarioFile {
        lines = List.copyOf(lines);
    }

    /**
     * Reads all lines before any is run, so that an error in the last one costs nothing.
     *
     * @throws IllegalArgumentException that names the line, the field, the value and what was expected
     */
    static ScenarioFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<ScenarioLine> scenarios = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    scenarios.add(ScenarioReader.read(line));
                } catch (IllegalArgumentException e) {
                    errors.add("line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("\n", errors));
        }
        return new ScenarioFile(scenarios);
    }
}
