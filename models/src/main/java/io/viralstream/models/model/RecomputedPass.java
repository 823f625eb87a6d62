package io.viralstream.models.model;

import io.viralstream.models.model.VisionLanguageModel.DecoderInput;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// A training pass of LM_θ that keeps the input of each block alone, and computes a block again
/// when the gradient comes back to it: gradient checkpointing (docs/method.md §10).
///
/// ```
/// forward      x0 → x1 → x2 → losses     x0, x1, x2 are kept, nothing of what lies between
/// way back     losses → g2               gradients of the head and of P_π
///              x1 → x2 again, g2 → g1    gradients of block 2
///              x0 → x1 again, g1 → g0    gradients of block 1
///              z → x0 again, g0          gradients of the embedding, P_φ and A
/// ```
///
/// Every number is computed as in a pass that keeps all, and summed in the same order: losses and
/// gradients have the same bits. Lives within the scope it was made in.
public final class RecomputedPass {
  private static final String EMBEDDING = "language_model.model.embed_tokens.";
  private static final String PROJECTOR = "multi_modal_projector.";

  private final VisionLanguageModel model;
  private final Torch torch;
  private final TokenLayout batch;
  private final Optional<Tensor> features;
  private final BlockInputs shared;
  private final List<Tensor> states; // x0 to xL, [B, T, D] each, leaves of the backward pass

  private RecomputedPass(
      VisionLanguageModel model,
      TokenLayout batch,
      Optional<Tensor> features,
      BlockInputs shared,
      List<Tensor> states) {
    this.model = model;
    this.torch = model.torch();
    this.batch = batch;
    this.features = features;
    this.shared = shared;
    this.states = states;
  }

  /// Runs LM_θ as [VisionLanguageModel#hidden] does, in a recording scope.
  public static RecomputedPass of(
      VisionLanguageModel model,
      TokenLayout batch,
      Optional<Tensor> features,
      AdapterDropout dropout) {
    Torch torch = model.torch();
    DecoderInput input = input(model, batch, features);
    BlockInputs shared = model.shared(batch, input, KeyValueMemory.none(), dropout);
    List<Tensor> states = new ArrayList<>(List.of(input.embedded()));
    try (Scope silent = torch.inference()) {
      for (int block = 0; block < model.language().settings().blocks(); block++) {
        Tensor next = model.language().afterBlock(block, states.getLast(), shared);
        states.add(silent.pass(next).tracked());
      }
    }
    return new RecomputedPass(model, batch, features, shared, states);
  }

  /// x0 and what is added behind blocks, as leaves.
  private static DecoderInput input(
      VisionLanguageModel model, TokenLayout batch, Optional<Tensor> features) {
    try (Scope silent = model.torch().inference()) {
      DecoderInput input = model.input(batch, features);
      input
          .addition()
          .ifPresent(each -> {
            silent.pass(each.rows());
            silent.pass(each.values()).tracked();
          });
      silent.pass(input.embedded()).tracked();
      return input;
    }
  }

  /// What a loss is computed of.
  ///
  /// @param layers ℓ as in [LanguageModel#hidden]
  public HiddenStates states(Set<Integer> layers) {
    model.language().requireBlocks(layers);
    Map<Integer, Tensor> kept = new HashMap<>();
    layers.forEach(layer -> kept.put(layer, states.get(layer)));
    return new HiddenStates(states.getLast(), kept);
  }

