package io.viralstream.models.features;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.PromptRow;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A picture and a prompt on their way through a multimodal model, as tensors by name.
///
/// | tensor | shape | holds |
/// |---|---|---|
/// | `pixels_u8` | `[S, S, 3]` | the square that the encoder saw |
/// | `vision` | `[N, D_z]` | z = V_ψ(I) |
/// | `projected` | `[N, D]` | P_φ(z) |
/// | `hidden.ℓ` | `[N, D]` | e_img_ℓ, before any final norm; ℓ = 0 is the input of LM_θ |
/// | `logits` | `[V]` | scores of the token that follows the prompt |
public final class StudentFeatures {
  private StudentFeatures() {}

  /// The block that VIRAL aligns by default (docs/method.md §3).
  public static int middleLayer(LoadedModel model) {
    return (blocks(model) + 1) / 2;
  }

  /// @param layers ℓ of the hidden states that are wanted
  /// @throws IllegalArgumentException where the model has no such layer, or no room for the prompt
  public static List<StoredTensor> of(
      LoadedModel model, Picture picture, String prompt, List<Integer> layers) {
    layers.forEach(layer -> requireLayer(layer, blocks(model)));
    Picture square = model.frame(picture);
    PatchFeatures z = model.see(picture);
    PromptRow batch = PromptRow.of(model.question(Optional.of(z), prompt).packed());
    List<StoredTensor> tensors = new ArrayList<>(List.of(pixels(square)));
    try (Scope scope = model.torch().inference()) {
      Tensor features = PatchFeatures.stacked(model.torch(), List.of(z)); // [1, N, D_z]
      VisionLanguageModel student = model.model();
      HiddenStates hidden = student.hidden(batch, Optional.of(features), Set.copyOf(layers));
      tensors.add(row("vision", features));
      tensors.add(row("projected", student.project(features)));
      for (int layer : layers) {
        tensors.add(row("hidden." + layer, student.visual(hidden, layer, batch)));
      }
      tensors.add(row("logits", student.language().logits(last(hidden))));
    }
    return tensors;
  }

  /// The last row of the prompt, `[1, D]`.
  private static Tensor last(HiddenStates hidden) {
    return hidden.last().select(1, hidden.last().size(1) - 1);
  }

  private static StoredTensor pixels(Picture square) {
    List<Long> shape = List.of((long) square.height(), (long) square.width(), 3L);
    return new StoredTensor(
        "pixels_u8", ElementType.U8, shape, MemorySegment.ofArray(square.rgb()));
  }

  /// The first and only row of a batch of one.
  private static StoredTensor row(String name, Tensor batch) {
    return TensorStorage.store(name, batch.select(0, 0));
  }

  private static int blocks(LoadedModel model) {
    return model.model().language().settings().blocks();
  }

  private static void requireLayer(int layer, int blocks) {
    if (layer < 0 || layer > blocks) {
      throw new IllegalArgumentException("layer=" + layer + ", expected 0 to " + blocks);
    }
  }
}
