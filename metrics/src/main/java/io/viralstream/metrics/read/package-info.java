/// Answers questions from the stored rows.
@NullMarked
package io.viralstream.metrics.read;

import org.jspecify.annotations.NullMarked;
