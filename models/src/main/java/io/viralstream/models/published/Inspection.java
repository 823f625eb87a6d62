package io.viralstream.models.published;

import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.ReadingMemory;
import io.viralstream.models.tensor.Torch;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a checkpoint directory is, what it needs, and all that is wrong with it; no tensor is read,
/// but a head that should be the embedding table.
///
/// With P parameters, of which T are trained (all but the encoder), everything in F32:
///
/// - to serve: 4·P, and what reading and answering one sequence takes, see [ReadingMemory];
/// - to train: 4·P, and 12·T of gradients and AdamW's two moments; activations come on top.
///
/// @param family such as `llava: llama and clip`, or `unknown`
/// @param parameters numbers in the model that the configuration describes
/// @param encoder numbers in its V_ψ, which is never trained
/// @param bytesToServe with one sequence of the whole context
/// @param serving how it is served, where it answers and its files say enough
/// @param problems nothing where it can be run
public record Inspection(
    String family,
    long parameters,
    long encoder,
    long bytesToServe,
    long bytesToTrain,
    Optional<Serving> serving,
    List<String> problems) {
  public Inspection {
    problems = List.copyOf(problems);
  }

  /// Reads what the directory says about itself.
  public static Inspection of(Torch torch, Path directory) {
    return new Inspector(torch, directory).inspect();
  }

  /// With one sequence of so many positions, of a model that answers.
  public long bytesToServe(int positions) {
    LanguageModelSettings language = serving.orElseThrow().language();
    return 4 * parameters + new ReadingMemory(language).bytes(positions);
  }

  /// Of a model whose shape is known.
  static Inspection of(
      String family,
      long frozen,
      long trained,
      LanguageModelSettings language,
      Optional<Serving> serving,
      Findings found) {
    long parameters = frozen + trained;
    long sequence = new ReadingMemory(language).bytes(language.context());
    return new Inspection(
        family,
        parameters,
        frozen,
        4 * parameters + sequence,
        4 * parameters + 12 * trained,
        serving,
        found.list());
  }

  /// Of an encoder alone, which is never trained, or of a directory that says no more.
  static Inspection ofFrozen(String family, long parameters, Findings found) {
    return new Inspection(
        family,
        parameters,
        parameters,
        4 * parameters,
        4 * parameters,
        Optional.empty(),
        found.list());
  }

  static long elements(Collection<List<Long>> shapes) {
    return shapes.stream().mapToLong(Inspection::elements).sum();
  }

  static long elements(WeightFiles files) {
    return elements(files.names().stream().map(files::tensor).map(StoredTensor::shape).toList());
  }

  static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
