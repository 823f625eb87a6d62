/// The few functions of libchdb's C interface that the engine's process calls, as Java objects.
@NullMarked
package io.viralstream.embedded.clickhouse.chdb;

import org.jspecify.annotations.NullMarked;
