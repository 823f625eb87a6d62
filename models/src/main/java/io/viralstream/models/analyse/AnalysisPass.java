package io.viralstream.models.analyse;

import io.viralstream.images.Picture;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.AttentionWatch;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.PromptRow;
import io.viralstream.models.model.Turn;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.TextRejected;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Looks once at a picture and a question with all that the chosen measures need.
///
/// One pass reads the prompt, and behind it the model's own answer where a measure needs that; the
/// margin takes one more, without the picture.
public final class AnalysisPass {
  private final LoadedModel model;
  private final Optional<AnalysisTeacher> teacher;
  private final AnalysisSettings settings;

  /// @throws IllegalArgumentException where the model has no such layer
  /// @throws TextRejected where it takes text alone
  public AnalysisPass(
      LoadedModel model, Optional<AnalysisTeacher> teacher, AnalysisSettings settings) {
    if (!model.model().takesPictures()) {
      throw new TextRejected("the model takes no picture: it is a language model alone");
    }
    int blocks = model.model().language().settings().blocks();
    for (int layer : settings.layers()) {
      if (layer < 0 || layer > blocks) {
        throw new IllegalArgumentException("layer=" + layer + ", expected 0 to " + blocks);
      }
    }
    this.model = model;
    this.teacher = teacher;
    this.settings = settings;
  }

  /// What is seen, in the open scope.
  ///
  /// @throws TextRejected where the question cannot be asked so
  public Seen see(Picture picture, String question) {
    PatchFeatures z = model.see(picture);
    Question asked = model.question(Optional.of(z), question);
    Optional<Completion> said =
        settings.needsAnswer() ? Optional.of(answer(asked)) : Optional.empty();
    int[] ids =
        said.stream().flatMap(each -> each.ids().stream()).mapToInt(Integer::intValue).toArray();
    PromptRow row = PromptRow.of(answered(asked, ids));
    int last = asked.packed().length() - 1;
    var attention = new LastTokenAttention(last, asked.before().length, grid(), attentionLayers());
    Tensor features = stacked(z); // [1, N, D_z]
    HiddenStates hidden =
        model
            .model()
            .hidden(
                row,
                Optional.of(features),
                keptLayers(),
                settings.needsAttention() ? attention : AttentionWatch.none());
    return new Seen(
        layers(hidden, row),
        features.select(0, 0),
        teacher.map(each -> each.see(picture)).map(y -> stacked(y).select(0, 0)),
        attention.maps(),
        said.map(each -> each.text(model.tokenizer())),
        settings.measures().contains(Measure.MARGIN)
            ? Optional.of(margin(hidden, last, ids, question))
            : Optional.empty());
  }

  private Torch torch() {
    return model.torch();
  }

  private Tensor stacked(PatchFeatures features) {
    return PatchFeatures.stacked(torch(), List.of(features));
  }

  private int grid() {
    return model.model().encoder().view().grid();
  }

  private Set<Integer> attentionLayers() {
    return Set.copyOf(settings.layers());
  }

  /// The cosine with the input needs that too.
  private Set<Integer> keptLayers() {
    Set<Integer> kept = new TreeSet<>(settings.layers());
    if (settings.measures().contains(Measure.COSINE)) kept.add(0);
    return kept;
  }

  private SortedMap<Integer, Tensor> layers(HiddenStates hidden, PromptRow row) {
    SortedMap<Integer, Tensor> layers = new TreeMap<>();
    for (int layer : keptLayers()) {
      layers.put(layer, model.model().visual(hidden, layer, row).select(0, 0));
    }
    return layers;
  }

  /// What the model says by itself, greedily.
  private Completion answer(Question asked) {
    int room = model.context() - asked.packed().positions();
    if (room < 1) {
      throw new TextRejected(
          "prompt of " + asked.packed().positions() + " tokens, context " + model.context());
    }
    var stopping =
        new Stopping(model.endTokens(), Optional.empty(), Math.min(settings.mostTokens(), room));
    try (Generator generator = model.generator()) {
      return generator
          .complete(
              List.of(model.request(asked, Sampling.greedy(), stopping)),
              new BatchSettings(1, model.context(), true))
          .getFirst();
    }
  }

  /// The margin of any answer, in the open scope.
  Figure margin(Picture picture, String question, int[] answer) {
    PatchFeatures z = model.see(picture);
    Question asked = model.question(Optional.of(z), question);
    HiddenStates hidden =
        model.model().hidden(PromptRow.of(answered(asked, answer)), Optional.of(stacked(z)));
    return margin(hidden, asked.packed().length() - 1, answer, question);
  }

  private static PackedSample answered(Question asked, int[] answer) {
    int[] ids = IntStream.concat(IntStream.of(asked.after()), IntStream.of(answer)).toArray();
    int tokens = asked.picture().map(PatchFeatures::tokens).orElse(0);
    return new PackedSample(
        asked.before(), tokens, List.of(new Turn(ids, new boolean[ids.length])));
  }

  /// One more pass, without the picture.
  private Figure margin(HiddenStates seeing, int last, int[] answer, String question) {
    Question blind = model.question(Optional.empty(), question);
    PromptRow row = PromptRow.of(answered(blind, answer));
    HiddenStates hidden = model.model().hidden(row, Optional.empty());
    int lastBlind = blind.packed().length() - 1;
    return VisualMargin.of(
        logProbabilities(seeing, last, answer), logProbabilities(hidden, lastBlind, answer));
  }

  /// @param last the row that predicts the answer's first token
  private double[] logProbabilities(HiddenStates hidden, int last, int[] answer) {
    Tensor rows = hidden.last().select(0, 0).narrow(0, last, answer.length); // [K, D]
    Tensor logits = model.model().language().logits(rows); // [K, V]
    return logits.crossEntropy(torch().of(answer, answer.length)).neg().doubles();
  }
}
