package io.viralstream.models.published;

import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import java.util.List;
import java.util.Optional;

/// How a directory is served: in what it is asked, what ends its answers, and what it takes.
///
/// @param prompt `chat template`, or a frame such as `frame vicuna_v1`
/// @param language the decoder's shape
/// @param picture nothing where it takes text alone
public record Serving(
    String prompt,
    List<EndToken> endTokens,
    LanguageModelSettings language,
    Optional<PictureInput> picture) {

  /// @param name nothing where the id is no special token
  public record EndToken(int id, Optional<String> name) {}

  /// @param side of the square that the encoder is shown
  /// @param positions that a picture takes in the prompt
  /// @param width D_z of the encoder's features
  public record PictureInput(int side, int positions, int width) {
    static PictureInput of(VisionTransformerSettings vision) {
      return new PictureInput(vision.imageSize(), vision.patches(), vision.width());
    }
  }

  public Serving {
    endTokens = List.copyOf(endTokens);
  }

  /// Positions that a prompt and its answer may take together.
  public int context() {
    return language.context();
  }
}
