/// Training on the stream: samples into steps, steps into checkpoints, and the loop that does it.
@NullMarked
package io.viralstream.workers.train;

import org.jspecify.annotations.NullMarked;
