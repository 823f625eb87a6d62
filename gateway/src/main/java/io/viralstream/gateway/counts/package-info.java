/// The figures that the gateway keeps of itself.
@NullMarked
package io.viralstream.gateway.counts;

import org.jspecify.annotations.NullMarked;
