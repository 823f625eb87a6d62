package io.viralstream.models.published.vision;

import java.util.List;

/// What a published vision model is found to be without reading its weights.
///
/// @param parameters numbers in the model that its configuration describes
/// @param problems each tensor that is missing, wrong or too many
public record VisionFindings(long parameters, List<String> problems) {
  public VisionFindings {
    problems = List.copyOf(problems);
  }
}
