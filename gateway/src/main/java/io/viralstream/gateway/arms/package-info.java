/// Which arms train now.
@NullMarked
package io.viralstream.gateway.arms;

import org.jspecify.annotations.NullMarked;
