package io.viralstream.models.generate;

import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.text.PromptStyle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// In what manner a checkpoint is asked (docs/method.md §6.2 and §8.2).
///
/// @param adapter what is put beside the weights
/// @param residual equation (3) or (4), as the model was trained with
public record ServingOptions(
    PromptStyle prompt, Pictures pictures, AdapterChoice adapter, VisualResidual residual) {
  /// Without a residual.
  ///
  /// @param adapter a directory whose adapter is put beside the weights
  public ServingOptions(PromptStyle prompt, Pictures pictures, Optional<Path> adapter) {
    this(prompt, pictures, AdapterChoice.of(adapter), VisualResidual.none());
  }

  /// How pictures become an encoder's squares.
  public enum Pictures {
    /// As the checkpoint's own files say; a published one that says nothing is refused.
    CHECKPOINT,
    /// Padded to a square, as we train.
    PAD
  }

  /// As the checkpoint's files say, without an adapter.
  public static ServingOptions published() {
    return new ServingOptions(PromptStyle.TEMPLATE, Pictures.CHECKPOINT, Optional.empty());
  }

  /// @param own what the checkpoint's files say
  Preprocessing preprocessing(Supplier<Preprocessing> own, VisionView student) {
    return switch (pictures) {
      case CHECKPOINT -> own.get();
      case PAD -> padded(student);
    };
  }

  /// As we train, and so as a model of our own wants it.
  static Preprocessing padded(VisionView student) {
    return Preprocessing.padded(student, student.imageSize());
  }
}
