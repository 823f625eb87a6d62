package io.viralstream.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// What the components of a JPEG file are, as libjpeg decides it: YCbCr where there is a JFIF
/// segment, else what an Adobe segment says, else RGB where they are numbered R, G and B.
///
/// Java's decoder guesses otherwise where a file says little, so what was decided is said to it in
/// an Adobe segment.
final class JpegColours {
  private static final int COMPONENTS = 3;
  private static final int JFIF = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int PROFILE = 0xE2;
  private static final int LEAST_OF_PROFILE = 14;
  private static final int LENGTH_OF_FRAME = 8 + 3 * COMPONENTS;

  private boolean jfif;
  private int transform = -1;
  private byte[] frame = new byte[0];

  /// Whether a segment calls itself JFIF or Adobe.
  static boolean speaks(int marker, byte[] data) {
    return (marker == JFIF && begins(data, "JFIF")) || (marker == ADOBE && begins(data, "Adobe"));
  }

  /// Whether a segment calls itself a part of a profile and has no number of it.
  static boolean isCutProfile(int marker, byte[] data) {
    return marker == PROFILE && begins(data, "ICC_PROFILE\0") && data.length < LEAST_OF_PROFILE;
  }

  /// @param data behind the segment's length
  void application(int marker, byte[] data) {
    if (marker == JFIF && data.length >= 14 && begins(data, "JFIF\0")) jfif = true;
    if (marker == ADOBE && data.length >= 12 && begins(data, "Adobe")) transform = data[11] & 0xFF;
  }

  /// @param segment from its length on
  void frame(byte[] segment) {
    frame = segment;
  }

  /// An Adobe segment for a file of three components, else nothing.
  byte[] segment() {
    if (frame.length != LENGTH_OF_FRAME) return new byte[0];
    byte[] segment = new byte[16];
    segment[0] = (byte) 0xFF;
    segment[1] = (byte) ADOBE;
    segment[3] = 14;
    System.arraycopy("Adobe".getBytes(StandardCharsets.US_ASCII), 0, segment, 4, 5);
    segment[10] = 100; // its version
    segment[15] = (byte) (isRgb() ? 0 : 1);
    return segment;
  }

  boolean isRgb() {
    if (jfif) return false;
    if (transform >= 0) return transform == 0;
    return number(0) == 'R' && number(1) == 'G' && number(2) == 'B';
  }

  /// Whether the component has half of the picture's rows and all of its columns.
  boolean isHalved(int component) {
    return across(component) == most(this::across) && 2 * down(component) == most(this::down);
  }

  boolean anyIsHalved() {
    return frame.length == LENGTH_OF_FRAME
        && IntStream.range(0, COMPONENTS).anyMatch(this::isHalved);
  }

  private static int most(IntUnaryOperator sampling) {
    return IntStream.range(0, COMPONENTS).map(sampling).max().orElseThrow();
  }

  private int number(int component) {
    return frame[8 + 3 * component];
  }

  /// Samples across one block of the picture.
  private int across(int component) {
    return (frame[9 + 3 * component] & 0xFF) >> 4;
  }

  private int down(int component) {
    return frame[9 + 3 * component] & 0xF;
  }

  private static boolean begins(byte[] data, String text) {
    byte[] beginning = text.getBytes(StandardCharsets.US_ASCII);
    return data.length >= beginning.length
        && Arrays.equals(data, 0, beginning.length, beginning, 0, beginning.length);
  }
}
