package io.viralstream.images;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/// Any decoded raster as RGB bytes, sample for sample as PIL's `convert("RGB")`.
///
/// It reads samples, not `getRGB`: Java's colour management would brighten grey pictures.
final class RgbConversion {
  private RgbConversion() {}

  static Picture of(BufferedImage image) throws ImageRejected {
    byte[] rgb = new byte[image.getHeight() * image.getWidth() * Picture.CHANNELS];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, rgb);
    } else {
      fromSamples(image.getRaster(), rgb);
    }
    return new Picture(image.getHeight(), image.getWidth(), rgb);
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb)
      throws ImageRejected {
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        int index = raster.getSample(x, y, 0);
        if (index >= palette.getMapSize()) {
          throw ImageRejected.corrupt("palette: index " + index + " has no colour");
        }
        rgb[at++] = (byte) palette.getRed(index);
        rgb[at++] = (byte) palette.getGreen(index);
        rgb[at++] = (byte) palette.getBlue(index);
      }
    }
  }

  private static void fromSamples(Raster raster, byte[] rgb) throws ImageRejected {
    int bands = raster.getNumBands();
    boolean wide = raster.getTransferType() == DataBuffer.TYPE_USHORT;
    if (wide && bands == 1) {
      // PIL's own versions disagree on how 16-bit grey becomes 8-bit, so nothing is guessed.
      throw ImageRejected.unsupported("depth=16: grey pictures of 8 bits or fewer only");
    }
    int shift = wide ? 8 : 0;
    int colourStep = bands < Picture.CHANNELS ? 0 : 1; // grey, with alpha or without, is repeated
    int[] row = new int[raster.getWidth() * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int pixel = 0; pixel < row.length; pixel += bands) {
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
          rgb[at++] = (byte) (row[pixel + channel * colourStep] >> shift);
        }
      }
    }
  }
}
