package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void takesBlanksAndAccents() throws IOException {
    DataFolder.at(folder.resolve("my café data"));

    assertTrue(Files.isDirectory(folder.resolve("my café data").resolve("logs")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one,two", "one;two"})
  void refusesWhatSettingsOfComponentsCannotHold(String name) {
    IOException refused =
        assertThrows(IOException.class, () -> DataFolder.at(folder.resolve(name)));

    assertTrue(String.valueOf(refused.getMessage()).contains(name), refused.getMessage());
    assertFalse(Files.exists(folder.resolve(name)));
  }
}
