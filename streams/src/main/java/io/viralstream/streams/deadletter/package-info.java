/// Records that cannot be handled, on their way to `dead-letters`.
@NullMarked
package io.viralstream.streams.deadletter;

import org.jspecify.annotations.NullMarked;
