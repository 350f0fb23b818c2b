/** The policies of other libraries, called as their own clients call them. */
@NullMarked
package io.fairlead.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
