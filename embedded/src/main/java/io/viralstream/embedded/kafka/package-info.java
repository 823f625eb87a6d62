/// A real Kafka broker with its controller, as one child process.
@NullMarked
package io.viralstream.embedded.kafka;

import org.jspecify.annotations.NullMarked;
