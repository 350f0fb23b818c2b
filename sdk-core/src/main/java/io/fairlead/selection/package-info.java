/**
 * kube-proxy's choice, as pure functions: which endpoints of a snapshot a client at its place may use, by which rule, and why
 * each of the others is left out. Fed with snapshots by the groups; what it leaves feeds the balancers.
 */
@NullMarked
package io.fairlead.selection;

import org.jspecify.annotations.NullMarked;
