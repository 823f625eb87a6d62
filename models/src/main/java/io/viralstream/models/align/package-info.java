/// Visual representation alignment: what VIRAL adds to the training of a multimodal language model.
@NullMarked
package io.viralstream.models.align;

import org.jspecify.annotations.NullMarked;
