/// The real ClickHouse engine behind its HTTP protocol, as one child process.
@NullMarked
package io.viralstream.embedded.clickhouse;

import org.jspecify.annotations.NullMarked;
