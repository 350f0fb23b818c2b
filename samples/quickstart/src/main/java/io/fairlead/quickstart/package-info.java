/**
 * The README's first command: a Service of three pods is called over HTTP and gRPC while one pod turns slow, one is killed and one
 * is added. Read {@link io.fairlead.quickstart.QuickStart} first: it holds everything that a program of your own needs.
 */
@NullMarked
package io.fairlead.quickstart;

import org.jspecify.annotations.NullMarked;
