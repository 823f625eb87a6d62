package io.viralstream.metrics.write;

import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Writes records that are no records to `dead-letters`, and returns once they are acknowledged.
final class DeadLetterOffice {
  /// Room for everything in a letter but the value.
  private static final int ENVELOPE = 64 << 10;

  private final Producer<byte[], byte[]> producer;
  private final TopicSerdes serdes;
  private final InstantSource clock;

  DeadLetterOffice(Producer<byte[], byte[]> producer, TopicSerdes serdes, InstantSource clock) {
    this.producer = producer;
    this.serdes = serdes;
    this.clock = clock;
  }

  /// @throws KafkaException where a letter was not acknowledged
  void send(List<Batch.Refused> refused) {
    var sent = new ArrayList<Future<?>>();
    for (Batch.Refused one : refused) {
      DeadLetter letter = letter(one);
      byte[] bytes = serdes.of(Topics.DEAD_LETTERS).toBytes(Topics.DEAD_LETTERS.name(), letter);
      byte[] key = letter.getId().getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), key, bytes)));
    }
    sent.forEach(DeadLetterOffice::await);
  }

  /// A value that would not fit beside its envelope stays where it is; its origin says where.
  private DeadLetter letter(Batch.Refused refused) {
    ConsumerRecord<byte[], byte[]> source = refused.source();
    boolean fits = source.serializedValueSize() <= Topics.DEAD_LETTERS.maxRecordBytes() - ENVELOPE;
    return DeadLetters.of(
        Step.STORE,
        Optional.empty(),
        Category.UNDECODABLE,
        fits
            ? refused.reason()
            : "value of " + source.serializedValueSize() + " bytes left out: " + refused.reason(),
        new Origin(source.topic(), source.partition(), source.offset()),
        source.key(),
        fits ? source.value() : null,
        source.headers(),
        clock.instant());
  }

  private static void await(Future<?> sent) {
    try {
      sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a dead letter was written", e);
    } catch (ExecutionException e) {
      throw new KafkaException("dead letter was not acknowledged", e.getCause());
    }
  }
}
