/// What went wrong, said to the client as RFC 9457 asks.
@NullMarked
package io.viralstream.gateway.problem;

import org.jspecify.annotations.NullMarked;
