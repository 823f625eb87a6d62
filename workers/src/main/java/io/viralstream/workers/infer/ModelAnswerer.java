package io.viralstream.workers.infer;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Sequence;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.preprocess.Recent;
import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.TextRejected;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.InferTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with vision-language models: a few versions loaded, features of pictures remembered.
final class ModelAnswerer implements Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAnswerer.class);

  private final Torch torch;
  private final Limits limits;
  private final InstantSource clock;
  private final Recent<String, LoadedModel> models;
  private final FeatureCache features;

  /// Bytes beside the heap.
  ///
  /// @param versions that stay loaded
  /// @param models weights of all of them
  /// @param keyValues keys and values of all sequences that run
  record Limits(int versions, long models, long keyValues) {}

  ModelAnswerer(Torch torch, Limits limits, FeatureCache features, InstantSource clock) {
    this.torch = torch;
    this.limits = limits;
    this.clock = clock;
    this.models =
        new Recent<>(limits.versions(), limits.models(), LoadedModel::bytes, LoadedModel::close);
    this.features = features;
  }

  @Override
  public List<Reply> answer(Checkpoint version, List<PreparedQuestion> questions)
      throws IOException {
    AnswerWork work = AnswerWork.of(version, questions, AnswerWork.Batching.ALONE);
    answer(work, running -> Optional.empty());
    return work.replies().join();
  }

  /// Between any two tokens, work of the same version joins.
  @Override
  public void answer(AnswerWork first, Arrivals arrivals) throws IOException {
    LoadedModel model;
    try {
      model = loaded(first.version());
    } catch (CheckpointRejected | MemoryExhausted bad) {
      FatalErrors.throwFrom(bad);
      refuse(first, String.valueOf(bad.getMessage()));
      return;
    }
    List<AnswerWork> taken = new ArrayList<>();
    try {
      together(model, first, arrivals, taken);
    } catch (MemoryExhausted shortage) {
      LOG.warn(
          "memory exhausted version={} tasks={} reason=\"{}\"",
          first.version().getModelVersion(),
          taken.stream().mapToInt(work -> work.questions().size()).sum(),
          shortage.getMessage());
      for (AnswerWork work : taken) oneByOne(work);
    } catch (RuntimeException | Error failure) {
      taken.forEach(work -> work.replies().completeExceptionally(failure));
      throw failure;
    }
  }

  /// @param taken all work that was begun, whether or not it has its replies
  private void together(
      LoadedModel model, AnswerWork first, Arrivals arrivals, List<AnswerWork> taken) {
    try (Session session = new Session(model, limits.keyValues(), clock)) {
      taken.add(first);
      session.take(prepared(model, first));
      while (session.step()) {
        // All that may join do so before the next token, so that their prompts are read together.
        Optional<AnswerWork> next = arrivals.joining(first);
        while (next.isPresent()) {
          taken.add(next.get());
          session.take(prepared(model, next.get()));
          next = arrivals.joining(first);
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
    together(loaded(version), work, running -> Optional.empty(), new ArrayList<>());
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

  /// Whoever asked is told what is wrong with which file, and not where it lies: that is in the
  /// log.
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
    try {
      return models.get(version.getModelVersion(), () -> opened(version));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private LoadedModel opened(Checkpoint version) {
    try {
      LoadedModel model = LoadedModel.open(torch, version.getUri(), version.getSha256());
      LOG.info("model loaded version={}", version.getModelVersion());
      return model;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private RunningWork prepared(LoadedModel model, AnswerWork work) {
    long began = System.nanoTime();
    List<Asked> asked = new ArrayList<>();
    Reply[] replies = new Reply[work.questions().size()];
    for (int i = 0; i < replies.length; i++) {
      try {
        asked.add(asked(model, i, work.questions().get(i)));
      } catch (QuestionRejected bad) {
        replies[i] = bad.reply();
      }
    }
    return new RunningWork(work, asked, replies, began);
  }

  /// An item of an evaluation has the answer that it has anywhere; a live question has haste.
  private static BatchSettings manner(BatchSettings settings, InferTask task) {
    int together = task.getExecution().getBatch();
    BatchSettings manner = together == 0 ? settings : settings.atMost(together);
    return switch (task.getPurpose()) {
      case EVALUATION, UNKNOWN -> manner;
      case ASK -> manner.free();
    };
  }

  private Asked asked(LoadedModel model, int index, PreparedQuestion prepared)
      throws QuestionRejected {
    Deadline deadline = Deadline.of(prepared.task());
    if (deadline.isPast(clock.instant())) throw QuestionRejected.of(deadline.expired());
    try {
      Question question = question(model, prepared);
      int tokens = question.packed().length();
      int most = Math.min(prepared.task().getDecoding().getMaxTokens(), room(model, tokens));
      Stopping stopping = new Stopping(model.endTokens(), Optional.empty(), most);
      Request request = model.request(question, Sampling.greedy(), stopping);
      BatchSettings manner = manner(model.generator().settings(), prepared.task());
      return new Asked(index, new Sequence(request), manner, tokens, deadline);
    } catch (TextRejected bad) {
      throw new QuestionRejected(Category.INVALID, "question: " + bad.getMessage());
    }
  }

  private static int room(LoadedModel model, int promptTokens) throws QuestionRejected {
    int context = model.context();
    if (promptTokens < context) return context - promptTokens;
    throw new QuestionRejected(
        Category.TOO_LONG, "question takes " + promptTokens + " tokens, context " + context);
  }

  private Question question(LoadedModel model, PreparedQuestion prepared) throws QuestionRejected {
    return model.question(seen(model, prepared), prepared.task().getQuestion());
  }

  private Optional<PatchFeatures> seen(LoadedModel model, PreparedQuestion prepared)
      throws QuestionRejected {
    try {
      return prepared.picture().map(picture -> see(model, picture));
    } catch (TextRejected takesNone) {
      throw new QuestionRejected(Category.INVALID, "image: " + takesNone.getMessage());
    }
  }

  private PatchFeatures see(LoadedModel model, HashedPicture picture) {
    return features.get(model.sight() + picture.sha256(), () -> model.see(picture));
  }

  @Override
  public void close() {
    models.clear();
  }
}
