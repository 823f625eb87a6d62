package io.viralstream.models.published.vision;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionBackbone;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;

/// A published vision model in memory.
///
/// @param parameters its weights, which this owns
public record LoadedVision(VisionBackbone backbone, Parameters parameters)
    implements AutoCloseable {
  public VisionView view() {
    return backbone.view();
  }

  /// What sees pictures of any size as E does: padded with a student encoder's mean colour, or with
  /// its own where there is no student.
  ///
  /// @param student this model's own view, or that of the student's encoder
  public ImageEncoder imageEncoder(Torch torch, VisionView student) {
    VisionEncoder encoder = new VisionEncoder(torch, backbone);
    return new ImageEncoder(Preprocessing.padded(student, view().imageSize()), encoder::encode);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
