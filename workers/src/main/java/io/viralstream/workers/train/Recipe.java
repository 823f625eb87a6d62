package io.viralstream.workers.train;

import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.tensor.WeightType;
import io.viralstream.models.text.Packing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What an arm trains, on samples in which form, and for how long (docs/method.md §5).
///
/// @param recipe which parts are trained
/// @param projectorRate highest learning rate of P_φ; 0 for the one of all others
/// @param division into which parts a step is cut
/// @param weights the type of all that is frozen, and of what is computed; where none is named, the
///   one that the arm begins with
public record Recipe(
    Parts recipe,
    double projectorRate,
    Lora lora,
    Form form,
    Division division,
    Extent extent,
    Optional<WeightType> weights) {

  /// Which parts of a model are trained.
  public enum Parts {
    /// LM_θ and P_φ in full, and P_π: models in our own layout.
    FULL,
    /// P_φ alone, on captions: the paper's first stage.
    STAGE1,
    /// LoRA on LM_θ, P_φ and P_π: the paper's second stage.
    STAGE2,
    /// LM_θ and P_φ in full, and P_π: small published models.
    FINETUNE
  }

  /// As the default model is trained.
  public static final Recipe STANDARD =
      new Recipe(
          Parts.FULL,
          0,
          new Lora(0, 0, 0),
          new Form(Packing.ISOLATED, 0),
          Division.STANDARD,
          new Extent(0, List.of()),
          Optional.empty());

  /// The paper's first stage.
  static final Recipe STAGE1 =
      new Recipe(
          Parts.STAGE1,
          0,
          new Lora(0, 0, 0),
          new Form(Packing.CHAINED, 2_048),
          Division.STANDARD,
          new Extent(0, List.of()),
          Optional.empty());

  /// The paper's second stage.
  static final Recipe STAGE2 =
      new Recipe(
          Parts.STAGE2,
          2e-5,
          new Lora(128, 256, .05),
          new Form(Packing.CHAINED, 2_048),
          Division.STANDARD,
          new Extent(0, List.of()),
          Optional.empty());

  /// LLaVA's fine-tuning in full: one rate for all that is trained.
  static final Recipe FINETUNE =
      new Recipe(
          Parts.FINETUNE,
          0,
          new Lora(0, 0, 0),
          new Form(Packing.CHAINED, 2_048),
          Division.STANDARD,
          new Extent(0, List.of()),
          Optional.empty());

  public Recipe {
    ArmPlan.require(
        projectorRate >= 0 && projectorRate <= 1, "projectorRate", projectorRate, "0 to 1");
    ArmPlan.require(
        (recipe == Parts.STAGE2) == lora.isThere(),
        "rank",
        lora.rank,
        "above 0 with stage2, and 0 without");
    if (recipe == Parts.FULL) {
      requireNone("projectorRate", projectorRate, 0.0);
      requireNone("dropout", lora.dropout, 0.0);
      requireNone("packing", form.packing, Packing.ISOLATED);
      requireNone("length", form.length, 0);
      requireNone("division", division, Division.STANDARD);
    }
    WeightType type = weights.orElse(WeightType.F32);
    ArmPlan.require(
        choosesWeights(recipe) || type == WeightType.F32,
        "weights",
        type,
        "F32 where all of LM_θ is trained");
  }

  /// What the recipe full does not do must not be said of it.
  private static void requireNone(String key, Object value, Object standard) {
    ArmPlan.require(value.equals(standard), key, value, standard + " with the recipe full");
  }

  /// LoRA on LM_θ.
  ///
  /// @param rank r, 0 without
  /// @param alpha α
  /// @param dropout of its inputs
  public record Lora(int rank, double alpha, double dropout) {
    public Lora {
      ArmPlan.require(rank >= 0 && rank <= 4_096, "rank", rank, "0 to 4096");
      ArmPlan.require(alpha >= 0 && alpha <= 1e6, "alpha", alpha, "0 to 1000000");
      ArmPlan.require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
      ArmPlan.require((rank > 0) == (alpha > 0), "alpha", alpha, "above 0 exactly where rank is");
    }

    boolean isThere() {
      return rank > 0;
    }

    /// Another r; α keeps its ratio to it.
    public Lora withRank(int other) {
      return new Lora(other, rank == 0 ? 2.0 * other : alpha / rank * other, dropout);
    }

    public Lora withAlpha(double other) {
      return new Lora(rank, other, dropout);
    }

    public Lora withDropout(double other) {
      return new Lora(rank, alpha, other);
    }

    /// As the model is made with them, where there is LoRA.
    public Optional<LoraSettings> settings() {
      return isThere()
          ? Optional.of(new LoraSettings(rank, alpha, dropout, false))
          : Optional.empty();
    }
  }

  /// The form of a sample.
  ///
  /// @param packing how its turns stand together
  /// @param length tokens that a chained sample is cut to; 0 for the model's context
  public record Form(Packing packing, int length) {
    public Form {
      ArmPlan.require(length >= 0 && length <= 1 << 20, "length", length, "0 to 1048576");
    }
  }

  /// Into which parts a step is cut, whose gradients are summed in order.
  ///
  /// @param shards parts of equal size
  /// @param microBatch samples of one forward pass; 0 for what the memory has room for when the arm
  ///   first starts
  /// @param recomputation what a pass computes again on its way back, to keep less
  public record Division(int shards, int microBatch, Recomputation recomputation) {
    static final Division STANDARD = new Division(1, 0, Recomputation.NONE);

    public Division {
      ArmPlan.require(shards >= 1 && shards <= 1_024, "shards", shards, "1 to 1024");
      ArmPlan.require(
          microBatch >= 0 && microBatch <= 1_024, "microBatch", microBatch, "0 to 1024");
    }

    public Division withShards(int other) {
      return new Division(other, microBatch, recomputation);
    }

    public Division withMicroBatch(int other) {
      return new Division(shards, other, recomputation);
    }

    public Division with(Recomputation other) {
      return new Division(shards, microBatch, other);
    }
  }

  /// On how much of the stream it learns.
  ///
  /// @param steps after which the arm stands still; 0 for no end
  /// @param feeds whose samples it learns; none for all
  public record Extent(long steps, List<String> feeds) {
    public Extent {
      feeds = List.copyOf(feeds);
      ArmPlan.require(steps >= 0, "steps", steps, "0 or more");
    }

    boolean takes(String feed) {
      return feeds.isEmpty() || feeds.contains(feed);
    }

    /// The last step, where there is one.
    OptionalLong last() {
      return steps == 0 ? OptionalLong.empty() : OptionalLong.of(steps);
    }
  }

  public Recipe withProjectorRate(double other) {
    return new Recipe(recipe, other, lora, form, division, extent, weights);
  }

  public Recipe with(Lora other) {
    return new Recipe(recipe, projectorRate, other, form, division, extent, weights);
  }

  public Recipe with(Form other) {
    return new Recipe(recipe, projectorRate, lora, other, division, extent, weights);
  }

  public Recipe with(Division other) {
    return new Recipe(recipe, projectorRate, lora, form, other, extent, weights);
  }

  public Recipe with(Extent other) {
    return new Recipe(recipe, projectorRate, lora, form, division, other, weights);
  }

  /// Another type of weights; none for the one that the arm begins with.
  public Recipe with(Optional<WeightType> other) {
    return new Recipe(recipe, projectorRate, lora, form, division, extent, other);
  }

  /// The type of weights, once it is decided.
  public WeightType weightType() {
    return weights.orElse(WeightType.F32);
  }

  /// Whether a type can be chosen: where LM_θ itself is trained, all of it is F32.
  boolean choosesWeights() {
    return choosesWeights(recipe);
  }

  private static boolean choosesWeights(Parts recipe) {
    return switch (recipe) {
      case FULL, FINETUNE -> false;
      case STAGE1, STAGE2 -> true;
    };
  }
}
