package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AnsweringConfig;
import io.viralstream.models.published.BaseReference;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.EmbeddedAdapter;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The published model that an arm starts from, with what it goes on from, and its teacher, as
/// their files say without any weight.
///
/// @param directory of the model
/// @param reference by which the arm's versions name it
/// @param frame that its family is trained in
/// @param context its positions
/// @param vocabulary tokens that it knows
/// @param encoder V_ψ
/// @param teacher of its own directory, where the arm has a named one
/// @param start what was trained on the model before, where the arm goes on from it
public record TrainableModel(
    Path directory,
    BaseReference reference,
    PromptTemplate frame,
    int context,
    int vocabulary,
    VisionTransformerSettings encoder,
    Optional<NamedTeacher> teacher,
    Optional<NamedStart> start) {

  /// A version or an adapter. Its files are read by an arm's first owner alone: all that they
  /// brought is in the arm's own versions from step 0 on.
  ///
  /// @param name by which the arm's settings know it
  public record NamedStart(Path directory, String name) {
    /// @throws CheckpointRejected where its files are others than its name says
    void requireUnchanged() throws IOException {
      String sha256 = DirectoryHash.of(directory);
      if (name.equals(sha256) || CheckpointStore.isNamed(name, sha256)) return;
      throw new CheckpointRejected(
          directory.getFileName() + ": its files have the hash " + sha256 + ", expected " + name);
    }
  }

  /// E of a published directory.
  ///
  /// @param sha256 of all its files
  public record NamedTeacher(Path directory, String sha256) {}

  /// @throws CheckpointRejected naming file and key where it cannot be trained
  public static TrainableModel read(
      Path directory, BaseReference reference, Optional<NamedTeacher> teacher) throws IOException {
    EmbeddedAdapter.refuse(directory);
    AnsweringConfig config = DirectoryKind.open(directory).answering();
    VisionTransformerSettings encoder =
        config
            .encoder()
            .orElseThrow(() ->
                new CheckpointRejected(
                    directory.getFileName()
                        + ": is a language model alone; an arm's recipe trains a model that takes"
                        + " pictures"));
    return new TrainableModel(
        directory,
        reference,
        config.language().family().prompt(),
        config.language().settings().context(),
        config.language().settings().vocabulary(),
        encoder,
        teacher,
        Optional.empty());
  }

  /// The same with something to go on from.
  public TrainableModel from(Optional<NamedStart> other) {
    return new TrainableModel(
        directory, reference, frame, context, vocabulary, encoder, teacher, other);
  }

  /// How the student sees its pictures.
  public Preprocessing studentFraming() {
    return Preprocessing.padded(encoder.view(), encoder.imageSize());
  }

  /// The same padded picture at another size.
  Preprocessing framing(int side) {
    return Preprocessing.padded(encoder.view(), side);
  }

  /// What samples may take of it under a recipe.
  public SampleLimits limits(Recipe.Form form) {
    int length = form.length() == 0 ? context : Math.min(form.length(), context);
    return new SampleLimits(form.packing(), length, length, encoder.patches(), vocabulary);
  }

  /// The frame of a recipe: captions in the first stage.
  public PromptTemplate frame(Recipe recipe) {
    return switch (recipe.recipe()) {
      case STAGE1 -> PromptTemplate.PLAIN;
      case FULL, STAGE2, FINETUNE -> frame;
    };
  }
}
