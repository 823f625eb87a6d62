/// Trained versions as directories that transformers and PEFT load.
@NullMarked
package io.viralstream.models.published.export;

import org.jspecify.annotations.NullMarked;
