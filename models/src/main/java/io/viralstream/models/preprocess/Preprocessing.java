package io.viralstream.models.preprocess;

import io.viralstream.images.Crop;
import io.viralstream.images.Padding;
import io.viralstream.images.Picture;
import io.viralstream.images.Resize;
import io.viralstream.images.ResizeFilter;
import io.viralstream.images.Rgb;
import io.viralstream.models.model.VisionView;

/// How a picture of any size becomes the square that an encoder takes.
public sealed interface Preprocessing {
  /// The square.
  Picture frame(Picture picture);

  /// Padded to a square of the student encoder's mean colour, then resized bicubically: as we
  /// train, and as every teacher sees what its student sees (docs/method.md §6.1, §7.1).
  ///
  /// @param side of the square
  static Preprocessing padded(VisionView student, int side) {
    return new Padded(meanColour(student), new Squashed(side, ResizeFilter.BICUBIC));
  }

  /// As LLaVA rounds it: (122, 116, 104) for CLIP's mean.
  private static Rgb meanColour(VisionView view) {
    return new Rgb(
        (int) (view.mean().get(0) * 255),
        (int) (view.mean().get(1) * 255),
        (int) (view.mean().get(2) * 255));
  }

  /// Padded to a square first.
  record Padded(Rgb fill, Preprocessing next) implements Preprocessing {
    @Override
    public Picture frame(Picture picture) {
      return switch (next) {
        case Squashed(int side, ResizeFilter filter) ->
            Padding.resized(filter, picture, fill, side);
        case Cropped(int shortest, int side, ResizeFilter filter) ->
            Crop.centre(Padding.resized(filter, picture, fill, shortest), side, side);
        case Padded padded -> padded.frame(Padding.square(picture, fill));
      };
    }
  }

  /// Resized to a square whatever its shape was, as SigLIP does.
  record Squashed(int side, ResizeFilter filter) implements Preprocessing {
    @Override
    public Picture frame(Picture picture) {
      return Resize.with(filter, picture, side, side);
    }
  }

  /// Resized so that the shortest edge has a length, then the middle cut out, as CLIP does.
  record Cropped(int shortest, int side, ResizeFilter filter) implements Preprocessing {
    @Override
    public Picture frame(Picture picture) {
      int edge = Math.min(picture.height(), picture.width());
      int height = scaled(picture.height(), edge);
      int width = scaled(picture.width(), edge);
      return Crop.ofResized(filter, picture, height, width, side);
    }

    /// Cut off, never rounded up, as the reference computes it.
    private int scaled(int length, int edge) {
      return Math.toIntExact((long) shortest * length / edge);
    }
  }
}
