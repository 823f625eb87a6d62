package io.viralstream.images;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What the chunks of a PNG file say of its picture, and that they say it as PIL wants it.
final class PngContents {
  private static final int COLOURS = 256;
  private static final byte OPAQUE = -1;

  private final byte[] file;
  private int width;
  private int height;
  private int depth;
  private int colour;
  private boolean interlaced;
  private byte[] palette = new byte[0];
  private long frames;
  private long sequence = -1; // of an animation's frames
  private boolean framed;
  private boolean cut;
  private boolean coloured;
  private boolean oneTransparent;

  PngContents(byte[] file) {
    this.file = file;
  }

  /// Takes one chunk.
  void take(PngChunk chunk) throws ImageRejected {
    if (chunk.end() > file.length) {
      throw corrupt(chunk, "reaches past the file's end");
    }
    if (chunk.length() < chunk.kind().least()) {
      throw corrupt(chunk, "bytes=" + chunk.length() + ", at least " + chunk.kind().least());
    }
    switch (chunk.kind()) {
      case HEADER -> header(chunk);
      case PALETTE -> palette(chunk);
      case TRANSPARENCY -> transparency(chunk);
      case PROFILE -> profile(chunk);
      case TEXT -> text(chunk);
      case CHROMATICITY -> demand(chunk, chunk.length() % Integer.BYTES == 0, "no whole numbers");
      case ANIMATION -> animation(chunk);
      case FRAME -> frame(chunk);
      case FRAME_DATA -> {
        demand(chunk, framed, "before any fcTL");
        follow(chunk);
      }
      case DATA, END, GAMMA, INTENT, RESOLUTION, OTHER -> {}
    }
  }

  /// Whether it is known how pixels stand in `IDAT`; before, PIL passes over one.
  boolean hasFormat() {
    return PngFormat.exists(depth, colour);
  }

  /// @throws ImageRejected where no picture was described, or one that is not taken
  void demandWholePicture() throws ImageRejected {
    if (height < 1 || width < 1) {
      throw ImageRejected.corrupt("height=" + height + " width=" + width + ": at least 1 each");
    }
    if (!hasFormat()) {
      throw ImageRejected.corrupt("depth=" + depth + " colour=" + colour + ": no such format");
    }
    if (depth == 16 && format().colour() == PngFormat.Colour.GREY) {
      // PIL's own versions disagree on how 16-bit grey becomes 8-bit, so nothing is guessed.
      throw ImageRejected.unsupported("depth=16: grey pictures of 8 bits or fewer only");
    }
    if (oneTransparent && !coloured) {
      throw ImageRejected.corrupt("chunk=tRNS: of a palette that is not there");
    }
    if (cut) {
      throw ImageRejected.unsupported("chunk=fcTL: the first picture of an animation is smaller");
    }
  }

  ImageHeader header() {
    return new ImageHeader(ImageType.PNG, height, width, 1);
  }

  PngRows rows() {
    return new PngRows(header(), format(), new PngSamples(format(), palette), interlaced);
  }

  boolean isAnimated() {
    return frames > 1 || (frames == 1 && !framed);
  }

  private PngFormat format() {
    return PngFormat.of(depth, colour);
  }

  private void header(PngChunk chunk) throws ImageRejected {
    int at = chunk.data();
    width = BigEndian.intAt(file, at);
    height = BigEndian.intAt(file, at + 4);
    if (PngFormat.exists(file[at + 8] & 0xFF, file[at + 9] & 0xFF)) {
      depth = file[at + 8] & 0xFF;
      colour = file[at + 9] & 0xFF;
    }
    interlaced |= file[at + 12] != 0;
    demand(chunk, file[at + 11] == 0, "filter method " + file[at + 11]);
  }

  private void palette(PngChunk chunk) throws ImageRejected {
    if (!hasFormat() || format().colour() != PngFormat.Colour.PALETTE) return;
    coloured = true;
    int colours = Math.toIntExact(chunk.length()) / Picture.CHANNELS;
    demand(chunk, colours <= COLOURS, colours + " colours, at most " + COLOURS);
    int from = chunk.data();
    palette = Arrays.copyOfRange(file, from, from + colours * Picture.CHANNELS);
  }

  /// One sample of two bytes for grey, three for colour; a palette's may be longer than it.
  private void transparency(PngChunk chunk) throws ImageRejected {
    if (!hasFormat()) return;
    int least =
        switch (format().colour()) {
          case GREY -> 2;
          case RGB -> 6;
          case PALETTE, GREY_ALPHA, RGB_ALPHA, UNUSED_1, UNUSED_5 -> 0;
        };
    demand(chunk, chunk.length() >= least, "bytes=" + chunk.length() + ", at least " + least);
    oneTransparent = format().colour() == PngFormat.Colour.PALETTE && isOneOf(chunk);
  }

  /// Whether one colour is transparent and the others are not.
  private boolean isOneOf(PngChunk chunk) {
    int from = chunk.data();
    int length = Math.toIntExact(chunk.length());
    long not = IntStream.range(0, length).filter(i -> file[from + i] != OPAQUE).count();
    return not == 1 && IntStream.range(0, length).anyMatch(i -> file[from + i] == 0);
  }

  /// A name, a nought, the number of a compression.
  private void profile(PngChunk chunk) throws ImageRejected {
    int at = nought(chunk) + 1;
    demand(chunk, at < chunk.end() && file[at] == 0, "unknown compression");
  }

  private void text(PngChunk chunk) throws ImageRejected {
    int at = nought(chunk) + 1;
    demand(chunk, at >= chunk.end() || file[at] == 0, "unknown compression");
  }

  private int nought(PngChunk chunk) {
    int at = chunk.data();
    while (at < chunk.end() && file[at] != 0) {
      at++;
    }
    return at;
  }

  /// How many pictures an animation has; the second time there is none.
  private void animation(PngChunk chunk) {
    long said = Integer.toUnsignedLong(BigEndian.intAt(file, chunk.data()));
    frames = frames == 0 && said <= 1L << 31 ? said : 0;
  }

  private void frame(PngChunk chunk) throws ImageRejected {
    follow(chunk);
    long across = unsigned(chunk, 4);
    long down = unsigned(chunk, 8);
    long left = unsigned(chunk, 12);
    long top = unsigned(chunk, 16);
    boolean inside = left + across <= width && top + down <= height;
    demand(chunk, inside, "outside of the picture");
    framed = true;
    boolean empty = left + across == 0; // taken for the whole
    cut = !empty && (across != width || down != height);
  }

  private void follow(PngChunk chunk) throws ImageRejected {
    long number = unsigned(chunk, 0);
    demand(chunk, number == sequence + 1, "number " + number + " after " + sequence);
    sequence = number;
  }

  private long unsigned(PngChunk chunk, int offset) {
    return Integer.toUnsignedLong(BigEndian.intAt(file, chunk.data() + offset));
  }

  private static void demand(PngChunk chunk, boolean holds, String otherwise) throws ImageRejected {
    if (!holds) throw corrupt(chunk, otherwise);
  }

  private static ImageRejected corrupt(PngChunk chunk, String reason) {
    return ImageRejected.corrupt("chunk=" + chunk.name() + ": " + reason);
  }
}
