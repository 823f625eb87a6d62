/// Training: one optimizer step from samples to losses, and what repeats it along the stream.
@NullMarked
package io.viralstream.workers.train;

import org.jspecify.annotations.NullMarked;
