/// Readers of the benchmark and answer files that people have; they know no gateway and no Kafka.
@NullMarked
package io.viralstream.datasets;

import org.jspecify.annotations.NullMarked;
