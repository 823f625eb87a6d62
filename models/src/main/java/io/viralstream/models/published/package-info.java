/// Published checkpoints: their configurations, layouts and names, read into our models.
@NullMarked
package io.viralstream.models.published;

import org.jspecify.annotations.NullMarked;
