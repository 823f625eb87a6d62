package io.viralstream.workers.pretrained.vision;

import io.viralstream.workers.model.Parameters;
import io.viralstream.workers.model.VisionBackbone;
import io.viralstream.workers.model.VisionView;

/// A published vision model in memory.
///
/// @param parameters its weights, which this owns
public record LoadedVision(VisionBackbone backbone, Parameters parameters)
    implements AutoCloseable {
  public VisionView view() {
    return backbone.view();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
