package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.AdapterDropout;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.RecomputedPass;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// One forward pass over a batch: the losses as tensors for the backward pass, and as numbers.
///
/// The same pass serves prequential evaluation: its guesses are the argmax for each answer token
/// given the true tokens before, so a turn whose guesses are all right is one that greedy decoding
/// would have answered right. Lives within the scope it was made in.
public final class LossPass {
  private final List<Placed> samples;
  private final PackedBatch batch;
  private final List<Integer> aligned;
  private final Tensor tokenLosses;
  private final Tensor logits;
  private final Optional<Tensor> alignmentLosses;
  private final Objective objective;
  private final Optional<RecomputedPass> recomputed;

  /// One sample of a step.
  ///
  /// @param place its number in the step, from 0
  record Placed(int place, TrainSample sample) {
    /// All samples of a step.
    static List<Placed> all(List<TrainSample> samples) {
      return IntStream.range(0, samples.size())
          .mapToObj(i -> new Placed(i, samples.get(i)))
          .toList();
    }
  }

  /// A batch that is a step of its own.
  public LossPass(VisionLanguageModel model, Objective objective, List<TrainSample> samples) {
    this(model, Placed.all(samples), objective, AdapterDropout.none(), Recomputation.NONE);
  }

  /// A part of a step.
  LossPass(
      VisionLanguageModel model,
      List<Placed> samples,
      Objective objective,
      AdapterDropout dropout,
      Recomputation recomputation) {
    this.samples = samples;
    this.objective = objective;
    Torch torch = model.torch();
    batch = PackedBatch.of(samples.stream().map(each -> each.sample().text()).toList());
    aligned = objective.aligns() ? aligned(samples) : List.of();
    Optional<Tensor> pictures = pictures(torch);
    recomputed =
        switch (recomputation) {
          case NONE -> Optional.empty();
          case BY_BLOCK -> Optional.of(RecomputedPass.of(model, batch, pictures, dropout));
        };
    HiddenStates hidden =
        recomputed
            .map(pass -> pass.states(objective.depths()))
            .orElseGet(() -> model.hidden(batch, pictures, objective.depths(), dropout));
    logits = model.answerLogits(hidden, batch); // [A, V]
    tokenLosses = logits.crossEntropy(targets(torch)); // [A]
    alignmentLosses = alignment(model, hidden);
  }

  /// Indices among the samples. Those with another grid or without picture train with L_LM alone.
  private static List<Integer> aligned(List<Placed> samples) {
    return IntStream.range(0, samples.size())
        .filter(i -> samples.get(i).sample().isAligned())
        .boxed()
        .toList();
  }

  /// z of the samples with a picture, `[M, N, D_z]`.
  private Optional<Tensor> pictures(Torch torch) {
    List<PatchFeatures> pictures =
        samples.stream().flatMap(each -> each.sample().picture().stream()).toList();
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(PatchFeatures.stacked(torch, pictures));
  }

  private Tensor targets(Torch torch) {
    int[] targets = batch.answers().stream().mapToInt(AnswerToken::token).toArray();
    return torch.of(targets, targets.length);
  }

  /// L_VRA of each aligned sample, `[M]`.
  private Optional<Tensor> alignment(VisionLanguageModel model, HiddenStates hidden) {
    if (aligned.isEmpty()) {
      return Optional.empty();
    }
    Torch torch = model.torch();
    Tensor chosen = torch.of(alignedPictures(), aligned.size());
    List<PatchFeatures> teacher =
        aligned.stream().map(i -> samples.get(i).sample().teacher().orElseThrow()).toList();
    return Optional.of(
        objective.alignment(
            layer -> model.visual(hidden, layer, batch).indexSelect(0, chosen),
            PatchFeatures.stacked(torch, teacher)));
  }

  /// Indices of the aligned samples among those with a picture.
  private int[] alignedPictures() {
    List<Integer> withPicture =
        IntStream.range(0, samples.size())
            .filter(i -> samples.get(i).sample().picture().isPresent())
            .boxed()
            .toList();
    return aligned.stream().mapToInt(withPicture::indexOf).toArray();
  }

  /// L_total, equation (6), of this batch as a step of its own; L_LM alone where nothing is
  /// aligned.
  public Tensor total() {
    return share(new StepCounts(batch.answers().size(), aligned.size()));
  }

  /// The part that this batch has in L_total of its step: Σ nll / K + λ Σ L_VRA / M (docs/method.md
  /// §10).
  ///
  /// @param step K and M of the whole step
  Tensor share(StepCounts step) {
    Tensor language = share(tokenLosses, step.answerTokens());
    return alignmentLosses
        .map(losses -> objective.total(language, share(losses, step.aligned())))
        .orElse(language);
  }

  private static Tensor share(Tensor losses, long all) {
    return losses.size(0) == all ? losses.mean() : losses.sum().mul(1.0 / all);
  }

  boolean hasPictures() {
    return batch.visualRows().length > 0;
  }

  boolean isAligned() {
    return alignmentLosses.isPresent();
  }

  /// ℓ of the states that L_VRA is computed of in this pass.
  Set<Integer> alignedLayers() {
    return isAligned() ? objective.depths() : Set.of();
  }

  /// The way back of a pass that keeps the inputs of blocks alone.
  Optional<RecomputedPass> recomputed() {
    return recomputed;
  }

  /// Waits for the pass to finish and reads it back.
  public BatchLosses losses() {
    return PassFigures.sum(objective, List.of(read()));
  }

  /// The same as figures that are added up over the passes of a step.
  PassFigures read() {
    float[] perToken = tokenLosses.detach().floats();
    long[] guessed = logits.detach().argmax(-1).longs();
    float[] perAligned = alignmentLosses.map(Tensor::floats).orElse(new float[0]);
    SortedMap<Integer, SampleLosses> results = new TreeMap<>();
    for (int i = 0; i < samples.size(); i++) {
      results.put(samples.get(i).place(), result(i, perToken, guessed, perAligned));
    }
    return new PassFigures(
        sum(perToken),
        perToken.length,
        sum(perAligned),
        perAligned.length,
        objective.aligns() ? mismatches() : 0,
        results);
  }

  private int mismatches() {
    return (int) samples.stream().filter(each -> each.sample().hasGridMismatch()).count();
  }

  /// Sums over the sample's own answer tokens; a turn stays exact while its guesses are right.
  private SampleLosses result(int sample, float[] perToken, long[] guessed, float[] perAligned) {
    boolean[] exact = new boolean[samples.get(sample).sample().text().turns().size()];
    Arrays.fill(exact, true);
    double sum = 0;
    int tokens = 0;
    for (int i = 0; i < perToken.length; i++) {
      AnswerToken answer = batch.answers().get(i);
      if (answer.sample() == sample) {
        sum += perToken[i];
        tokens++;
        exact[answer.turn()] &= guessed[i] == answer.token();
      }
    }
    int place = aligned.indexOf(sample);
    OptionalDouble alignment =
        place < 0 ? OptionalDouble.empty() : OptionalDouble.of(perAligned[place]);
    return new SampleLosses(sum / tokens, tokens, alignment, list(exact));
  }

  private static List<Boolean> list(boolean[] values) {
    List<Boolean> list = new ArrayList<>();
    for (boolean value : values) {
      list.add(value);
    }
    return list;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
