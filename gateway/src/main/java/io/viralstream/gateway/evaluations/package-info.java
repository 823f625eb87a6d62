/// Step 1: asking one model version a whole benchmark, following it, cancelling it.
@NullMarked
package io.viralstream.gateway.evaluations;

import org.jspecify.annotations.NullMarked;
