/// Recorded answers of any model on their way to an evaluation, and those of closed evaluations on
/// their way to another.
@NullMarked
package io.viralstream.cli.replay;

import org.jspecify.annotations.NullMarked;
