/// What the steps share: typed wiring, the benchmark items that a partition holds, changes of an
/// evaluation.
@NullMarked
package io.viralstream.streams.flow;

import org.jspecify.annotations.NullMarked;
