package io.viralstream.cli.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Every environment key that the product reads, with its default and meaning.
///
/// Help texts are drawn from this list; there is no other place that names a key.
public enum Setting {
  KAFKA_BOOTSTRAP("", "brokers, host:port,…; the roles need it, `up` and `demo` start their own"),
  REGISTRY_URL("", "schema registry, its Confluent-compatible base ending in /apis/ccompat/v7"),
  CLICKHOUSE_URL("", "http://user:password@host:8123/database"),
  VIRAL_PARTITIONS("4", "partitions of every shared topic; fixed once data is there"),
  VIRAL_REPLICATION("1", "copies of each partition; of three or more, two must have a record"),
  VIRAL_GATEWAY_HOST("127.0.0.1", "address that the gateway listens on"),
  VIRAL_GATEWAY_PORT("8080", "port of the gateway; 0 takes a free one"),
  VIRAL_ASK_SECONDS("10", "seconds that a live question may take, beside those of its tokens"),
  VIRAL_ASK_TOKEN_MILLIS("250", "milliseconds more for each token of answer that it allows"),
  VIRAL_MOST_TURNS("500", "questions with their answers in one sample"),
  VIRAL_QUESTION_LENGTH("100000", "characters of one question"),
  VIRAL_ANSWER_LENGTH("100000", "characters of one answer, label or choice"),
  VIRAL_SAMPLE_LENGTH("300000", "characters of all turns of one sample, at most 300000"),
  VIRAL_HEALTH_PORT(
      "", "loopback port of a role's /livez, /readyz, /metrics; unset, none, or any for `up`"),
  VIRAL_STATE("data/state", "folder for the local state of `streams`"),
  VIRAL_STREAM_THREADS("1", "threads of each Kafka Streams application"),
  VIRAL_PATIENCE(
      "600", "seconds without an answer before an evaluation asks again; doubles each time"),
  VIRAL_CHECKPOINTS("data/checkpoints", "folder for checkpoints, shared by `train` and `infer`"),
  VIRAL_CHECKPOINTS_KEPT("50", "newest checkpoints of an arm that are kept, beside those in use"),
  VIRAL_DISK_RESERVE(
      "256", "MiB that `up` keeps free on its disk: with less, requests that write get a 503"),
  VIRAL_MODEL("", "model folder that new arms start from; unset, the one in the product"),
  VIRAL_TEACHER("", "folder of the teacher of arms with a recipe, such as DINOv2's"),
  VIRAL_FROM(
      "",
      "version, or folder of an adapter, that new arms with a recipe go on from; unset, the model"),
  VIRAL_MODELS(
      "",
      "folders, separated by :, where the bases of trained versions are looked up by their hash"),
  VIRAL_TORCH_THREADS("1", "libtorch threads of a worker process; another number, other last bits"),
  VIRAL_DEVICE("cpu", "where tensors live: cpu, cuda or cuda:N; what is not there is refused"),
  VIRAL_WEIGHTS("", "type of frozen weights: f32 or bf16; unset, bf16 on a card and f32 elsewhere"),
  VIRAL_FEATURE_MEMORY(
      "", "MiB for features of pictures seen lately; unset, a quarter of the heap"),
  VIRAL_FEATURE_FOLDER(
      "", "folder where `train` keeps teachers' features; several may share it; unset, none"),
  VIRAL_FEATURE_FOLDER_SIZE("10240", "MiB of that folder; what was used longest ago is deleted"),
  VIRAL_ANSWER_FOLDER(
      "", "folder where `infer` keeps evaluations' answers; several may share it; unset, none"),
  VIRAL_ANSWER_FOLDER_SIZE("1024", "MiB of that folder; what was used longest ago is deleted"),
  VIRAL_MODEL_MEMORY("", "MiB for versions that stay loaded; unset, half of the machine's memory"),
  VIRAL_KEY_VALUE_MEMORY(
      "", "MiB for keys and values of all answers that run; unset, a quarter of the memory"),
  VIRAL_LIBCHDB("", "libchdb.so for the embedded ClickHouse engine; unset, the npm package's"),
  VIRAL_REGISTRY_HOME("", "unpacked Apicurio Registry for `up`; unset, the one of the build"),
  VIRAL_LOG("INFO", "least level of log events: ERROR, WARN, INFO or DEBUG"),
  VIRAL_JAVA_OPTIONS("", "further options for the Java process, read by the launcher"),
  VIRAL_MAVEN_OPTIONS("", "further options for Maven when the launcher builds"),
  LD_LIBRARY_PATH("", "folders of CUDA's libraries; `up` hands it to the workers alone"),
  PYTORCH_LIBRARY_PATH("", "torch/lib of a PyTorch 2.7.1; `up` hands it to the workers alone"),
  PYTORCH_VERSION("", "of that library; `up` hands it to the workers alone"),
  PYTORCH_FLAVOR("", "of that library, such as cu128; `up` hands it to the workers alone"),
  CUDA_VISIBLE_DEVICES("", "graphics cards to use; `up` hands it to the workers alone");

  /// What native libraries read for themselves, and no code of ours: handed on as it is, also
  /// empty.
  static final Set<Setting> NATIVE =
      Collections.unmodifiableSet(EnumSet.range(LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES));

  private final String standard;
  private final String meaning;

  Setting(String standard, String meaning) {
    this.standard = standard;
    this.meaning = meaning;
  }

  /// The value where the environment has none; empty where there is no default.
  public String standard() {
    return standard;
  }

  public String meaning() {
    return meaning;
  }

  static Optional<Setting> named(String key) {
    return Arrays.stream(values()).filter(setting -> setting.name().equals(key)).findFirst();
  }

  /// A setting that stops the start; the message has key, value and expectation.
  public static final class Refused extends RuntimeException {
    public Refused(String message) {
      super(message);
    }
  }
}
