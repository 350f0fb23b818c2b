package io.fairlead.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    private static final String LEAST =
            "'clients':2,'servers':3,'load':0.5,'demand':{'distribution':'constant','meanMillis':5}";
    private static final String EVENTS = "'events':[{'event':'leave','server':0,'atSeconds':1},";

    @Test
    void whatIsLeftOutHasItsDefault() {
        ScenarioLine line = read("{" + LEAST + ",'policy':{'name':'peakEwma'}}");

        assertThat(line.scenario())
                .isEqualTo(ScenarioBuilder.of("", 2, 3, 4)
                        .load(0.5)
                        .demand(new Demand.Constant(5e6))
                        .build());
        assertThat(line.policy()).isEqualTo(new PeakEwma(Duration.ofSeconds(10)));
        assertThat(line.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(line.windows()).containsExactly(new ScenarioLine.Window(0, 60_000_000_000L));
    }

    @Test
    void everythingCanBeSaid() {
        ScenarioLine line = read("{'name':'all',"
                + "'clients':2,'servers':3,'slots':[1,2,3],'speeds':[1,0.5,2],'load':0.5,"
                + "'demand':{'distribution':'bimodal','lowMillis':1,'highMillis':9,'highShare':0.25},"
                + "'rttMillis':2,'timeoutMillis':300,'durationSeconds':20,'measureFromSeconds':5,'events':["
                + "{'event':'join','atSeconds':7,'server':2},"
                + "{'event':'restart','atSeconds':1,'server':1,'downSeconds':2,'announced':false,"
                + "'warmUpShare':0.1,'warmUpSeconds':10},"
                + "{'event':'failing','atSeconds':3,'server':0,'share':0.5},"
                + "{'event':'silent','atSeconds':4,'server':0}],"
                + "'seeds':[7],'windowsSeconds':[[0,0.5],[5,20]],'policy':{'name':'oracle'}}");

        assertThat(line.scenario())
                .isEqualTo(new ScenarioBuilder(
                                "all",
                                2,
                                List.of(
                                        new ServerSpec(1, 1, true),
                                        new ServerSpec(2, 0.5, true),
                                        new ServerSpec(3, 2, false)))
                        .load(0.5)
                        .demand(new Demand.Bimodal(1e6, 9e6, 0.25))
                        .rttNanos(2_000_000)
                        .timeoutNanos(300_000_000)
                        .seconds(5, 20)
                        .event(new FleetEvent.Restart(
                                1_000_000_000, 1, 2_000_000_000, new FleetEvent.WarmUp(0.1, 10_000_000_000L), false))
                        .failing(3, 0, 0.5, 10)
                        .event(new FleetEvent.Silence(4_000_000_000L, 0, true))
                        .event(new FleetEvent.Join(7_000_000_000L, 2, FleetEvent.WarmUp.NONE))
                        .build());
        assertThat(line.seeds()).containsExactly(7L);
        assertThat(line.windows())
                .containsExactly(
                        new ScenarioLine.Window(0, 500_000_000),
                        new ScenarioLine.Window(5_000_000_000L, 20_000_000_000L));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'slots':0 | slots: 0 (expected: a whole number from 1 to 10000)",
                "'slots':[1,2] | slots: [1,2] (expected: a number, or 3 of them in a list)",
                "'speeds':[1,1,-2] | speeds[2]: -2 (expected: a number above 0, at most 1000000000)",
                "'seeds':[] | seeds: [] (expected: at least one)",
                "'seeds':[1,1.5] | seeds[1]: 1.5 (expected: a whole number from -2147483648 to 2147483647)",
                "'measureFromSeconds':60 | measureFromSeconds: 60 (expected: less than the duration, 60.0)",
                "'windowsSeconds':[[2,1]] | windowsSeconds[0]: [2,1] (expected: [from, to] in multiples of 0.1, "
                        + "from 0 on, the second above the first)",
                "'events':7 | events: 7 (expected: a list of JSON objects)",
                EVENTS + "{'event':'speed','atSeconds':1,'server':3}] "
                        + "| events[1].server: 3 (expected: a whole number from 0 to 2)",
                EVENTS + "{'event':'speed','atSeconds':1,'server':2}] "
                        + "| events[1].speed: missing (expected: a number above 0, at most 1000000000)",
                EVENTS + "{'event':'stop','atSeconds':1,'server':2}] "
                        + "| events[1].event: \"stop\" (expected: speed, failing, silent, restart, leave or join)",
                EVENTS + "{'event':'leave','atSeconds':1,'server':2,'speed':1}] "
                        + "| events[1].speed: 1 (expected: no such field, but some of [atSeconds, event, server])",
                "'retry':{} | retry: {} (expected: none, since oracle is a reference that has no such thing)",
                "'clients':3 | line: Duplicate"
            })
    void errorsNameTheFieldTheValueAndWhatWasExpected(String fields, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{" + LEAST + ",'policy':{'name':'oracle'}," + fields + "}"))
                .withMessageContaining(message.startsWith("line: ") ? message.substring(6) : message);
    }

    @Test
    void policiesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{" + LEAST + ",'policy':{'name':'adaptive','choices':9}}"))
                .withMessage("policy.choices: 9 (expected: a whole number from 2 to 5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{" + LEAST + ",'policy':{'name':'best'}}"))
                .withMessageStartingWith("policy.name: \"best\" (expected: adaptive, ");
    }

    @Test
    void errorsNameTheLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("scenarios"), "# two\n\n{}\n[]\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScenarioFile.read(file))
                .withMessageContaining("line 3: servers: missing (expected: a whole number from 1 to 10000)")
                .withMessageContaining("line 4: line: [] (expected: a JSON object)");
    }

    private static ScenarioLine read(String line) {
        return ScenarioReader.read(line.replace('\'', '"'));
    }
}
