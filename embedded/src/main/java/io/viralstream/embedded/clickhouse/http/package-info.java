/// ClickHouse's HTTP protocol in front of the engine, as the official clients speak it.
@NullMarked
package io.viralstream.embedded.clickhouse.http;

import org.jspecify.annotations.NullMarked;
