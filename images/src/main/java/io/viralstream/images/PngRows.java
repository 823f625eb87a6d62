package io.viralstream.images;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates the rows of a PNG file one by one and puts them into the picture, so that nothing
/// larger than two rows is held beside it.
///
/// It goes on and stops where PIL does: data that ends with a whole row leaves the rest blank, and
/// what follows the last row is not looked at.
final class PngRows implements AutoCloseable {
  private static final int[] FIRST_ROW = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] FIRST_COLUMN = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] ROWS_APART = {8, 8, 8, 4, 4, 2, 2};
  private static final int[] COLUMNS_APART = {8, 8, 4, 4, 2, 2, 1};

  private final ImageHeader header;
  private final PngFormat format;
  private final PngSamples samples;
  private final boolean interlaced;
  private final Inflater inflater = new Inflater();
  private final byte[] rgb;

  private byte[] row;
  private byte[] above;
  private int filled;
  private int pass;
  private int y;
  private boolean complete;

  PngRows(ImageHeader header, PngFormat format, PngSamples samples, boolean interlaced) {
    this.header = header;
    this.format = format;
    this.samples = samples;
    this.interlaced = interlaced;
    this.rgb = new byte[header.height() * header.width() * Picture.CHANNELS];
    samples.blank(rgb);
    this.row = new byte[1 + format.rowLength(header.width())];
    this.above = new byte[row.length];
  }

  /// Takes the next part of the compressed data.
  ///
  /// @return whether no more is needed
  boolean take(byte[] file, int from, int length) throws ImageRejected {
    inflater.setInput(file, from, length);
    while (!complete && inflater.getRemaining() > 0) {
      int whole = 1 + format.rowLength(pixels());
      filled += inflate(whole - filled);
      if (filled < whole) return false;
      filled = 0;
      PngFilter.undo(row, above, whole - 1, format.bytesPerPixel());
      place();
    }
    return complete;
  }

  Picture picture() {
    return new Picture(header.height(), header.width(), rgb);
  }

  private int inflate(int most) throws ImageRejected {
    try {
      return inflater.inflate(row, filled, most);
    } catch (DataFormatException damaged) {
      throw new ImageRejected(
          ImageRejected.Category.CORRUPT, "pixels: " + damaged.getMessage(), damaged);
    }
  }

  private void place() {
    int width = header.width();
    if (interlaced) {
      samples.write(row, pixels(), rgb, y * width + FIRST_COLUMN[pass], COLUMNS_APART[pass]);
      y += ROWS_APART[pass];
    } else {
      samples.write(row, width, rgb, y * width, 1);
      y++;
    }
    byte[] before = above;
    above = row;
    row = before;
    while (interlaced && pass < FIRST_ROW.length && (y >= header.height() || pixels() == 0)) {
      nextPass();
    }
    complete = y >= header.height() || inflater.finished();
  }

  private void nextPass() {
    pass++;
    y = pass < FIRST_ROW.length ? FIRST_ROW[pass] : header.height();
    Arrays.fill(above, (byte) 0);
  }

  /// In a row of this pass.
  private int pixels() {
    if (!interlaced) return header.width();
    int apart = COLUMNS_APART[pass];
    return (header.width() - FIRST_COLUMN[pass] + apart - 1) / apart;
  }

  @Override
  public void close() {
    inflater.close();
  }
}
