package io.viralstream.images;

import java.util.function.Function;

/// Opens picture files from anywhere: length, type and header are checked before a pixel is
/// decoded, and the memory that decoding takes is waited for.
///
/// Decoding gives the bytes that PIL's `Image.open(f).convert("RGB")` gives: alpha is dropped, grey
/// repeated, a palette looked up, 16-bit colour cut to its high byte, orientation tags ignored.
public final class PictureReader {
  private final ImageLimits limits;
  private final DecodeMemory memory;

  /// @param memory of the process, shared by all of its readers
  public PictureReader(ImageLimits limits, DecodeMemory memory) {
    this.limits = limits;
    this.memory = memory;
  }

  /// Within the usual limits, and the usual share of a heap.
  ///
  /// @param heap bytes that the process may use, as `Runtime.maxMemory()` says
  /// @throws IllegalArgumentException where it is too small for the largest picture
  public static PictureReader standard(long heap) {
    ImageLimits limits = ImageLimits.STANDARD;
    return new PictureReader(limits, new DecodeMemory(DecodeMemory.share(heap, limits)));
  }

  /// Type and size, without decoding; throws what `read` would throw for the same header.
  public ImageHeader header(byte[] file) throws ImageRejected {
    return opened(file).header();
  }

  /// What is made of the decoded picture, which holds its memory only until then.
  public <T> T read(byte[] file, Function<Picture, T> use) throws ImageRejected {
    Opened opened = opened(file);
    try (DecodeMemory.Hold held = memory.hold(ImageLimits.decode(opened.header(), file.length))) {
      return use.apply(opened.decode());
    }
  }

  /// The decoded picture, for those who keep one and have room for it: it is counted no longer.
  public Picture read(byte[] file) throws ImageRejected {
    return read(file, picture -> picture);
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
