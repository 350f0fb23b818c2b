/**
 * Where endpoints come from: the contract of a source, sources that need nothing but the JDK (a static list, the Service's
 * own DNS name), and the ordered chain that falls from one source to the next. Feeds resolutions to the groups.
 */
@NullMarked
package io.fairlead.resolver;

import org.jspecify.annotations.NullMarked;
