/**
 * gRPC channels that follow a Service's endpoints. A name resolver turns a target such as {@code kubernetes:///orders.shop:grpc} into
 * addresses, pushed as the discovery learns them; a load balancer named {@code fairlead} keeps a connection to each of them and lets
 * the discovery's own policy choose among those that are up. A tracer on each stream gives back what it taught.
 */
@NullMarked
package io.fairlead.grpc;

import org.jspecify.annotations.NullMarked;
