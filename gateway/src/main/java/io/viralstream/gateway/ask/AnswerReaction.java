package io.viralstream.gateway.ask;

import io.viralstream.gateway.kafka.Follower.Reaction;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Hands each answer to the request that waits for it. Most are answers to evaluations: they are
/// passed by undecoded, since their key is no waiting task's id.
public final class AnswerReaction implements Reaction {
  private final PendingAsks pending;
  private final AvroSerde<Answer> serde;

  public AnswerReaction(PendingAsks pending, TopicSerdes serdes) {
    this.pending = pending;
    this.serde = serdes.of(Topics.ANSWERS);
  }

  @Override
  public void to(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.value() == null) return;
    pending.answer(record.key(), () -> serde.toRecord(record.value()));
  }
}
