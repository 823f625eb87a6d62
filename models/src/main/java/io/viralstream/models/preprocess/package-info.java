/// What the models see of a picture: padded, resized, turned into features, remembered.
@NullMarked
package io.viralstream.models.preprocess;

import org.jspecify.annotations.NullMarked;
