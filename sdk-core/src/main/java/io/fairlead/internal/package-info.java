/**
 * Argument checks: no stage's own, used by all. Not exported, not for users; kept as small as it can be.
 */
@NullMarked
package io.fairlead.internal;

import org.jspecify.annotations.NullMarked;
