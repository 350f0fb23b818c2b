/**
 * What calls have taught about each endpoint: in flight, latency, failures. Fed by completed picks, read by the policies;
 * kept across snapshots for endpoints that stay and forgotten with those that go.
 */
@NullMarked
package io.fairlead.feedback;

import org.jspecify.annotations.NullMarked;
