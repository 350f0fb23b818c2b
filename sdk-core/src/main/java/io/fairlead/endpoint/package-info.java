/**
 * The values every stage speaks: which Service is meant, its endpoints and what is known about each, and the state of
 * finding them. Immutable, without behaviour of any stage; made by resolvers, read by everything after them.
 */
@NullMarked
package io.fairlead.endpoint;

import org.jspecify.annotations.NullMarked;
