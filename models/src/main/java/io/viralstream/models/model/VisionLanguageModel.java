package io.viralstream.models.model;

import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// V_ψ, P_φ and LM_θ together: pictures and text in, hidden states and scores out.
///
/// A published language model is one without V_ψ and P_φ: it takes text alone.
///
/// V_ψ is frozen in every recipe, so that training and answering take its features, not pixels.
public final class VisionLanguageModel implements AutoCloseable {
  private final Torch torch;
  private final Optional<Vision> vision;
  private final LanguageModel language;
  private final WeightSource source;
  private final Parameters parameters;
  private final LowRankAdapters adapters;
  private final VisualResidual residual;

  private final Optional<ResidualMap> residualMap;

  private record Vision(VisionTransformer encoder, VisionProjector projector) {
    static Vision of(Torch torch, VisionLanguageModelSettings settings, Weights weights) {
      return new Vision(
          new VisionTransformer(
              torch, settings.vision(), weights.under("vision_tower.vision_model.")),
          new VisionProjector(
              settings.vision().width(),
              settings.language().width(),
              weights.under("multi_modal_projector.")));
    }
  }

  /// A of equation (4).
  private record ResidualMap(Linear map, Parameters parameters) {
    static Optional<ResidualMap> of(VisualResidual residual, VisionLanguageModelSettings settings) {
      return switch (residual) {
        case VisualResidual.None() -> Optional.empty();
        case VisualResidual.Projected ignored -> Optional.empty();
        case VisualResidual.Features(Set<Integer> ignored, WeightSource source) -> {
          Weights weights = Weights.from(source);
          int from = settings.vision().width();
          int to = settings.language().width();
          Linear map = Linear.biased(weights, "residual", Initial.zeros(), from, to);
          yield Optional.of(new ResidualMap(map, weights.collected()));
        }
      };
    }
  }

  /// @param source gives `vision_tower.…`, `multi_modal_projector.…` and `language_model.…`
  public VisionLanguageModel(
      Torch torch, VisionLanguageModelSettings settings, WeightSource source) {
    this(torch, settings, source, ModelVariant.plain());
  }

  /// The same, with what is computed beside the weights.
  ///
  /// @throws IllegalArgumentException where a layer of the residual is none of 1 to L
  public VisionLanguageModel(
      Torch torch,
      VisionLanguageModelSettings settings,
      WeightSource source,
      ModelVariant variant) {
    residual = variant.residual();
    for (int layer : residual.layers()) {
      Require.between("residual.layer", layer, 1, settings.language().blocks());
    }
    this.torch = torch;
    this.source = source;
    Weights weights = Weights.from(source, variant.adapters());
    vision = Optional.of(Vision.of(torch, settings, weights));
    language = new LanguageModel(torch, settings.language(), weights.under("language_model."));
    parameters = weights.collected();
    adapters = weights.adapters();
    residualMap = ResidualMap.of(residual, settings);
  }

  private VisionLanguageModel(
      Torch torch, LanguageModelSettings settings, WeightSource source, AdapterSource beside) {
    this.torch = torch;
    this.source = source;
    Weights weights = Weights.from(source, beside);
    vision = Optional.empty();
    residual = VisualResidual.none();
    residualMap = Optional.empty();
    language = new LanguageModel(torch, settings, weights.under("language_model."));
    parameters = weights.collected();
    adapters = weights.adapters();
  }

  /// One that takes text alone.
  ///
  /// @param source gives `language_model.…`
  public static VisionLanguageModel ofText(
      Torch torch, LanguageModelSettings settings, WeightSource source) {
    return ofText(torch, settings, source, AdapterSource.none());
  }

  /// The same, with adapters beside its weights.
  public static VisionLanguageModel ofText(
      Torch torch, LanguageModelSettings settings, WeightSource source, AdapterSource adapters) {
    return new VisionLanguageModel(torch, settings, source, adapters);
  }

  /// Whether it has an encoder.
  public boolean takesPictures() {
    return vision.isPresent();
  }

  private Vision vision() {
    return vision.orElseThrow(() -> new IllegalStateException("the model takes text alone"));
  }

  public Torch torch() {
    return torch;
  }

  public VisionTransformer encoder() {
    return vision().encoder();
  }

