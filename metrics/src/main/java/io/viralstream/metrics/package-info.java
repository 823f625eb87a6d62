/// Everything that is written to and read from ClickHouse.
@NullMarked
package io.viralstream.metrics;

import org.jspecify.annotations.NullMarked;
