/**
 * A small real server for tests and for trying things out: HTTP/1.1 and HTTP/2 (prior knowledge) on one port, gRPC's health service
 * on another, both with a latency and a share of failures that can be changed while it runs. {@link io.fairlead.backend.Main}
 * reads {@link io.fairlead.backend.Options} and starts a {@link io.fairlead.backend.Backend}; both servers ask one
 * {@link io.fairlead.backend.Control} how to answer.
 */
@NullMarked
package io.fairlead.backend;

import org.jspecify.annotations.NullMarked;
