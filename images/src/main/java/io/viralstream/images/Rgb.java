package io.viralstream.images;

/// One colour, each channel from 0 to 255.
public record Rgb(int red, int green, int blue) {
  public Rgb {
    requireByte("red", red);
    requireByte("green", green);
    requireByte("blue", blue);
  }

  private static void requireByte(String channel, int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(channel + "=" + value + ": must be 0 to 255");
    }
  }
}
