/// Pictures from outside: recognised, limited, decoded, resized and fingerprinted.
@NullMarked
package io.viralstream.images;

import org.jspecify.annotations.NullMarked;
