package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Finish;
import io.viralstream.workers.checkpoint.CheckpointRejected;
import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.sight.Eye;
import io.viralstream.workers.sight.HashedPicture;
import io.viralstream.workers.sight.Recent;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.text.EncodedPrompt;
import io.viralstream.workers.text.Subject;
import io.viralstream.workers.text.TextRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private record Asked(int index, Question question, int promptTokens) {}

  ModelAnswerer(Torch torch, int models, int features) {
    this.torch = torch;
    this.models = new Recent<>(models, LoadedModel::close);
    this.features = new Recent<>(features, dropped -> {});
  }

  @Override
  public List<Reply> answer(Checkpoint version, List<PreparedQuestion> questions)
      throws IOException {
    Optional<LoadedModel> model = loaded(version);
    if (model.isEmpty()) {
      Reply missing =
          new Reply.Failed(Category.MODEL_MISSING, version.getUri() + " cannot be loaded");
      return questions.stream().map(question -> missing).toList();
    }
    Reply[] replies = new Reply[questions.size()];
    ask(model.get(), questions, replies)
        .forEach((most, asked) -> generate(model.get(), asked, most, replies));
    return List.of(replies);
  }

  private Optional<LoadedModel> loaded(Checkpoint version) throws IOException {
    try {
      return Optional.of(models.get(version.getModelVersion(), () -> load(version)));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    } catch (CheckpointRejected bad) {
      LOG.warn(
          "model refused version={} reason=\"{}\"", version.getModelVersion(), bad.getMessage());
      return Optional.empty();
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

  /// Questions by the most tokens that their answers may have: each has the room that it would have
  /// alone, so that an answer does not depend on what it was asked beside.
  private Map<Integer, List<Asked>> ask(
      LoadedModel model, List<PreparedQuestion> questions, Reply[] replies) {
    Map<Integer, List<Asked>> byRoom = new TreeMap<>();
    for (int i = 0; i < questions.size(); i++) {
      PreparedQuestion prepared = questions.get(i);
      try {
        Question question = question(model, prepared);
        int promptTokens = question.packed().length();
        int room = model.config().language().context() - promptTokens;
        int most = Math.min(prepared.task().getDecoding().getMaxTokens(), room);
        if (most < 1) {
          replies[i] =
              new Reply.Failed(
                  Category.TOO_LONG,
                  "question takes "
                      + promptTokens
                      + " tokens, context "
                      + model.config().language().context());
        } else {
          byRoom
              .computeIfAbsent(most, room0 -> new ArrayList<>())
              .add(new Asked(i, question, promptTokens));
        }
      } catch (TextRejected bad) {
        replies[i] = new Reply.Failed(Category.INVALID, "question: " + bad.getMessage());
      }
    }
    return byRoom;
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
        model.encoderHash() + picture.sha256(),
        () ->
            Eye.of(
                    model.config().vision(),
                    model.config().vision().imageSize(),
                    model.encoder()::encode,
                    1)
                .see(picture));
  }

  private void generate(LoadedModel model, List<Asked> asked, int most, Reply[] replies) {
    long began = System.nanoTime();
    List<Answer> answers =
        model.generator().answer(asked.stream().map(Asked::question).toList(), most);
    double millis = (System.nanoTime() - began) / 1e6;
    for (int i = 0; i < asked.size(); i++) {
      Answer answer = answers.get(i);
      int[] tokens = answer.tokens().stream().mapToInt(Integer::intValue).toArray();
      replies[asked.get(i).index()] =
          new Reply.Said(
              model.tokenizer().decode(tokens),
              asked.get(i).promptTokens(),
              tokens.length,
              answer.ended() ? Finish.STOP : Finish.LENGTH,
              asked.size(),
              millis);
    }
  }

  @Override
  public void close() {
    models.clear();
  }
}
