package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.workers.checkpoint.CheckpointRejected;
import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.sight.HashedPicture;
import io.viralstream.workers.sight.Recent;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.text.EncodedPrompt;
import io.viralstream.workers.text.Subject;
import io.viralstream.workers.text.TextRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with vision-language models: a few versions loaded, features of pictures remembered.
final class ModelAnswerer implements Answerer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAnswerer.class);

  private final Torch torch;
  private final Recent<String, LoadedModel> models;
  private final Recent<String, PatchFeatures> features;

  /// A question that this model can be asked.
  ///
  /// @param index its place among the questions
  private record Asked(int index, Request request, int promptTokens) {}

  ModelAnswerer(Torch torch, int models, int features) {
    this.torch = torch;
    this.models = new Recent<>(models, LoadedModel::close);
    this.features = new Recent<>(features, dropped -> {});
  }

  @Override
  public List<Reply> answer(Checkpoint version, List<PreparedQuestion> questions)
      throws IOException {
    LoadedModel model;
    try {
      model = loaded(version);
    } catch (CheckpointRejected bad) {
      LOG.warn(
          "model refused version={} reason=\"{}\"", version.getModelVersion(), bad.getMessage());
      Reply refused = new Reply.Failed(Category.MODEL_MISSING, "model: " + bad.getMessage());
      return questions.stream().map(question -> refused).toList();
    }
    Reply[] replies = new Reply[questions.size()];
    ask(model, questions, replies)
        .forEach((manner, asked) -> generate(model, asked, manner, replies));
    return List.of(replies);
  }

  private LoadedModel loaded(Checkpoint version) throws IOException {
    try {
      return models.get(version.getModelVersion(), () -> load(version));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private LoadedModel load(Checkpoint version) {
    try {
      LoadedModel model = LoadedModel.open(torch, version.getUri(), version.getSha256());
      LOG.info("model loaded version={}", version.getModelVersion());
      return model;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Questions by the manner that their tasks ask for.
  private Map<BatchSettings, List<Asked>> ask(
      LoadedModel model, List<PreparedQuestion> questions, Reply[] replies) {
    Map<BatchSettings, List<Asked>> byManner = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      PreparedQuestion prepared = questions.get(i);
      try {
        Asked asked = asked(model, i, prepared);
        BatchSettings manner = manner(model.generator().settings(), prepared.task());
        byManner.computeIfAbsent(manner, unseen -> new ArrayList<>()).add(asked);
      } catch (QuestionRejected bad) {
        replies[i] = bad.reply();
      }
    }
    return byManner;
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
    try {
      Question question = question(model, prepared);
      int tokens = question.packed().length();
      int most = Math.min(prepared.task().getDecoding().getMaxTokens(), room(model, tokens));
      Stopping stopping = Stopping.at(model.prompts().endToken(), most);
      return new Asked(index, new Request(question, Sampling.greedy(), stopping), tokens);
    } catch (TextRejected bad) {
      throw new QuestionRejected(Category.INVALID, "question: " + bad.getMessage());
    }
  }

  private static int room(LoadedModel model, int promptTokens) throws QuestionRejected {
    int context = model.config().language().context();
    if (promptTokens < context) return context - promptTokens;
    throw new QuestionRejected(
        Category.TOO_LONG, "question takes " + promptTokens + " tokens, context " + context);
  }

  private Question question(LoadedModel model, PreparedQuestion prepared) {
    Subject subject = prepared.picture().isPresent() ? Subject.PICTURE : Subject.TEXT;
    EncodedPrompt prompt = model.prompts().question(subject, prepared.task().getQuestion());
    return new Question(
        prompt.opening(),
        prepared.picture().map(picture -> see(model, picture)),
        prompt.turns().getFirst().prompt());
  }

  private PatchFeatures see(LoadedModel model, HashedPicture picture) {
    return features.get(
        model.encoderHash() + picture.sha256(), () -> model.eye().see(picture.picture()));
  }

  private static void generate(
      LoadedModel model, List<Asked> asked, BatchSettings manner, Reply[] replies) {
    long began = System.nanoTime();
    List<Completion> completions =
        model.generator().complete(asked.stream().map(Asked::request).toList(), manner);
    double millis = (System.nanoTime() - began) / 1e6;
    for (int i = 0; i < asked.size(); i++) {
      Answer answer = completions.get(i).answer();
      int[] tokens = answer.tokens().stream().mapToInt(Integer::intValue).toArray();
      replies[asked.get(i).index()] =
          new Reply.Said(
              model.tokenizer().decode(tokens),
              asked.get(i).promptTokens(),
              tokens.length,
              answer.ended() ? Finish.STOP : Finish.LENGTH,
              Math.min(asked.size(), manner.rows()),
              millis);
    }
  }

  @Override
  public void close() {
    models.clear();
  }
}
