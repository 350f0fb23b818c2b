/**
 * The kubelet's service variables as a source: what a pod knows of the Services of its namespace without asking anybody, as old
 * as the pod. Feeds resolutions with a Service's virtual IP to the chain.
 */
@NullMarked
package io.fairlead.environment;

import org.jspecify.annotations.NullMarked;
