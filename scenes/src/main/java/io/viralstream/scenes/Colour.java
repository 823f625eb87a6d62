package io.viralstream.scenes;

import io.viralstream.images.Rgb;
import java.util.Locale;

/// A colour that objects have, with the middle of the range in which it is painted.
public enum Colour {
  RED(220, 40, 40),
  GREEN(40, 165, 60),
  BLUE(10, 130, 250),
  YELLOW(248, 236, 20),
  BLACK(15, 15, 15),
  PURPLE(150, 60, 190),
  /// Not in the base world: lighter than red and purple.
  PINK(250, 130, 195),
  /// Not in the base world: lighter and greener than blue.
  CYAN(60, 225, 225);

  private final Rgb middle;

  Colour(int red, int green, int blue) {
    middle = new Rgb(red, green, blue);
  }

  Rgb middle() {
    return middle;
  }

  /// As questions and answers say it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
