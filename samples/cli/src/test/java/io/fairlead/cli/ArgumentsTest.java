package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.in(folder);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call                                          | TARGET
            call ftp://orders.shop/                       | http://orders.shop/path
            call http://127.0.0.1:8080/                   | 127.0.0.1
            call http://a.b.c.d/                          | at most name.namespace before .svc
            call kubernetes:///                           | kubernetes:///orders.shop:grpc
            call kubernetes:///Orders                     | lower-case
            call http://orders.shop/ --rate 0             | greater than 0
            call http://orders.shop/ --rate many          | a number
            call http://orders.shop/ --rate NaN           | greater than 0
            call http://orders.shop/ --duration 0s        | greater than zero
            call http://orders.shop/ --duration 10        | 500ms, 2s, 5m, 1h
            call http://orders.shop/ --attempt-timeout 2h | attemptTimeout: PT2H
            call http://orders.shop/ --timeout forever    | 500ms, 2s, 5m, 1h
            call http://orders.shop/ --concurrency 0      | 1 to 10000
            call http://orders.shop/ --policy best        | adaptive, least-request, round-robin, random, weighted, consistent-hash
            call http://orders.shop/ --policy consistent-hash | --key as well
            call http://orders.shop/ --key user-7         | user-7 with --policy adaptive, which does not go by keys
            call http://orders.shop/ --policy consistent-hash --key a,,b | an empty key (expected: texts
            call http://orders.shop/ --slow-start         | adaptive has its own (expected: another --policy)
            explain orders --slow-start                   | adaptive has its own (expected: another --policy)
            call http://orders.shop/ --subset 0           | 0 (expected: a number of endpoints, 1 or more)
            call http://orders.shop/ --subset some        | some (expected: a number of endpoints, 1 or more)
            call http://orders.shop/ --zone-spill-over a/b | a/b (expected: a zone, such as eu-west-1a)
            explain orders --reach pots                  | expected: pods, virtual-ip, node-ports, load-balancer
            call http://orders.shop/ --source nowhere     | expected: watch, endpoints, dns, env
            call http://orders.shop/ --namespace Shop     | a DNS label
            call http://orders.shop/ --json /no/such/file | a file in a folder that exists
            call https://orders.shop/ --ca /no/such/file  | PEM certificates
            call http://orders.shop/ --tls                | https:// or http:// says it
            call kubernetes:///orders.shop --tls --plaintext | one of them
            call http://orders.shop/ --bogus              | --bogus
            explain                                       | SERVICE
            explain Orders                                | lower-case
            watch orders..shop                            | lower-case
            bogus                                         | bogus
            """)
    void badArgumentsAreToldAndEndWithCode2(String line, String expected) {
        Cluster.Run run = cluster.run(line.split(" +"));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(expected).contains("--help").hasLineCount(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theProgramAloneNamesItsCommands() {
        assertThat(cluster.run().code()).isEqualTo(2);
        assertThat(cluster.run("--help").out()).contains("explain", "watch", "call");
    }

    @Test
    void helpTellsEveryOptionAndItsDefault() {
        Cluster.Run run = cluster.run("call", "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("--rate", "--duration", "--concurrency", "64", "--timeout", "2s", "--policy", "adaptive")
                .contains("--key", "--slow-start", "--subset", "--zone-spill-over")
                .contains("--namespace", "--source", "--strict", "--ca", "--tls", "--plaintext", "--json", "--verbose");
    }
}
