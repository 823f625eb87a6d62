/// Text as the model sees it: tokenizer, its training, and the prompts of each model family.
@NullMarked
package io.viralstream.models.text;

import org.jspecify.annotations.NullMarked;
