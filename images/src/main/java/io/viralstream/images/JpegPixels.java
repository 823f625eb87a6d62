package io.viralstream.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/// Decodes a JPEG file's pixels with Java's decoder, straight into the bytes of the picture.
///
/// What the decoder warns of is no reason to refuse, as it is none for PIL: data that is missing in
/// front of a marker leaves its rows grey. At the file's end it is missed.
final class JpegPixels {
  /// What libjpeg says of bytes that it passes over; all else that it says is of missing data.
  private static final String PASSED_OVER = "extraneous bytes before marker";

  private final ImageHeader header;
  private final JpegFile file;
  private final List<String> warnings = new ArrayList<>();

  private JpegPixels(ImageHeader header, JpegFile file) {
    this.header = header;
    this.file = file;
  }

  static Picture of(JpegFile file) throws ImageRejected {
    return new JpegPixels(file.header(), file).decoded();
  }

  private Picture decoded() throws ImageRejected {
    ImageReader reader = ImageIO.getImageReadersByFormatName("JPEG").next();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (JpegInput input = file.pixelsOnly()) {
      reader.setInput(input, true, true);
      Picture picture = read(reader);
      demandData();
      return picture;
    } catch (IOException | RuntimeException damaged) {
      // Java's reader meets damaged files with either kind, also from deep inside.
      throw Damage.of(damaged);
    } finally {
      reader.dispose();
    }
  }

  private void demandData() throws ImageRejected {
    if (!file.isFollowed() && !warnings.stream().allMatch(text -> text.contains(PASSED_OVER))) {
      throw ImageRejected.corrupt("pixels: the file ends before the last row");
    }
  }

  private Picture read(ImageReader reader) throws IOException, ImageRejected {
    if (reader.getHeight(0) != header.height() || reader.getWidth(0) != header.width()) {
      throw ImageRejected.corrupt("size: the decoder found another than the header says");
    }
    if (file.colours().anyIsHalved()) {
      return HalvedRows.of(reader.readRaster(0, null), file.colours());
    }
    byte[] rgb = new byte[header.height() * header.width() * Picture.CHANNELS];
    ImageReadParam how = reader.getDefaultReadParam();
    how.setDestination(file.isGrey() ? grey(rgb) : colour(rgb));
    reader.read(0, how);
    if (file.isGrey()) repeatGrey(rgb);
    return new Picture(header.height(), header.width(), rgb);
  }

  private BufferedImage colour(byte[] rgb) {
    return image(rgb, new int[] {0, 1, 2}, ColorSpace.CS_sRGB);
  }

  /// Only the first of a pixel's three bytes is written.
  private BufferedImage grey(byte[] rgb) {
    return image(rgb, new int[] {0}, ColorSpace.CS_GRAY);
  }

  private BufferedImage image(byte[] rgb, int[] bands, int colours) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            header.width(),
            header.height(),
            header.width() * Picture.CHANNELS,
            Picture.CHANNELS,
            bands,
            null);
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(colours),
            false,
            false,
            BufferedImage.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }

  private static void repeatGrey(byte[] rgb) {
    for (int at = 0; at < rgb.length; at += Picture.CHANNELS) {
      rgb[at + 1] = rgb[at];
      rgb[at + 2] = rgb[at];
    }
  }
}
