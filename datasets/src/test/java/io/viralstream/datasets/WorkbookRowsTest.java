package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookRowsTest {
  @TempDir private Path folder = Path.of("");

  private String refusal(Path file) {
    return String.valueOf(
        assertThrows(FileFault.class, () -> Sources.all(RowFiles.open(file))).getMessage());
  }

  @Test
  void readsSharedInlineAndNumberCells() throws IOException, RecordFault {
    Path file =
        new Workbook()
            .row("index", "answer", "prediction")
            .row("0", "Yes", "a < b & \"c\"")
            .row("1", "No", "")
            .write(folder.resolve("result.xlsx"));

    List<Row> rows = Sources.all(RowFiles.open(file));
    assertEquals("0", rows.get(0).text("index"));
    assertEquals("a < b & \"c\"", rows.get(0).text("prediction"));
    assertEquals("result.xlsx, row 3", rows.get(1).place());
  }

  @Test
  void refusesAWorkbookThatIsCutOff() throws IOException {
    Path file = new Workbook().row("index").row("0").write(folder.resolve("result.xlsx"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertTrue(refusal(file).startsWith("result.xlsx: no valid workbook"));
  }

  @Test
  void refusesAnArchiveThatIsNoWorkbook() throws IOException {
    Path file = new Workbook().part("notes.txt", "none").write(folder.resolve("result.xlsx"));

    assertTrue(refusal(file).startsWith("result.xlsx: no valid workbook"));
  }

  @Test
  void refusesAnArchiveThatUnpacksToMoreThanIsTaken() throws IOException {
    Path file =
        new Workbook()
            .row("index")
            .zeros("xl/sharedStrings.xml", 130 << 20)
            .write(folder.resolve("result.xlsx"));

    assertTrue(Files.size(file) < 1 << 20);
    assertEquals(
        "result.xlsx: xl/sharedStrings.xml unpacks to more than 134217728 bytes", refusal(file));
  }

  @Test
  void refusesTwoColumnsOfOneName() throws IOException {
    Path file = new Workbook().row("index", "index").write(folder.resolve("result.xlsx"));

    assertEquals("result.xlsx, row 1: two columns \"index\"", refusal(file));
  }

  @Test
  void refusesASheetWithoutRows() throws IOException {
    Path file = new Workbook().write(folder.resolve("result.xlsx"));

    assertTrue(refusal(file).contains("its first sheet is empty"));
  }
}