  /// Gradients of a loss of these states, once: the way back frees them.
  ///
  /// @param aligned ℓ of the states that have a part in the loss beside the last one
  /// @param wanted parameters by name, each of which must have a part in the loss
  /// @return by the same names, in the same order
  /// @throws IllegalStateException where a parameter has no part in the loss
  public SequencedMap<String, Tensor> gradients(
      Tensor loss, Set<Integer> aligned, SequencedMap<String, Tensor> wanted) {
    WayBack way = new WayBack(wanted);
    way.throughHead(loss, aligned);
    for (int block = states.size() - 2; block >= way.lowest; block--) way.throughBlock(block);
    way.throughInput();
    SequencedMap<String, Tensor> inOrder = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> inOrder.put(name, way.found.get(name)));
    return inOrder;
  }

  /// The backward pass while it goes from the losses to the input.
  private final class WayBack {
    private final SequencedMap<String, Tensor> wanted;
    private final Map<String, Tensor> found = new HashMap<>();
    private final Map<Integer, Tensor> aligned = new HashMap<>(); // gradients of states by ℓ
    private final List<Tensor> state = new ArrayList<>(); // the gradient that goes back, if any
    private final List<Tensor> added = new ArrayList<>(); // that of what is added, if any
    private final SequencedMap<String, Tensor> input; // of x0
    private final SequencedMap<String, Tensor> addition; // of what is added behind blocks
    private final int lowest; // the last block that is computed again, from 0

    WayBack(SequencedMap<String, Tensor> wanted) {
      this.wanted = wanted;
      input = under(EMBEDDING);
      input.putAll(under(PROJECTOR));
      addition = new LinkedHashMap<>(wanted);
      Set<String> adding = new HashSet<>();
      if (shared.addition().isPresent()) adding.addAll(model.additionParameters().names());
      addition.keySet().retainAll(adding);
      lowest = lowest();
    }

    private SequencedMap<String, Tensor> under(String prefix) {
      SequencedMap<String, Tensor> part = new LinkedHashMap<>(wanted);
      part.keySet().removeIf(name -> !name.startsWith(prefix));
      return part;
    }

    private SequencedMap<String, Tensor> ofBlock(int block) {
      return under("language_model.model.layers." + block + ".");
    }

    /// The number of blocks where none needs to be computed again.
    private int lowest() {
      if (!input.isEmpty()) return 0;
      int blocks = states.size() - 1;
      return IntStream.range(0, blocks)
          .filter(block -> !ofBlock(block).isEmpty() || addsBehind(block))
          .findFirst()
          .orElse(blocks);
    }

    private boolean addsBehind(int block) {
      return !addition.isEmpty()
          && shared.addition().filter(each -> each.layers().contains(block + 1)).isPresent();
    }

    /// Final norm, head, and what the losses have of their own: all that lies in no block and not
    /// before them.
    void throughHead(Tensor loss, Set<Integer> inLoss) {
      SequencedMap<String, Tensor> own = new LinkedHashMap<>(wanted);
      boolean tied = model.language().settings().tiedHead();
      own.keySet().removeIf(name -> !name.startsWith(EMBEDDING) && isBelowHead(name));
      if (!tied) own.keySet().removeIf(name -> name.startsWith(EMBEDDING));
      int blocks = states.size() - 1;
      List<Integer> layers = new ArrayList<>();
      if (lowest < blocks) layers.add(blocks);
      inLoss.stream()
          .filter(layer -> layer < blocks && (layer > lowest || !input.isEmpty()))
          .forEach(layers::add);
      List<Tensor> tensors = new ArrayList<>(own.values());
      layers.forEach(layer -> tensors.add(states.get(layer)));
      if (tensors.isEmpty()) return;
      List<Tensor> gradients = torch.gradients(loss, tensors);
      own.keySet().forEach(name -> found.put(name, gradients.get(found.size())));
      for (int i = 0; i < layers.size(); i++) {
        Tensor gradient = gradients.get(own.size() + i);
        if (layers.get(i) == blocks) state.add(gradient);
        else aligned.put(layers.get(i), gradient);
      }
    }

    private boolean isBelowHead(String name) {
      return name.startsWith("language_model.model.layers.")
          || name.startsWith(PROJECTOR)
          || model.residualParameters().names().contains(name);
    }

    /// A state that is aligned has its gradient from there too. It is given for a view that is made
    /// after the block, so that it is the first summand, as where all is kept.
    void throughBlock(int block) {
      SequencedMap<String, Tensor> own = ofBlock(block);
      boolean goesOn = block > lowest || !input.isEmpty();
      Tensor x = states.get(block);
      try (Scope scope = torch.nested()) {
        List<Tensor> outputs = new ArrayList<>();
        outputs.add(model.language().afterBlock(block, x, shared));
        List<Tensor> given = new ArrayList<>(state);
        if (goesOn && aligned.containsKey(block)) {
          outputs.add(x.reshape(x.shape()));
          given.add(aligned.get(block));
        }
        List<Tensor> tensors = new ArrayList<>(own.values());
        if (addsBehind(block)) tensors.add(shared.addition().orElseThrow().values());
        if (goesOn) tensors.add(x);
        List<Tensor> gradients = torch.gradients(outputs, given, tensors);
        gradients.forEach(scope::pass);
        int next = 0;
        for (String name : own.keySet()) found.put(name, gradients.get(next++));
        if (addsBehind(block)) add(gradients.get(next));
        replaceState(goesOn ? List.of(gradients.getLast()) : List.of());
      }
      states.get(block + 1).close();
    }

    private void add(Tensor more) {
      if (added.isEmpty()) added.add(more);
      else torch.accumulate(added, List.of(more));
    }

    private void replaceState(List<Tensor> next) {
      state.forEach(Tensor::close);
      state.clear();
      state.addAll(next);
    }

    /// The embedding, P_φ and A.
    void throughInput() {
      SequencedMap<String, Tensor> own = new LinkedHashMap<>(input);
      own.putAll(addition);
      if (own.isEmpty()) return;
      try (Scope scope = torch.nested()) {
        DecoderInput again = model.input(batch, features);
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> given = new ArrayList<>();
        if (!input.isEmpty()) {
          outputs.add(again.embedded());
          given.addAll(state);
        }
        if (!added.isEmpty()) {
          Tensor values = again.addition().orElseThrow().values();
          outputs.add(values.reshape(values.shape()));
          given.addAll(added);
        }
        List<Tensor> gradients = torch.gradients(outputs, given, List.copyOf(own.values()));
        int next = 0;
        for (String name : own.keySet()) put(scope, name, gradients.get(next++));
      }
    }

    /// A tied head has a gradient of the table already.
    private void put(Scope scope, String name, Tensor gradient) {
      Tensor known = found.get(name);
      if (known == null) found.put(name, scope.pass(gradient));
      else torch.accumulate(List.of(known), List.of(gradient));
    }
  }
}
