/**
 * Clients, calls and servers in virtual time, to judge policies by: the clients are discoveries as they ship, the servers are slots
 * and a queue, and beside the policies that ship stand references that know more than any client can. See docs/simulation.md.
 */
@NullMarked
package io.fairlead.simulation;

import org.jspecify.annotations.NullMarked;
