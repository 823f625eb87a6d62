/// Step 1: the items of a benchmark and the seal that makes a version of them.
@NullMarked
package io.viralstream.gateway.benchmarks;

import org.jspecify.annotations.NullMarked;
