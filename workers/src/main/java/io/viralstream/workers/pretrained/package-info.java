/// Published checkpoints: their configurations, layouts and names, read into our models.
@NullMarked
package io.viralstream.workers.pretrained;

import org.jspecify.annotations.NullMarked;
