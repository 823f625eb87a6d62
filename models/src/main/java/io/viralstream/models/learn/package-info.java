/// Learning: the losses of a batch, the optimizer with its groups, and one training step.
@NullMarked
package io.viralstream.models.learn;

import org.jspecify.annotations.NullMarked;
