/// What training and inference share of Kafka: clients, reading a topic to its end, pictures.
@NullMarked
package io.viralstream.workers.kafka;

import org.jspecify.annotations.NullMarked;
