package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// The rule for settings that come later, on settings that have one.
class CanonicalTextTest {
  private record Settings(String name, Later nested) {}

  private record Later(int layer, int added) {}

  private static final Settings STANDARD = new Settings("arm", new Later(0, 5));

  @Test
  void isFlatWithItsKeysInAlphabeticalOrder() {
    assertEquals(
        "{\"added\":6,\"layer\":3,\"name\":\"arm\"}", text(new Settings("arm", new Later(3, 6))));
  }

  @Test
  void leavesALaterSettingOutWhereItHasItsDefault() {
    assertEquals("{\"layer\":3,\"name\":\"arm\"}", text(new Settings("arm", new Later(3, 5))));
  }

  @Test
  void saysTheFirstSettingsEvenAtTheirDefaults() {
    assertEquals("{\"layer\":0,\"name\":\"arm\"}", text(STANDARD));
  }

  @Test
  void refusesTwoSettingsOfOneName() {
    record Twice(String added, Later nested) {}
    Twice twice = new Twice("arm", new Later(0, 5));
    assertThrows(IllegalArgumentException.class, () -> CanonicalText.text(twice, twice));
  }

  private static String text(Settings settings) {
    return CanonicalText.text(settings, STANDARD);
  }
}
