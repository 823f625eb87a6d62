/// What models make of one picture, written out so that others can check every figure.
@NullMarked
package io.viralstream.models.features;

import org.jspecify.annotations.NullMarked;