  public LanguageModel language() {
    return language;
  }

  /// All parameters but those of adapters and residual.
  public Parameters parameters() {
    return parameters;
  }

  /// Those of V_ψ.
  public Parameters encoderParameters() {
    return parameters.under("vision_tower.");
  }

  /// Those of P_φ.
  public Parameters projectorParameters() {
    return parameters.under("multi_modal_projector.");
  }

  /// Those of LM_θ.
  public Parameters languageParameters() {
    return parameters.under("language_model.");
  }

  /// The low-rank adapters of LM_θ, perhaps none.
  public LowRankAdapters adapters() {
    return adapters;
  }

  /// Those of the adapters, such as `language_model.model.layers.0.mlp.up_proj.lora_A.weight`.
  public Parameters adapterParameters() {
    return adapters.parameters();
  }

  /// Those of A in equation (4); none without it. They have a part in the loss where a batch has a
  /// picture.
  public Parameters residualParameters() {
    return residualMap.map(ResidualMap::parameters).orElse(Parameters.none());
  }

  /// e_img = P_φ(z): `[M, N, D_z]` to `[M, N, D]`.
  public Tensor project(Tensor features) {
    return vision().projector().apply(computed(features));
  }

  /// Features in the type that LM_θ is computed in; what an encoder of it gave loses nothing.
  private Tensor computed(Tensor features) {
    return features.to(language.kind());
  }

  /// Runs LM_θ over a batch.
  ///
  /// @param features z of the samples with a picture, in their order: one `[M, N, D_z]`, or none
  ///   where the batch is text alone
  /// @throws IllegalArgumentException when the batch does not fit the features or the context
  public HiddenStates hidden(TokenLayout batch, Optional<Tensor> features) {
    return hidden(batch, features, Set.of());
  }

  /// The same, keeping the outputs of some layers.
  ///
  /// @param layers ℓ as in [LanguageModel#hidden]
  public HiddenStates hidden(TokenLayout batch, Optional<Tensor> features, Set<Integer> layers) {
    return hidden(batch, features, layers, AdapterDropout.none());
  }

  /// The same, with somebody who sees queries and keys of each block.
  public HiddenStates hidden(
      TokenLayout batch, Optional<Tensor> features, Set<Integer> layers, AttentionWatch watch) {
    DecoderInput input = input(batch, features);
    BlockInputs shared = shared(batch, input, KeyValueMemory.none(), AdapterDropout.none());
    return language.hidden(input.embedded, shared.watchedBy(watch), layers);
  }

  /// The same in a pass that trains adapters.
  ///
  /// @param dropout with a place for each sample of the batch
  public HiddenStates hidden(
      TokenLayout batch, Optional<Tensor> features, Set<Integer> layers, AdapterDropout dropout) {
    return hidden(batch, features, KeyValueMemory.none(), layers, dropout);
  }

  /// Scores of the token that follows each prompt, `[P, V]`; keys and values are remembered.
  public Tensor read(PromptRow prompts, Optional<Tensor> features, KeyValueMemory memory) {
    Tensor last =
        hidden(prompts, features, memory, Set.of(), AdapterDropout.none()).last(); // [1, T, D]
    return language.logits(rows(last, prompts.ends()));
  }

  private HiddenStates hidden(
      TokenLayout batch,
      Optional<Tensor> features,
      KeyValueMemory memory,
      Set<Integer> layers,
      AdapterDropout dropout) {
    DecoderInput input = input(batch, features);
    return language.hidden(input.embedded, shared(batch, input, memory, dropout), layers);
  }

  /// What the blocks take beside the tokens of a batch.
  BlockInputs shared(
      TokenLayout batch, DecoderInput input, KeyValueMemory memory, AdapterDropout dropout) {
    return language.shared(
        positions(batch), batch.attentionMask(torch), memory, dropout, input.addition);
  }

  /// What LM_θ's blocks read of a batch.
  ///
  /// @param embedded `[B, T, D]`
  record DecoderInput(Tensor embedded, Optional<VisualAddition> addition) {}

