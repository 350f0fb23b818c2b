package io.fairlead.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How connections of {@code call} are secured. */
final class TlsArguments {
    @Option(
            names = "--ca",
            paramLabel = "FILE",
            converter = Values.OfAuthority.class,
            description =
                    "PEM certificates of the authority to trust, for https:// and --tls (default: those of the JDK)")
    Optional<Authority> authority = Optional.empty();

    @Option(names = "--tls", description = "TLS for gRPC")
    boolean tls;

    @Option(names = "--plaintext", description = "no TLS for gRPC (default)")
    boolean plaintext;

    /** What is wrong with these for a target; nothing if nothing is. */
    Optional<String> conflict(Target target) {
        if (tls && plaintext) {
            return Optional.of("--tls and --plaintext: both given (expected: one of them)");
        }
        if (target instanceof Target.Http http) {
            if (tls || plaintext) {
                return Optional.of(
                        "--tls and --plaintext are for kubernetes:/// (expected: https:// or http:// says it)");
            }
            return authority.isPresent() && !http.url().isHttps()
                    ? Optional.of("--ca: no TLS with " + http.url() + " (expected: https://…)")
                    : Optional.empty();
        }
        return authority.isPresent() && !tls
                ? Optional.of("--ca: no TLS without --tls (expected: both, or none)")
                : Optional.empty();
    }
}
