package io.viralstream.workers.infer;

import io.viralstream.models.tensor.Numerics;
import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Ran;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Writes answers and dead letters; what it wrote is on the brokers' disks once [#flush] returns.
///
/// For one thread.
final class AnswerOutput implements AutoCloseable {
  private static final int LARGEST_REQUEST = 11 << 20;

  private final Producer<byte[], byte[]> producer;
  private final TopicSerdes serdes;
  private final Numerics numerics;
  private final Clock clock;
  private final List<Future<RecordMetadata>> pending = new ArrayList<>();

  AnswerOutput(KafkaClients clients, TopicSerdes serdes, Numerics numerics, Clock clock) {
    this.producer =
        clients.producer(
            Map.of(
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "max.request.size",
                LARGEST_REQUEST));
    this.serdes = serdes;
    this.numerics = numerics;
    this.clock = clock;
  }

  void write(ConsumerRecord<byte[], byte[]> record, InferTask task, Reply reply) {
    switch (reply) {
      case Reply.Said said -> answer(task, said);
      case Reply.Failed failed -> {
        deadLetter(record, failed);
        giveUp(task, failed);
      }
    }
  }

  /// A record that holds no task has no one to answer to.
  void deadLetter(ConsumerRecord<byte[], byte[]> record, Reply.Failed failed) {
    DeadLetter letter =
        DeadLetters.of(
            Step.INFER,
            Optional.empty(),
            failed.category(),
            failed.reason(),
            record,
            clock.instant());
    send(Topics.DEAD_LETTERS, letter.getId(), letter);
  }

  private void answer(InferTask task, Reply.Said said) {
    send(
        Topics.ANSWERS,
        task.getId(),
        common(task)
            .setStatus(AnswerStatus.ANSWERED)
            .setText(said.text())
            .setPromptTokens(said.promptTokens())
            .setCompletionTokens(said.completionTokens())
            .setFinish(said.finish())
            .setRan(
                new Ran(
                    said.batch(),
                    numerics.weights().dataType(),
                    numerics.device().name(),
                    said.source() == Reply.Said.Source.REMEMBERED))
            .setComputeMillis(said.computeMillis())
            .build());
  }

  private void giveUp(InferTask task, Reply.Failed failed) {
    send(
        Topics.ANSWERS,
        task.getId(),
        common(task)
            .setStatus(AnswerStatus.FAILED)
            .setText("")
            .setFailure(failed.category() + ": " + failed.reason())
            .setPromptTokens(0)
            .setCompletionTokens(0)
            .setFinish(Finish.UNKNOWN)
            .setRan(new Ran(0, "none", numerics.device().name(), false))
            .setComputeMillis(0)
            .build());
  }

  private Answer.Builder common(InferTask task) {
    return Answer.newBuilder()
        .setId(task.getId())
        .setPurpose(task.getPurpose())
        .setEvaluation(task.getEvaluation().orElse(null))
        .setModelVersion(task.getModelVersion())
        .setQuestion(task.getQuestion())
        .setImage(task.getImage().orElse(null))
        .setAttempt(task.getAttempt())
        .setAskedAt(task.getAt())
        .setAt(clock.instant());
  }

  private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
    pending.add(
        producer.send(
            new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes)));
  }

  /// Waits until everything written is acknowledged.
  ///
  /// @throws KafkaException where something is not; its tasks must not be accepted then
  void flush() throws InterruptedException {
    producer.flush();
    try {
      for (Future<RecordMetadata> sent : pending) sent.get();
    } catch (ExecutionException failure) {
      throw new KafkaException("answers not written: " + failure.getCause(), failure);
    } finally {
      pending.clear();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
