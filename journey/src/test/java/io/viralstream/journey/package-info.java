/// The product as a whole: its shape, its journey, its promises.
@NullMarked
package io.viralstream.journey;

import org.jspecify.annotations.NullMarked;
