/** Records computed by Kubernetes' own code, and how they become our values. */
@NullMarked
package io.fairlead.vectors;

import org.jspecify.annotations.NullMarked;
