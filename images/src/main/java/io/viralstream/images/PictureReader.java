package io.viralstream.images;

import java.awt.image.BufferedImage;
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
          case JPEG -> JpegFile.header(file);
        };
    limits.checkHeader(header);
    return header;
  }

  /// The decoded picture.
  public Picture read(byte[] file) throws ImageRejected {
    ImageHeader header = header(file);
    BufferedImage decoded =
        switch (header.type()) {
          case PNG -> decode(header, PngFile.pixelsOnly(file));
          case JPEG -> decode(header, JpegFile.pixelsOnly(file));
        };
    if (decoded.getHeight() != header.height() || decoded.getWidth() != header.width()) {
      throw ImageRejected.corrupt("size: the decoder found another than the header says");
    }
    return RgbConversion.of(decoded);
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

  private static BufferedImage decode(ImageHeader header, byte[] plain) throws ImageRejected {
    ImageReader reader = ImageIO.getImageReadersByFormatName(header.type().name()).next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
      reader.setInput(input, true, true);
      BufferedImage image = reader.read(0);
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
