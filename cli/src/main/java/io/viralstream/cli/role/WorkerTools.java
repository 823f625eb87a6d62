package io.viralstream.cli.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.images.PictureReader;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import io.viralstream.models.tensor.Torch;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.infer.AnswerFolder;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaClients;
import io.viralstream.workers.train.MemoryRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What workers of one process share: libtorch, loaded once, the memory for decoding, and the ways
/// to Kafka and its schemas.
///
/// @param models opens them, each base in memory once
/// @param features of pictures that any of them has seen lately
/// @param featureFolder where teachers' features are kept when the process ends, if anywhere
/// @param answers where answers to evaluations' questions are kept, if anywhere
/// @param room that its arms with a recipe train in
public record WorkerTools(
    KafkaClients clients,
    TopicSerdes serdes,
    ModelOpener models,
    PictureReader pictures,
    FeatureCache features,
    Optional<FeatureFolder> featureFolder,
    Optional<AnswerFolder> answers,
    MemoryRoom room,
    Environment environment,
    Clock clock)
    implements AutoCloseable {
  /// @throws Setting.Refused naming the key of a setting that cannot be had
  /// @throws DeviceUnavailable where this machine or libtorch lacks the device
  public static WorkerTools open(Cluster cluster, Environment environment) {
    Clock clock = Clock.systemUTC();
    Torch torch = TorchRuntime.open(environment);
    return new WorkerTools(
        new ConnectedClients(Map.of("bootstrap.servers", cluster.kafka())),
        cluster.serdes(),
        BaseFolders.opener(torch, environment),
        PictureReader.standard(Runtime.getRuntime().maxMemory()),
        new FeatureCache(WorkerMemory.of(environment).features()),
        featureFolder(environment, clock),
        answers(environment, clock),
        MemoryRoom.ofOneArm(DeviceMemory.of(torch.settings().device())),
        environment,
        clock);
  }

  /// Opens the folder that the environment names. A disk that is full or read-only stops no start.
  ///
  /// @throws Setting.Refused where it is no folder
  static Optional<FeatureFolder> featureFolder(Environment environment, InstantSource clock) {
    Setting size = Setting.VIRAL_FEATURE_FOLDER_SIZE;
    return folder(environment, Setting.VIRAL_FEATURE_FOLDER)
        .map(folder -> FeatureFolder.at(folder, bytes(environment, size), clock));
  }

  /// The same for answers.
  static Optional<AnswerFolder> answers(Environment environment, InstantSource clock) {
    Setting size = Setting.VIRAL_ANSWER_FOLDER_SIZE;
    return folder(environment, Setting.VIRAL_ANSWER_FOLDER)
        .map(folder -> AnswerFolder.at(folder, bytes(environment, size), clock));
  }

  private static Optional<Path> folder(Environment environment, Setting key) {
    if (environment.given(key).isEmpty()) return Optional.empty();
    Path folder = environment.path(key);
    if (Files.exists(folder) && !Files.isDirectory(folder))
      throw new Setting.Refused(key + "=" + folder + ", expected a folder");
    return Optional.of(folder);
  }

  private static long bytes(Environment environment, Setting key) {
    return (long) environment.integer(key, 1, Integer.MAX_VALUE) << 20;
  }

  /// Registers the figures of what the workers share.
  void measure(MeterRegistry registry) {
    CacheMetrics metrics = new CacheMetrics(registry);
    metrics.features(features, featureFolder);
    answers.ifPresent(metrics::answers);
  }

  /// The same with other ways to Kafka.
  public WorkerTools with(KafkaClients others) {
    return new WorkerTools(
        others,
        serdes,
        models,
        pictures,
        features,
        featureFolder,
        answers,
        room,
        environment,
        clock);
  }

  /// The same for arms that train in one process, beside one that answers.
  public WorkerTools forArms(int recipes) {
    if (recipes == 0) return this;
    MemoryRoom shared = room.among(recipes);
    return new WorkerTools(
        clients,
        serdes,
        models,
        pictures,
        features,
        featureFolder,
        answers,
        shared,
        environment,
        clock);
  }

  public Torch torch() {
    return models.torch();
  }

  @Override
  public void close() {
    torch().close();
  }
}
