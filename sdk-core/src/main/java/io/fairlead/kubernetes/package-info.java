/**
 * The Kubernetes API as a source: lists and watches the EndpointSlices and the Service of what is asked for, and makes
 * snapshots of them. Fed by the API server over fabric8's configured HTTP client, which nothing else imports; feeds the
 * groups, alone or as a link of a chain.
 */
@NullMarked
package io.fairlead.kubernetes;

import org.jspecify.annotations.NullMarked;
