package io.viralstream.images;

/// Opens picture files from anywhere: length, type and header are checked before a pixel is
/// decoded.
///
/// Decoding gives the bytes that PIL's `Image.open(f).convert("RGB")` gives: alpha is dropped, grey
/// repeated, a palette looked up, 16-bit colour cut to its high byte, orientation tags ignored.
public final class PictureReader {
  private final ImageLimits limits;

  public PictureReader(ImageLimits limits) {
    this.limits = limits;
  }

  /// Type and size, without decoding; throws what `read` would throw for the same header.
  public ImageHeader header(byte[] file) throws ImageRejected {
    return opened(file).header();
  }

  /// The decoded picture.
  public Picture read(byte[] file) throws ImageRejected {
    return opened(file).decode();
  }

  private Opened opened(byte[] file) throws ImageRejected {
    limits.checkLength(file.length);
    Opened opened =
        switch (type(file)) {
          case PNG -> new OpenedPng(PngFile.of(file));
          case JPEG -> new OpenedJpeg(JpegFile.of(file));
        };
    limits.checkHeader(opened.header());
    return opened;
  }

  private static ImageType type(byte[] file) throws ImageRejected {
    if (file.length == 0) {
      throw new ImageRejected(ImageRejected.Category.EMPTY, "bytes=0: a picture was expected");
    }
    return ImageType.recognise(file)
        .orElseThrow(() ->
            new ImageRejected(
                ImageRejected.Category.UNKNOWN_TYPE, "type: only PNG and JPEG are taken"));
  }

  /// A file whose header was read.
  private sealed interface Opened {
    ImageHeader header();

    Picture decode() throws ImageRejected;
  }

  private record OpenedPng(PngFile file) implements Opened {
    @Override
    public ImageHeader header() {
      return file.header();
    }

    @Override
    public Picture decode() throws ImageRejected {
      return file.picture();
    }
  }

  private record OpenedJpeg(JpegFile file) implements Opened {
    @Override
    public ImageHeader header() {
      return file.header();
    }

    @Override
    public Picture decode() throws ImageRejected {
      return JpegPixels.of(file);
    }
  }
}
