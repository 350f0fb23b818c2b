/**
 * OkHttp calls that follow a Service's endpoints: the URL names the Service, the socket goes to a pod. An application interceptor
 * decides which hosts are Services, picks an endpoint for each attempt, and sends OkHttp there by a route of its own, which answers
 * the Service's name with the endpoint's address. Fed by a {@link io.fairlead.ServiceDiscovery}; what comes of each attempt goes
 * back to it.
 */
@NullMarked
package io.fairlead.okhttp;

import org.jspecify.annotations.NullMarked;
