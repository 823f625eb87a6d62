/// Inference: answers to questions about pictures.
@NullMarked
package io.viralstream.workers.infer;

import org.jspecify.annotations.NullMarked;
