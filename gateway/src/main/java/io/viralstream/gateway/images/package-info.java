/// Pictures that came with a request: found, checked, written once.
@NullMarked
package io.viralstream.gateway.images;

import org.jspecify.annotations.NullMarked;
