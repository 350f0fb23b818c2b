/**
 * Which of the usable endpoints gets the next call: policies as factories of pickers over an immutable list. Fed by
 * selection and by the load that calls leave behind; asked by every pick, without locks.
 */
@NullMarked
package io.fairlead.balancer;

import org.jspecify.annotations.NullMarked;
