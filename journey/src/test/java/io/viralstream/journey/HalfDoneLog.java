package io.viralstream.journey;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes the records of [HalfDone] and reads what became of them.
record HalfDoneLog(String kafka, TopicSerdes serdes) {

  void writeQuestions() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int item = 0; item < HalfDone.ITEMS; item++)
        send(
            producer,
            Topics.BENCHMARK_ITEMS,
            HalfDone.partition(item),
            HalfDone.id(item),
            HalfDone.item(item));
      for (int partition = 0; partition < HalfDone.PARTITIONS; partition++) {
        send(producer, Topics.BENCHMARK_ITEMS, partition, "upgrade@v1", HalfDone.seal(partition));
        send(producer, Topics.EVALUATIONS, partition, HalfDone.EVALUATION, HalfDone.evaluation());
      }
    }
  }

  void writeAnswers(int first, int end) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int item = first; item < end; item++)
        send(
            producer,
            Topics.ANSWERS,
            HalfDone.partition(item),
            HalfDone.id(item),
            HalfDone.answer(item));
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private <V extends SpecificRecord> void send(
      KafkaProducer<byte[], byte[]> producer, Topic<V> topic, int partition, String key, V value) {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    Future<RecordMetadata> unused =
        producer.send(new ProducerRecord<>(topic.name(), partition, name, bytes));
  }

  /// The newest of each partition.
  Map<Integer, Progress> progress() {
    var newest = new TreeMap<Integer, Progress>();
    for (Progress row : all(Topics.PROGRESS)) newest.put(row.getPartition(), row);
    return newest;
  }

  /// Answers that count, by the newest progress.
  int scored() {
    return progress().values().stream().mapToInt(Progress::getScored).sum();
  }

  List<Score> scores() {
    return all(Topics.SCORES);
  }

  <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    AvroSerde<V> serde = serdes.of(topic);
    var found = new ArrayList<V>();
    var clients = new ConnectedClients(Map.of("bootstrap.servers", kafka));
    try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
      for (PartitionInfo partition : consumer.partitionsFor(topic.name()))
        new CommittedLog(clients)
            .read(
                new TopicPartition(topic.name(), partition.partition()),
                record -> found.add(serde.toRecord(record.value())));
    }
    return found;
  }
}
