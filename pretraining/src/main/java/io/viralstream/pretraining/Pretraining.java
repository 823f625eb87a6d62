package io.viralstream.pretraining;

import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.scenes.TurnMix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes the default model from nothing: V_ψ, then P_φ and LM_θ on its features, and E beside them.
///
/// Two threads compute, one tensor thread each, so two cores are busy until the shorter line is
/// done. Each stage leaves its weights in the work folder; a rerun goes on after the last one found
/// there.
public final class Pretraining {
  private final Torch torch;
  private final PretrainSettings settings;
  private final Path work;
  private final StageLoop loop;
  private final StageListener listener;

  /// @param work where stages leave their weights; only runs with equal settings may share it
  public Pretraining(Torch torch, PretrainSettings settings, Path work, StageListener listener) {
    this.torch = torch;
    this.settings = settings;
    this.work = work;
    this.listener = listener;
    loop = new StageLoop(torch, listener);
  }

  /// Runs what is missing and writes the model, with its card, into a directory.
  ///
  /// @param target files of an earlier model in it are replaced
  public ModelDirectory run(Path target) throws IOException, InterruptedException {
    Files.createDirectories(work);
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<TeacherTraining> teacher = beside.submit((Callable<TeacherTraining>) this::teacher);
      EncoderTraining encoder = encoder();
      DefaultModelFiles files = new DefaultModelFiles(torch, settings, target);
      try (Tokenizer tokenizer = Tokenizer.parse(SceneVocabulary.tokenizer());
          VisionLanguageModel model = decoder(encoder.weights(), tokenizer)) {
        return files.write(config(tokenizer), model, finished(teacher).weights());
      }
    }
  }

  private EncoderTraining encoder() throws IOException {
    EncoderTraining encoder = new EncoderTraining(torch, settings.seed());
    Parameters weights = encoder.weights();
    reach(Stage.ENCODER_CROPS, weights, () -> encoder.learnCrops(loop, settings.encoderCrops()));
    reach(Stage.ENCODER_SCENES, weights, () -> encoder.learnScenes(loop, settings.encoderScenes()));
    return encoder;
  }

  private TeacherTraining teacher() throws IOException {
    TeacherTraining teacher = new TeacherTraining(torch, settings.seed());
    reach(Stage.TEACHER, teacher.weights(), () -> teacher.learn(loop, settings.teacher()));
    return teacher;
  }

  private VisionLanguageModel decoder(Parameters encoder, Tokenizer tokenizer) throws IOException {
    long seed = Stage.DECODER_PRESENCE.seed(settings.seed());
    VisionLanguageModel model =
        new VisionLanguageModel(torch, config(tokenizer).model(), FreshWeights.seeded(torch, seed));
    for (String name : encoder.names()) {
      model.parameters().write(torch, name, encoder.read(torch, name));
    }
    PromptEncoder prompts = new PromptEncoder(tokenizer, PromptTemplate.SHORT);
    DecoderTraining decoder = new DecoderTraining(model, prompts, settings.seed());
    learn(decoder, Stage.DECODER_PRESENCE, settings.presence(), TurnMix.PRESENCE);
    learn(decoder, Stage.DECODER_PLACE, settings.place(), TurnMix.PLACE);
    return model;
  }

  private void learn(DecoderTraining decoder, Stage stage, StagePlan plan, TurnMix mix)
      throws IOException {
    reach(stage, decoder.weights(), () -> decoder.learn(loop, stage, plan, mix));
  }

  private static ModelConfig config(Tokenizer tokenizer) {
    return new ModelConfig(
        DefaultShape.encoder(),
        DefaultShape.language(tokenizer.vocabularySize()),
        PromptTemplate.SHORT);
  }

  /// Brings weights to where a stage ends: from its file where there is one, else by learning.
  private void reach(Stage stage, Parameters weights, Runnable learning) throws IOException {
    WeightFile file = WeightFile.of(work, stage);
    if (file.exists()) {
      file.load(torch, weights);
      listener.resumed(stage);
      return;
    }
    learning.run();
    file.save(weights);
  }

  private static <T> T finished(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) throw error;
      throw new IOException("the teacher's thread failed", failed.getCause());
    }
  }
}
