/// Step 2: samples become training tasks, evaluations become questions, checkpoints become
/// evaluations.
@NullMarked
package io.viralstream.streams.route;

import org.jspecify.annotations.NullMarked;
