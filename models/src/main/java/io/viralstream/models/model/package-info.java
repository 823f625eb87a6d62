/// The multimodal language model: one file for each concept of the paper.
@NullMarked
package io.viralstream.models.model;

import org.jspecify.annotations.NullMarked;
