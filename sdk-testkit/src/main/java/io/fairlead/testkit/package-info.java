/**
 * An embedded Kubernetes API for tests and demonstrations: Services and EndpointSlices listed and watched over real HTTP
 * on 127.0.0.1, changed by Java calls, with faults on request and a record of what clients asked. A request becomes an
 * API call, meets the faults, and is answered out of a versioned store. Knows nothing of the library that it tests.
 */
@NullMarked
package io.fairlead.testkit;

import org.jspecify.annotations.NullMarked;
