/// HTTP in and out of the stream.
@NullMarked
package io.viralstream.gateway;

import org.jspecify.annotations.NullMarked;
