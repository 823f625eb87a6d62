/// The measures and intervals of the benchmarks, as plain functions on counts.
@NullMarked
package io.viralstream.metrics.measures;

import org.jspecify.annotations.NullMarked;
