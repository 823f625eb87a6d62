package io.viralstream.gateway.images;

import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.images.ImageMarker;
import io.viralstream.images.ImageMarker.Fault;
import java.util.Optional;

/// A question without LLaVA's `<image>`, or the problem that its markers are.
public final class MarkedQuestion {
  private MarkedQuestion() {}

  /// @param field where the text was given
  /// @param picture what the question is about, if anything
  public static String of(Field field, String text, Optional<?> picture) {
    Optional<Fault> fault =
        picture.isPresent() ? ImageMarker.besidePicture(text) : ImageMarker.withoutPicture(text);
    fault.ifPresent(wrong -> {
      throw problem(field, wrong);
    });
    return ImageMarker.removed(text);
  }

  private static ProblemException problem(Field field, Fault fault) {
    return switch (fault) {
      case SEVERAL -> field.problem(ProblemKind.SEVERAL_IMAGES, fault.sentence());
      case NO_PICTURE, NO_QUESTION -> field.invalid(fault.sentence());
    };
  }
}
