package io.fairlead.cli;

import io.fairlead.endpoint.ServiceRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The argument of commands about one Service. */
final class ServiceArgument {
    @Parameters(
            paramLabel = "SERVICE",
            converter = Values.OfService.class,
            description = "orders, orders.shop:http, orders.shop.svc.cluster.local:8080")
    @Nullable
    ServiceRef service;

    /** The Service, once the command line was read. */
    ServiceRef get() {
        return Objects.requireNonNull(service);
    }
}
