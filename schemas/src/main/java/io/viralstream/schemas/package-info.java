/// The records that travel, and the topics that carry them, in journey order.
@NullMarked
package io.viralstream.schemas;

import org.jspecify.annotations.NullMarked;
