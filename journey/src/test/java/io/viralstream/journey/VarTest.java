package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `var` stands only where the right side names the type, so that a reader never has to look for it
/// elsewhere.
///
/// The rule is told from the text: a right side that begins with `new`, with a type's name or with
/// a cast is taken for one that names the type.
class VarTest {
  private static final Pattern UNNAMED =
      Pattern.compile("\\bvar\\s+\\w+\\s*(?::\\s|=\\s*+(?!new\\b|[A-Z]|\\([A-Z]))");

  /// Modules in which it holds.
  private static final List<String> MODULES =
      List.of(
          "cli",
          "datasets",
          "embedded",
          "gateway",
          "images",
          "journey",
          "metrics",
          "models",
          "pretraining",
          "scenes",
          "schemas",
          "scoring",
          "streams",
          "templates",
          "workers");

  @Test
  void varStandsOnlyWhereTheRightSideNamesTheType() {
    List<Path> sources = MODULES.stream().flatMap(VarTest::sources).toList();
    assertTrue(sources.size() > 100, "the modules' sources were not found");
    assertEquals(List.of(), sources.stream().flatMap(VarTest::unnamed).toList());
  }

  @Test
  void aVarWithoutTypeIsFound() {
    assertTrue(UNNAMED.matcher("var arm = plan.arm();").find());
    assertTrue(UNNAMED.matcher("var lines =\n    text.lines()").find());
    assertTrue(UNNAMED.matcher("for (var line : lines)").find());
    assertFalse(UNNAMED.matcher("var text = new StringBuilder();").find());
    assertFalse(UNNAMED.matcher("var folder = Path.of(name);").find());
    assertFalse(UNNAMED.matcher("var logger = (Logger) found;").find());
    assertFalse(UNNAMED.matcher("case Failed(var reason) -> reason;").find());
  }

  private static Stream<String> unnamed(Path source) {
    try {
      String text = Files.readString(source);
      return UNNAMED.matcher(text).results().map(found -> source + ": " + found.group());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> sources(String module) {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("VarTest.java"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
