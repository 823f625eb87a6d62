package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Resent;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.serde.AvroSerde;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends letters again through one transactional id that all gateways share.
///
/// A new resend fences the one in progress, and only then reads which letters were sent again. A
/// letter and its entry in `resends` are one transaction. So of two gateways one finds the other's
/// entry, or cuts the other off before it made one. A gateway that dies leaves neither:
///
/// ```
/// A  fence, read: nothing   send X ──────────────► commit: fenced, nothing of it is seen
/// B                           fence, read: nothing   send X, commit
/// A                                                             fence, read: X became answers/0/9
/// ```
public final class FencedResends implements Resends {

  /// Which letters were sent again, by the log itself.
  @FunctionalInterface
  public interface ResendLog {
    /// What those of some ids became that were sent again before this call.
    Map<String, Resend> of(List<String> ids);
  }

  private static final Logger LOG = LoggerFactory.getLogger(FencedResends.class);
  private static final int ATTEMPTS = 3;

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final ResendLog log;
  private final AvroSerde<Resend> serde;
  private final Clock clock;
  private final Duration patience;
  private final ReentrantLock one = new ReentrantLock();

  /// @param producers makes producers of the shared transactional id
  /// @param patience how long one record may take
  public FencedResends(
      Supplier<Producer<byte[], byte[]>> producers,
      ResendLog log,
      AvroSerde<Resend> serde,
      Clock clock,
      Duration patience) {
    this.producers = producers;
    this.log = log;
    this.serde = serde;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public List<Outcome> send(List<ResendDecision.Ready> letters) {
    if (letters.isEmpty()) return List.of();
    takeTurn();
    try {
      for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        try {
          return attempt(letters);
        } catch (KafkaException failure) {
          if (!isFence(failure)) throw failure;
          LOG.info("resending fenced attempt={} letters={}", attempt, letters.size());
        }
      }
      return attempt(letters);
    } finally {
      one.unlock();
    }
  }

  /// Requests behind one that a hanging broker holds up are told to come back.
  private void takeTurn() {
    try {
      if (one.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.of(ProblemKind.UNAVAILABLE, "others are sending letters again").exception();
  }

  private List<Outcome> attempt(List<ResendDecision.Ready> letters) {
    Producer<byte[], byte[]> producer = producers.get();
    try {
      producer.initTransactions();
      List<Outcome> outcomes = write(producer, letters);
      producer.close();
      return outcomes;
    } catch (RuntimeException failure) {
      // Closed at once: what is open is aborted by the next one's fence, or by its timeout.
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  private List<Outcome> write(
      Producer<byte[], byte[]> producer, List<ResendDecision.Ready> letters) {
    List<String> ids = letters.stream().map(ready -> ready.letter().getId()).toList();
    Map<String, Resend> known = new HashMap<>(log.of(ids));
    var outcomes = new ArrayList<Outcome>();
    producer.beginTransaction();
    try {
      for (ResendDecision.Ready ready : letters) {
        String id = ready.letter().getId();
        boolean now = !known.containsKey(id);
        Resend resend = known.computeIfAbsent(id, key -> write(producer, ready));
        outcomes.add(new Outcome(resend, now));
      }
      producer.commitTransaction();
    } catch (RuntimeException failure) {
      if (!isFence(failure)) abort(producer);
      throw failure;
    }
    return outcomes;
  }

  /// The record has its offset before the transaction is committed, so that its entry can name it.
  private Resend write(Producer<byte[], byte[]> producer, ResendDecision.Ready ready) {
    RecordMetadata place = sent(producer, record(producer, ready));
    var became = new Origin(place.topic(), place.partition(), place.offset());
    var resend = new Resend(ready.letter().getId(), became, clock.instant());
    String topic = Topics.RESENDS.name();
    byte[] key = resend.getId().getBytes(StandardCharsets.UTF_8);
    sent(producer, new ProducerRecord<>(topic, key, serde.toBytes(topic, resend)));
    LOG.info(
        "dead letter sent again id={} became={}/{}/{}",
        resend.getId(),
        became.getTopic(),
        became.getPartition(),
        became.getOffset());
    return resend;
  }

  /// To the partition that it came from, where the state that it meets is; a topic that was made
  /// anew with fewer has its key decide.
  private static ProducerRecord<byte[], byte[]> record(
      Producer<byte[], byte[]> producer, ResendDecision.Ready ready) {
    DeadLetter letter = ready.letter();
    String topic = ready.input().name();
    int partition = letter.getOrigin().getPartition();
    boolean there = partition < producer.partitionsFor(topic).size();
    return new ProducerRecord<>(
        topic,
        there ? partition : null,
        letter.getKey().map(FencedResends::bytes).orElse(null),
        ready.value(),
        Resent.of(letter).headers(letter.getHeaders()));
  }

  private RecordMetadata sent(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    var written = new CompletableFuture<RecordMetadata>();
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (place, failure) -> {
              if (failure == null) written.complete(place);
              else written.completeExceptionally(failure);
            });
    producer.flush();
    try {
      return Waiting.on(written, patience);
    } catch (CompletionException wrapper) {
      if (wrapper.getCause() instanceof KafkaException known) throw known;
      throw wrapper;
    }
  }

  /// A producer that was cut off says so itself, or as the cause of why it can do nothing more.
  private static boolean isFence(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(10)
        .anyMatch(cause ->
            cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException);
  }

  private static void abort(Producer<byte[], byte[]> producer) {
    try {
      producer.abortTransaction();
    } catch (KafkaException away) {
      // The next one fences it, or the transaction times out.
      LOG.info("resending left open cause={}", away.toString());
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
