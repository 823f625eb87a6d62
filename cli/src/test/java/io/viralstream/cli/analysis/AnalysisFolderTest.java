package io.viralstream.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.viralstream.cli.analysis.AnalysisPlan.Subject;
import io.viralstream.models.analyse.AnalysisSettings;
import io.viralstream.models.analyse.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisFolderTest {
  @TempDir Path folder;

  private static AnalysisPlan plan(String data) {
    return new AnalysisPlan(
        data,
        data,
        List.of(new Subject("a", "1"), new Subject("b", "2")),
        "",
        new AnalysisSettings(Set.of(Measure.CKNNA), List.of(2, 0), 4));
  }

  @Test
  void cutsOffWhatAKillLeftOfALine() throws IOException {
    try (AnalysisFolder first = AnalysisFolder.open(folder, plan("x"))) {
      first.add(JsonNodeFactory.instance.objectNode().put("item", "a"));
      first.add(JsonNodeFactory.instance.objectNode().put("item", "b"));
    }
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, Files.readString(rows).substring(0, 20));
    try (AnalysisFolder again = AnalysisFolder.open(folder, plan("x"))) {
      assertTrue(again.has("a"));
      assertFalse(again.has("b"));
      again.add(JsonNodeFactory.instance.objectNode().put("item", "b"));
    }
    assertEquals("{\"item\":\"a\"}\n{\"item\":\"b\"}\n", Files.readString(rows));
  }

  @Test
  void isOfOneAnalysis() throws IOException {
    AnalysisFolder.open(folder, plan("x")).close();
    AnalysisRefused refused =
        assertThrows(AnalysisRefused.class, () -> AnalysisFolder.open(folder, plan("y")));
    assertTrue(String.valueOf(refused.getMessage()).contains("holds another analysis"));
  }

  @Test
  void namesTheItemThatADiskIsTooFullFor() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full");
    AnalysisFolder.open(folder, plan("x")).close();
    Path rows = folder.resolve("rows.jsonl");
    try (AnalysisFolder filled = AnalysisFolder.withRows(folder, full)) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> filled.add(JsonNodeFactory.instance.objectNode().put("item", "a.png")));
      String message = String.valueOf(thrown.getMessage());
      assertTrue(message.startsWith(rows + ": item a.png: "), message);
      assertFalse(filled.has("a.png"));
    }
  }

  @Test
  void knowsAnAnalysisByModelDataAndSettingsAndTheModelBesideIt() {
    AnalysisPlan plan = plan("x");
    assertEquals("measures=cknna layers=0,2 teacher=none tokens=4", plan.words());
    assertEquals(2, Set.of(plan.id(0), plan.id(1)).size());
    var alone = new AnalysisPlan("x", "x", List.of(new Subject("b", "2")), "", plan.settings());
    assertEquals(plan.id(1), alone.id(0));
    assertFalse(plan("y").id(0).equals(plan.id(0)));
  }
}
