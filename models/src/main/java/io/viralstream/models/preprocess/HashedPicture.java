package io.viralstream.models.preprocess;

import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A picture that waits for its model, and the SHA-256 of the file it came from, by which its
/// features are known.
///
/// A file of 100 KB may hold a picture of 48 MiB. So what waits is small: the squares that are
/// known to be wanted, else the pixels of a small picture, else the file, which is decoded once
/// more.
public sealed interface HashedPicture {
  /// At most this many pixels are kept as they are: 836 × 836, 2 MiB.
  int MOST_PIXELS = (2 << 20) / 3;

  String sha256();

  /// The square that an encoder takes.
  Picture framed(Preprocessing preprocessing);

  /// Bytes that it holds while it waits.
  long bytes();

  /// Decodes a file once, which shows that it is sound.
  ///
  /// @param wanted all framings that will be asked for, or none where they are not known yet
  static HashedPicture of(
      String sha256, byte[] file, PictureReader reader, List<Preprocessing> wanted)
      throws ImageRejected {
    return reader.read(
        file,
        picture -> {
          if (!wanted.isEmpty()) return new Squares(sha256, squares(picture, wanted));
          if ((long) picture.height() * picture.width() <= MOST_PIXELS)
            return new Whole(sha256, picture);
          return new Filed(sha256, file, reader);
        });
  }

  private static Map<Preprocessing, Picture> squares(Picture picture, List<Preprocessing> wanted) {
    Map<Preprocessing, Picture> squares = new HashMap<>();
    for (Preprocessing preprocessing : wanted)
      squares.computeIfAbsent(preprocessing, each -> each.frame(picture));
    return squares;
  }

  /// Decoded.
  record Whole(String sha256, Picture picture) implements HashedPicture {
    @Override
    public Picture framed(Preprocessing preprocessing) {
      return preprocessing.frame(picture);
    }

    @Override
    public long bytes() {
      return picture.rgb().length;
    }
  }

  /// Decoded and framed for everyone who looks at it.
  record Squares(String sha256, Map<Preprocessing, Picture> squares) implements HashedPicture {
    public Squares {
      squares = Map.copyOf(squares);
    }

    @Override
    public Picture framed(Preprocessing preprocessing) {
      Picture square = squares.get(preprocessing);
      if (square == null) throw new IllegalArgumentException(preprocessing + ": was not asked for");
      return square;
    }

    @Override
    public long bytes() {
      return squares.values().stream().mapToLong(square -> square.rgb().length).sum();
    }
  }

  /// Still in its file, which was decoded once without complaint.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Filed(String sha256, byte[] file, PictureReader reader) implements HashedPicture {
    @Override
    public Picture framed(Preprocessing preprocessing) {
      try {
        return reader.read(file, preprocessing::frame);
      } catch (ImageRejected impossible) {
        throw new IllegalStateException(sha256 + " was sound before", impossible);
      }
    }

    @Override
    public long bytes() {
      return file.length;
    }
  }
}
