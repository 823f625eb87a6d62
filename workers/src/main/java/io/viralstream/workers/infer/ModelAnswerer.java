package io.viralstream.workers.infer;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.Recent;
import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with vision-language models: a few versions loaded, features of pictures remembered.
final class ModelAnswerer implements Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAnswerer.class);

  private final ModelOpener opener;
  private final Limits limits;
  private final InstantSource clock;
  private final Recent<String, LoadedModel> models;
  private final FeatureCache features;
  private final Optional<AnswerFolder> answers;

  /// Bytes beside the heap.
  ///
  /// @param versions that stay loaded
  /// @param models weights of all of them
  /// @param keyValues keys and values of all sequences that run
  record Limits(int versions, long models, long keyValues) {}

  /// One that computes every answer.
  ModelAnswerer(ModelOpener opener, Limits limits, FeatureCache features, InstantSource clock) {
    this(opener, limits, features, Optional.empty(), clock);
  }

  /// @param answers where those of evaluations are kept, if anywhere
  ModelAnswerer(
      ModelOpener opener,
      Limits limits,
      FeatureCache features,
      Optional<AnswerFolder> answers,
      InstantSource clock) {
    this.opener = opener;
    this.limits = limits;
    this.clock = clock;
    this.models =
        new Recent<>(limits.versions(), limits.models(), LoadedModel::bytes, LoadedModel::close);
    this.features = features;
    this.answers = answers;
  }

  /// Between any two tokens, work of the same version joins.
  @Override
  public void answer(AnswerWork first, Supplier<Optional<AnswerWork>> joining) throws IOException {
    LoadedModel model;
    try {
      model = loaded(first.version());
    } catch (CheckpointRejected | MemoryExhausted bad) {
      FatalErrors.throwFrom(bad);
      refuse(first, String.valueOf(bad.getMessage()));
      return;
    }
    List<AnswerWork> begun = new ArrayList<>();
    try {
      together(model, first, joining, begun);
    } catch (MemoryExhausted shortage) {
      LOG.warn(
          "memory exhausted version={} tasks={} reason=\"{}\"",
          first.version().getModelVersion(),
          begun.stream().mapToInt(work -> work.questions().size()).sum(),
          shortage.getMessage());
      for (AnswerWork work : begun) oneByOne(work);
    } catch (RuntimeException | Error failure) {
      begun.forEach(work -> work.replies().completeExceptionally(failure));
      throw failure;
    }
  }

  /// @param begun gets all work that was begun, whether or not it has its replies
  private void together(
      LoadedModel model,
      AnswerWork first,
      Supplier<Optional<AnswerWork>> joining,
      List<AnswerWork> begun) {
    AnswerMemory memory = new AnswerMemory(model, first.version().getSha256(), answers);
    try (Session session = new Session(memory, limits.keyValues(), features, clock)) {
      begun.add(first);
      session.begin(first);
      while (session.step()) {
        // All that may join do so before the next token, so that their prompts are read together.
        for (Optional<AnswerWork> next = joining.get(); next.isPresent(); next = joining.get()) {
          begun.add(next.get());
          session.begin(next.get());
        }
      }
    }
  }

  /// For want of memory for all of them at once; a question too large for the machine ends no
  /// other.
  private void oneByOne(AnswerWork work) throws IOException {
    if (work.replies().isDone()) return;
    OneByOne alone = new OneByOne(question -> alone(work.version(), question), this::makeRoom);
    List<Reply> replies = new ArrayList<>();
    try {
      for (PreparedQuestion question : work.questions()) replies.add(alone.answer(question));
      work.replies().complete(replies);
    } catch (RuntimeException | Error failure) {
      work.replies().completeExceptionally(failure);
      throw failure;
    }
  }

  private Reply alone(Checkpoint version, PreparedQuestion question) throws IOException {
    AnswerWork work = AnswerWork.of(version, List.of(question), AnswerWork.Batching.ALONE);
    together(loaded(version), work, Optional::empty, new ArrayList<>());
    return work.replies().join().getFirst();
  }

  /// Gives back what is only kept to be faster.
  private void makeRoom() {
    models.clear();
    features.clear();
  }

  private static void refuse(AnswerWork work, String reason) {
    LOG.warn("model refused version={} reason=\"{}\"", work.version().getModelVersion(), reason);
    String told = "model: " + placeless(reason, work.version());
    Reply refused = new Reply.Failed(Category.MODEL_MISSING, told);
    work.replies().complete(work.questions().stream().map(question -> refused).toList());
  }

  /// The client is told what is wrong with which file, and not where it lies: that is in the log.
  static String placeless(String reason, Checkpoint version) {
    String uri = version.getUri();
    String path = path(uri);
    return reason.replace(uri, "its files").replace(path + "/", "").replace(path, "its files");
  }

  private static String path(String uri) {
    try {
      return CheckpointStore.directory(uri).toString();
    } catch (CheckpointRejected none) {
      return uri;
    }
  }

  @Override
  public void load(Checkpoint version) throws IOException {
    loaded(version);
  }

  /// Beside other versions where there is memory for them, else alone.
  private LoadedModel loaded(Checkpoint version) throws IOException {
    try {
      return kept(version);
    } catch (MemoryExhausted shortage) {
      makeRoom();
      return kept(version);
    }
  }

  private LoadedModel kept(Checkpoint version) throws IOException {
    Optional<LoadedModel> known = models.find(version.getModelVersion());
    if (known.isPresent()) return known.get();
    LoadedModel model = opener.open(version.getUri(), version.getSha256());
    LOG.info("model loaded version={}", version.getModelVersion());
    models.put(version.getModelVersion(), model);
    return model;
  }

  @Override
  public void close() {
    models.clear();
  }
}
