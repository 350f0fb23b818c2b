package io.fairlead.endpoint;

/**
 * The identity under which the load and the failures of an endpoint are remembered: its pod and port, so that another
 * pod which gets the same IP starts clean and both addresses of a dual-stack pod count as one; without a pod, address
 * and port.
 *
 * @param identity the pod's uid, or the address where no pod is known
 * @param port the port of the endpoint
 */
public record EndpointKey(String identity, int port) {}
