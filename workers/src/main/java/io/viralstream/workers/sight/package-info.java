/// What the models see of a picture: padded, resized, turned into features, remembered.
@NullMarked
package io.viralstream.workers.sight;

import org.jspecify.annotations.NullMarked;
