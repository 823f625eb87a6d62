package io.viralstream.pretraining;

import io.viralstream.models.text.BytePairTraining;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.SceneSource;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.TurnMix;
import io.viralstream.scenes.World;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The default model's tokenizer, learnt from everything that generated questions and answers say.
///
/// The stream's words are among them, so that a new colour's name is one token when it first comes;
/// any other text falls into bytes and is not lost.
final class SceneVocabulary {
  private static final int LIMIT = 1024;
  private static final int SCENES = 4000;
  private static final TurnMix EVERYTHING = new TurnMix(4, 3, 3, 3, 3, 4, 0.5, 0.5);
  private static final String NUMBERS = "0 1 2 3 4 5 6 7 8 9";

  private SceneVocabulary() {}

  /// A `tokenizer.json`, always the same.
  static String tokenizer() {
    SceneSource everything = new SceneSource("words", World.STREAM, EVERYTHING, Side.TRAINING, 0);
    TreeSet<String> texts = new TreeSet<>();
    everything
        .first(SCENES)
        .flatMap(scene -> scene.questions().stream())
        .forEach(question -> texts.add(framed(question)));
    List<String> corpus = Stream.concat(Stream.of(" " + NUMBERS), texts.stream()).toList();
    return new BytePairTraining(LIMIT, 1).train(corpus);
  }

  /// As the short prompt puts it.
  private static String framed(Question question) {
    return "USER: " + question.text() + " ASSISTANT: " + question.answer();
  }
}