  /// @throws IllegalArgumentException when the batch does not fit the features or the context
  DecoderInput input(TokenLayout batch, Optional<Tensor> features) {
    requireRoom(batch);
    Optional<Tensor> visual = features.map(this::visualTokens);
    Tensor embedded = embedded(batch, visual);
    Optional<VisualAddition> addition = addition(batch, features, visual);
    if (addition.isEmpty()) visual.ifPresent(Tensor::close);
    return new DecoderInput(embedded, addition);
  }

  /// I64 `[B, T]`.
  private Tensor positions(TokenLayout batch) {
    return torch.of(batch.positions(), batch.size(), batch.length());
  }

  /// What [VisualAddition] is computed with; none where nothing is added.
  Parameters additionParameters() {
    return switch (residual) {
      case VisualResidual.None() -> Parameters.none();
      case VisualResidual.Projected ignored -> projectorParameters();
      case VisualResidual.Features ignored -> residualParameters();
    };
  }

  /// P_φ(z) of all pictures, `[M·N, D]`.
  private Tensor visualTokens(Tensor features) {
    return alone(() -> project(features).reshape(-1, language.settings().width()));
  }

  private Tensor embedded(TokenLayout batch, Optional<Tensor> visual) {
    return alone(() -> picked(batch, visual));
  }

  /// Nothing but the result stays.
  private Tensor alone(Supplier<Tensor> part) {
    try (Scope scope = torch.nested()) {
      return scope.pass(part.get());
    }
  }

  /// Text and visual tokens in one list, then each row picks its own: `[B, T, D]`.
  private Tensor picked(TokenLayout batch, Optional<Tensor> visual) {
    List<Tensor> parts = new ArrayList<>(List.of(language.embed(ids(batch.textIds()))));
    visual.ifPresent(parts::add);
    long tokens = visual.map(e -> e.size(0)).orElse(0L);
    if (tokens != batch.visualRows().length) {
      throw new IllegalArgumentException(
          tokens + " visual tokens, expected " + batch.visualRows().length + " for this batch");
    }
    return Tensor.concat(parts, 0)
        .indexSelect(0, ids(batch.sources()))
        .reshape(batch.size(), batch.length(), language.settings().width());
  }

  /// Equation (3) or (4) of this batch; nothing where it has no picture.
  private Optional<VisualAddition> addition(
      TokenLayout batch, Optional<Tensor> features, Optional<Tensor> visual) {
    Optional<Tensor> values =
        switch (residual) {
          case VisualResidual.None() -> Optional.empty();
          case VisualResidual.Projected ignored -> visual;
          case VisualResidual.Features ignored -> features.map(this::mapped);
        };
    return values.map(each -> new VisualAddition(residual.layers(), ids(batch.visualRows()), each));
  }

  /// A(z) of all pictures, `[M·N, D]`.
  private Tensor mapped(Tensor features) {
    Tensor values = residualMap.orElseThrow().map().apply(computed(features)); // [M, N, D]
    return values.reshape(-1, values.size(2));
  }

  /// A position beyond the rotary tables would fail deep inside a kernel; this names the sample.
  private void requireRoom(TokenLayout batch) {
    for (PackedSample sample : batch.samples()) {
      Require.between("sample.positions", sample.positions(), 1, language.settings().context());
    }
  }

  /// e_img_ℓ of the samples with a picture, `[M, N, D]`.
  public Tensor visual(HiddenStates hidden, int layer, TokenLayout batch) {
    Tensor rows = rows(hidden.afterBlock(layer), batch.visualRows());
    return rows.reshape(-1, encoder().settings().patches(), rows.size(1));
  }

  /// Scores `[A, V]` of the batch's answer tokens, each from the row that predicts it.
  public Tensor answerLogits(HiddenStates hidden, PackedBatch batch) {
    int[] predictors = batch.answers().stream().mapToInt(AnswerToken::row).toArray();
    return language.logits(rows(hidden.last(), predictors));
  }

  /// Rows of `[B, T, D]` seen as `[B·T, D]`.
  private Tensor rows(Tensor x, int[] rows) {
    return x.reshape(-1, x.size(2)).indexSelect(0, ids(rows));
  }

  private Tensor ids(int[] ids) {
    return torch.of(ids, ids.length);
  }

  @Override
  public void close() {
    language.close();
    source.release(parameters.tensors());
    adapters.close();
    residualParameters().close();
  }
}
