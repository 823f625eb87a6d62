package io.viralstream.gateway.images;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.ImageType;
import io.viralstream.images.PerceptualHash;
import io.viralstream.images.PictureReader;
import java.util.concurrent.Semaphore;

/// Decides whether a picture is taken: by its content, its limits and by being decoded whole.
///
/// Decoding is the one step whose memory is a multiple of what was sent: the reader waits for it,
/// as a few threads that decode do for processors.
public final class ImageCheck {
  private final PictureReader reader;
  private final Semaphore decoders;

  /// @param decoders how many pictures are decoded at once, which takes a processor each
  public ImageCheck(PictureReader reader, int decoders) {
    this.reader = reader;
    this.decoders = new Semaphore(decoders);
  }

  /// The type by content; what the sender calls it is not looked at.
  ImageType type(GivenImage image) {
    try {
      return reader.header(image.bytes()).type();
    } catch (ImageRejected rejected) {
      throw problem(image, kind(rejected), detail(rejected));
    }
  }

  long perceptualHash(GivenImage image) {
    decoders.acquireUninterruptibly();
    try {
      return reader.read(image.bytes(), PerceptualHash::of);
    } catch (ImageRejected rejected) {
      throw problem(image, kind(rejected), detail(rejected));
    } finally {
      decoders.release();
    }
  }

  private static String detail(ImageRejected rejected) {
    return String.valueOf(rejected.getMessage());
  }

  private static ProblemKind kind(ImageRejected rejected) {
    return switch (rejected.category()) {
      case TOO_MANY_BYTES -> ProblemKind.TOO_LARGE;
      case UNKNOWN_TYPE -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
      case EMPTY, TOO_LARGE, UNSUPPORTED, CORRUPT -> ProblemKind.IMAGE_REJECTED;
    };
  }

  private static ProblemException problem(GivenImage image, ProblemKind kind, String detail) {
    return Problem.at(image.field(), kind, image.field() + ": " + detail).exception();
  }
}
