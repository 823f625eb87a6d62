package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.embedded.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedPortTest {
  private static final int TAKEN_BY_NOBODY = 1;

  @TempDir Path folder;

  @Test
  void isTheOneThatWasAskedForEvenIfAnotherWasLast() {
    port().remember(TAKEN_BY_NOBODY);
    assertEquals(81, port().choose(Optional.of(81), 82));
  }

  @Test
  void isTheLastOneOfItsFolderWhereNoneWasAskedFor() {
    int last = free();
    port().remember(last);
    assertEquals(last, port().choose(Optional.empty(), free()));
    assertEquals(last, port().choose(Optional.of(0), free()));
  }

  @Test
  void isTheUsualOneOnANewFolder() {
    int usual = free();
    assertEquals(usual, port().choose(Optional.empty(), usual));
  }

  @Test
  void isAnyWhereAnyWasAskedForOrBothAreTaken() {
    try (FreePort held = FreePort.exactly(0)) {
      port().remember(held.number());
      assertEquals(0, port().choose(Optional.of(0), free()));
      assertEquals(0, port().choose(Optional.empty(), held.number()));
    }
  }

  @Test
  void isANumberThatIsFreeForWhoMustBeToldOne() {
    int first = port().number(Optional.empty());
    assertNotEquals(0, first);
    port().remember(first);
    assertEquals(first, port().number(Optional.empty()));
    assertEquals(81, port().number(Optional.of(81)));
    try (FreePort held = FreePort.exactly(first)) {
      assertNotEquals(held.number(), port().number(Optional.empty()));
    }
  }

  @Test
  void isNotReadFromATornFile() throws IOException {
    Files.writeString(folder.resolve("gateway.port"), "99999999\n");
    assertEquals(0, port().choose(Optional.of(0), 82));
    Files.writeString(folder.resolve("gateway.port"), "");
    assertEquals(0, port().choose(Optional.of(0), 82));
  }

  private RememberedPort port() {
    return new RememberedPort(folder.resolve("gateway.port"));
  }

  private static int free() {
    try (FreePort held = FreePort.exactly(0)) {
      return held.number();
    }
  }
}
