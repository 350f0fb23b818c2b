/**
 * The proofs on a real cluster: the command-line client runs as pods of its own beside a Deployment of backends, things are done to
 * pods, to the network and to the API server meanwhile, and the client's own report tells whether a call failed.
 * {@link io.fairlead.cluster.Lab} reaches the cluster, {@link io.fairlead.cluster.Orders} is the Service under test in a namespace
 * of its own, {@link io.fairlead.cluster.Clients} are the OkHttp and the gRPC client side by side,
 * {@link io.fairlead.cluster.SliceWatch} observes from outside when an address was ready. {@link io.fairlead.cluster.SideBySide} puts other
 * clients beside ours, and {@link io.fairlead.cluster.LabGoalsIT} holds the goals by it.
 */
@NullMarked
package io.fairlead.cluster;

import org.jspecify.annotations.NullMarked;
