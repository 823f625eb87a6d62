/// Weights and their settings on disk: safetensors, model directories, checkpoints.
@NullMarked
package io.viralstream.models.checkpoint;

import org.jspecify.annotations.NullMarked;
