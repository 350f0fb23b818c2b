package io.fairlead.endpoint;

/** The transport protocol of a Service port. Kubernetes takes a port without one for TCP. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
