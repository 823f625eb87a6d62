package io.viralstream.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClickHouseUrlTest {
  @Test
  void readsEveryPart() {
    var url = ClickHouseUrl.parse("https://me:p%40ss+word@db.example:9440/scores/");

    assertEquals(URI.create("https://db.example:9440"), url.endpoint());
    assertEquals("me", url.user());
    assertEquals("p@ss+word", url.password());
    assertEquals("scores", url.database());
  }

  @Test
  void fillsInWhatIsLeftOut() {
    var url = ClickHouseUrl.parse("http://127.0.0.1");

    assertEquals(URI.create("http://127.0.0.1:8123"), url.endpoint());
    assertEquals("default", url.user());
    assertEquals("", url.password());
    assertEquals("viral", url.database());
  }

  @Test
  void hidesThePassword() {
    assertFalse(
        ClickHouseUrl.parse("http://me:secret@localhost/viral").toString().contains("secret"));
  }

  @Test
  void refusesOtherAddressesWithoutRepeatingThem() {
    for (String text :
        new String[] {"tcp://me:secret@h:9000/viral", "not an address secret", "secret"}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ClickHouseUrl.parse(text));
      assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
    }
  }

  @Test
  void refusesADatabaseThatWouldNeedQuoting() {
    assertThrows(
        IllegalArgumentException.class, () -> ClickHouseUrl.parse("http://localhost/a;drop"));
  }
}
