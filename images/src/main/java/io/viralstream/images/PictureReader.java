package io.viralstream.images;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Opens picture files from anywhere: length, type and header are checked before a pixel is
/// decoded.
///
/// Decoding gives the bytes that PIL's `Image.open(f).convert("RGB")` gives: alpha is dropped, grey
/// repeated, a palette looked up, 16-bit colour cut to its high byte, orientation tags ignored.
public final class PictureReader {
  /// What is asked of a decoder.
  private interface Decoding<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static final Decoding<BufferedImage> WHOLE = reader -> reader.read(0);

  private final ImageLimits limits;

  public PictureReader(ImageLimits limits) {
    this.limits = limits;
  }

  /// Type and size, without decoding; throws what `read` would throw for the same header.
  public ImageHeader header(byte[] file) throws ImageRejected {
    limits.checkLength(file.length);
    ImageHeader header =
        switch (type(file)) {
          case PNG -> PngFile.header(file);
          case JPEG -> JpegFile.of(file).header();
        };
    limits.checkHeader(header);
    return header;
  }

  /// The decoded picture.
  public Picture read(byte[] file) throws ImageRejected {
    ImageHeader header = header(file);
    Picture picture =
        switch (header.type()) {
          case PNG -> RgbConversion.of(decode(header, PngFile.pixelsOnly(file), WHOLE));
          case JPEG -> read(header, JpegFile.of(file));
        };
    if (picture.height() != header.height() || picture.width() != header.width()) {
      throw ImageRejected.corrupt("size: the decoder found another than the header says");
    }
    return picture;
  }

  private static Picture read(ImageHeader header, JpegFile file) throws ImageRejected {
    if (!file.colours().anyIsHalved()) {
      return RgbConversion.of(decode(header, file.pixelsOnly(), WHOLE));
    }
    Raster raster = decode(header, file.pixelsOnly(), reader -> reader.readRaster(0, null));
    return HalvedRows.of(raster, file.colours());
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

  private static <T> T decode(ImageHeader header, byte[] plain, Decoding<T> decoding)
      throws ImageRejected {
    ImageReader reader = ImageIO.getImageReadersByFormatName(header.type().name()).next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
      reader.setInput(input, true, true);
      T image = decoding.of(reader);
      // The JPEG reader fills what is missing with grey and only warns: a picture that was not
      // sent.
      if (!warnings.isEmpty()) {
        throw ImageRejected.corrupt("pixels: " + warnings.getFirst());
      }
      return image;
    } catch (IOException | RuntimeException damaged) {
      // The JDK's readers meet damaged files with either kind, also from deep inside.
      throw new ImageRejected(
          ImageRejected.Category.CORRUPT, "pixels: " + damaged.getMessage(), damaged);
    } finally {
      reader.dispose();
    }
  }
}
