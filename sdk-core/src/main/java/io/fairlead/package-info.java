/**
 * The user's API and the wiring of the stages: {@link io.fairlead.ServiceDiscovery} makes a group per Service, a group follows
 * the sources, selects, and publishes a picker; a pick is completed with the outcome of its call.
 */
@NullMarked
package io.fairlead;

import org.jspecify.annotations.NullMarked;
