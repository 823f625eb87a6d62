package io.viralstream.journey;

import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.images.PngWriter;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.infer.InferParts;
import io.viralstream.workers.infer.InferSettings;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.CheckpointRoom;
import io.viralstream.workers.train.Learner;
import io.viralstream.workers.train.SampleLimits;
import io.viralstream.workers.train.SamplePreparation;
import io.viralstream.workers.train.TrainParts;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// What steps 3 and 4 need in a test: a real broker, a small model, and a writer of their tasks.
final class WorkersUnderTest implements AutoCloseable {
  static final Clock CLOCK = Clock.systemUTC();
  static final TopicSerdes SERDES = serdes();
  static final PictureReader PICTURES = PictureReader.standard(1L << 30);

  private final Path data;
  private final Broker broker;
  private final ConnectedClients clients;
  private final Producer<byte[], byte[]> producer;
  private final Torch torch;
  private final ModelDirectory model;

  private WorkersUnderTest(Path data, Broker broker) throws IOException {
    this.data = data;
    this.broker = broker;
    clients = new ConnectedClients(broker.properties());
    producer = clients.producer(Map.of("transactional.id", "journey", "linger.ms", 0));
    producer.initTransactions();
    torch = Torch.open(TorchSettings.cpu(1));
    model = SmallModel.write(torch, Files.createDirectory(data.resolve("model")));
  }

  static WorkersUnderTest open(Path data) throws IOException, InterruptedException {
    Broker broker = Broker.start(data);
    try {
      return new WorkersUnderTest(data, broker);
    } catch (IOException | RuntimeException failure) {
      broker.close();
      throw failure;
    }
  }

  /// The same ids in every process, without a registry.
  private static TopicSerdes serdes() {
    LocalSchemaIds ids = new LocalSchemaIds();
    for (Topic<?> topic : Topics.ALL) {
      Schema schema = SpecificData.getForClass(topic.type()).getSchema(topic.type());
      ids.id(topic.name(), schema);
    }
    return new TopicSerdes(ids);
  }

  Path data() {
    return data;
  }

  Path checkpoints() {
    return data.resolve("checkpoints");
  }

  String bootstrap() {
    return String.valueOf(broker.properties().get("bootstrap.servers"));
  }

  ConnectedClients clients() {
    return clients;
  }

  Torch torch() {
    return torch;
  }

  ModelDirectory model() {
    return model;
  }

  /// @param images read by this trainer alone; the caller closes them
  TrainParts train(ArmSettings arm, Learner.Source learners, KafkaImages images)
      throws IOException {
    return train(clients, model, arm, learners, images, checkpoints());
  }

  static TrainParts train(
      ConnectedClients clients,
      ModelDirectory model,
      ArmSettings arm,
      Learner.Source learners,
      KafkaImages images,
      Path checkpoints)
      throws IOException {
    SamplePreparation preparation =
        new SamplePreparation(
            new PromptEncoder(model.tokenizer(), model.config().prompt()),
            images,
            PICTURES,
            List.of(),
            SampleLimits.of(model.config(), 512));
    return new TrainParts(
        clients,
        SERDES,
        arm,
        learners,
        preparation,
        checkpoints,
        50,
        CheckpointRoom.ofDisk(),
        CLOCK);
  }

  /// As much as nothing: nobody looks at it.
  static TrainWorker.Memory noMemory() {
    return new TrainWorker.Memory() {
      @Override
      public long resident() {
        return 0;
      }

      @Override
      public OptionalLong onCard() {
        return OptionalLong.empty();
      }
    };
  }

  InferParts infer() {
    return infer(clients, torch);
  }

  /// Small batches in two loops, so that some share a worker without sharing a batch.
  static InferParts infer(ConnectedClients clients, Torch torch) {
    InferSettings settings =
        new InferSettings(8, 4, 2, 2, 1L << 30, 1L << 30, Duration.ofSeconds(2));
    return new InferParts(
        clients, SERDES, opener(torch), PICTURES, new FeatureCache(1 << 20), settings, CLOCK);
  }

  /// Opens models that are no versions of a published base.
  static ModelOpener opener(Torch torch) {
    HashMemory hashes = new HashMemory(Path.of(System.getProperty("java.io.tmpdir"), "hashes"));
    return new ModelOpener(torch, new BaseModels(List.of(), hashes));
  }

  /// In a transaction of its own, so that markers lie between the records as in real life.
  <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, V value)
      throws ExecutionException, InterruptedException {
    byte[] key = value.toString().getBytes(StandardCharsets.UTF_8);
    return write(topic, key, SERDES.of(topic).toBytes(topic.name(), value));
  }

  RecordMetadata write(Topic<?> topic, byte[] key, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic.name(), key, value));
    producer.commitTransaction();
    return sent.get();
  }

  /// A picture of random pixels, stored.
  ImageRef image(int seed) throws ExecutionException, InterruptedException {
    byte[] rgb = new byte[9 * 12 * 3];
    new Random(seed).nextBytes(rgb);
    byte[] file = PngWriter.write(new Picture(9, 12, rgb));
    RecordMetadata at = write(Topics.IMAGES, new Image("image/png", ByteBuffer.wrap(file)));
    return new ImageRef(ContentId.of(file), uri(at), file.length);
  }

  static String uri(RecordMetadata at) {
    return "kafka:images/" + at.partition() + "/" + at.offset();
  }

  /// Every committed record of a topic; those that cannot be read are left out.
  <V extends SpecificRecord> List<V> committed(Topic<V> topic) {
    List<V> records = new ArrayList<>();
    for (PartitionInfo partition : producer.partitionsFor(topic.name())) {
      new CommittedLog(clients)
          .read(
              new TopicPartition(topic.name(), partition.partition()),
              record -> decoded(topic, record.value()).ifPresent(records::add));
    }
    return records;
  }

  private static <V extends SpecificRecord> Optional<V> decoded(
      Topic<V> topic, byte @Nullable [] value) {
    try {
      return Optional.of(SERDES.of(topic).toRecord(value));
    } catch (SerializationException junk) {
      return Optional.empty();
    }
  }

  Optional<Checkpoint> newest(String arm) {
    return committed(Topics.CHECKPOINTS).stream()
        .filter(checkpoint -> checkpoint.getArm().equals(arm))
        .reduce((earlier, later) -> later);
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
