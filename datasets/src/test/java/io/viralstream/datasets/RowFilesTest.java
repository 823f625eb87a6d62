package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {
  @TempDir private Path folder = Path.of("");

  private List<Row> rows(Path file) throws IOException, RecordFault {
    return Sources.all(RowFiles.open(file));
  }

  private List<Row> rows(String text) throws IOException, RecordFault {
    return rows(Sources.file(folder, "rows.txt", text));
  }

  private String refusal(Path file) {
    return String.valueOf(assertThrows(FileFault.class, () -> rows(file)).getMessage());
  }

  private String refusal(String text) throws IOException {
    return refusal(Sources.file(folder, "rows.txt", text));
  }

  private String refusal(byte[] bytes) throws IOException {
    return refusal(Files.write(folder.resolve("rows.bin"), bytes));
  }

  @Test
  void readsLinesAndArraysOfJsonAlike() throws IOException, RecordFault {
    List<Row> lines = rows("{\"a\":\"x\"}\n{\"a\":2}\n");
    List<Row> array = rows("[{\"a\":\"x\"},\n {\"a\":2}]");

    assertEquals("x", lines.get(0).text("a"));
    assertEquals("2", lines.get(1).text("a"));
    assertEquals(lines.get(1).fields(), array.get(1).fields());
    assertEquals("rows.txt, line 2, object 2", array.get(1).place());
  }

  @Test
  void namesTheElementsOfAnInnerArrayByTheirIndex() throws IOException, RecordFault {
    Row row = rows("[[17, \"a cup\", \"a mug\"]]").getFirst();

    assertEquals("17", row.text("0"));
    assertEquals("a mug", row.text("2"));
  }

  @Test
  void passesOverAByteOrderMarkAndCarriageReturns() throws IOException, RecordFault {
    assertEquals("x", rows("\uFEFF{\"a\":\"x\"}\r\n").getFirst().text("a"));
    assertEquals("y", rows("\uFEFFa,b\r\nx,y\r\n").getFirst().text("b"));
  }

  @Test
  void readsNotANumberAsPythonWritesIt() throws IOException, RecordFault {
    assertEquals("x", rows("{\"score\": NaN, \"a\": \"x\"}").getFirst().text("a"));
  }

  @Test
  void refusesJsonThatIsCutOffByLineAndColumn() throws IOException {
    String reason = refusal("{\"a\":1}\n{\"a\":");

    assertTrue(reason.startsWith("rows.txt, line 2, column "), reason);
    assertTrue(reason.contains("cut off"), reason);
  }

  @Test
  void refusesAnArrayThatIsCutOff() throws IOException {
    assertTrue(refusal("[{\"a\":1},").contains("cut off"));
  }

  @Test
  void refusesAByteOfLatin1ByItsLine() throws IOException {
    byte[] latin = "{\"a\":\"x\"}\n{\"a\":\"caf\u00E9\"}\n".getBytes(StandardCharsets.ISO_8859_1);

    assertEquals("rows.bin, line 2: byte 0x22, expected text in UTF-8", refusal(latin));
  }

  @Test
  void refusesUtf16() throws IOException {
    byte[] wide = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);

    assertEquals("rows.bin, line 1: a byte 0x00, expected text in UTF-8", refusal(wide));
  }

  @Test
  void refusesAFieldThatStandsTwice() throws IOException {
    assertTrue(refusal("{\"a\":1,\"a\":2}").contains("Duplicate field 'a'"));
  }

  @Test
  void refusesAnObjectThatIsNested100Deep() throws IOException {
    assertTrue(refusal("{\"a\":" + "[".repeat(200)).contains("nesting"));
  }

  @Test
  void refusesARecordWithoutAnEndBeforeTheHeapIsFull() throws IOException {
    byte[] endless = new byte[40 << 20];
    Arrays.fill(endless, (byte) ' ');
    endless[0] = '{';

    assertTrue(refusal(endless).contains("a record of more than 33554432 bytes"));
  }

  @Test
  void readsQuotedCellsWithCommasQuotesAndLineBreaks() throws IOException, RecordFault {
    Row row = rows("id,text\n1,\"He said \"\"no\"\",\ntwice\"\n").getFirst();

    assertEquals("He said \"no\",\ntwice", row.text("text"));
    assertEquals("rows.txt, line 2", row.place());
  }

  @Test
  void readsTabsWithoutQuotes() throws IOException, RecordFault {
    assertEquals("\"a\"", rows("id\ttext\n1\t\"a\"\n").getFirst().text("text"));
  }

  @Test
  void refusesARowWithMoreColumnsThanTheHeader() throws IOException {
    Path file = Sources.file(folder, "rows.csv", "id,text\n1,a\n2,b,c\n");

    RecordFault fault = assertThrows(RecordFault.class, () -> rows(file));
    assertEquals("rows.csv, line 3: 3 columns, expected 2 as in line 1", fault.getMessage());
  }

  @Test
  void refusesACellWhoseQuoteNeverEnds() throws IOException {
    assertTrue(refusal("id,text\n1,\"open\n2,b\n").startsWith("rows.txt, line 2: cut off within"));
  }

  @Test
  void refusesTwoColumnsOfOneName() throws IOException {
    assertEquals("rows.txt, line 1: two columns \"id\"", refusal("id,id\n1,2\n"));
  }

  @Test
  void readsParquetWithListsStructsAndBytes() throws IOException, RecordFault {
    List<Row> rows = rows(Sources.resource(folder, "cv_bench.parquet"));

    assertEquals(3, rows.size());
    assertEquals(List.of("2", "1"), rows.get(2).texts("choices"));
    assertEquals("Depth_2.png", rows.get(2).inner("image").orElseThrow().text("path"));
    assertEquals(7, rows.get(2).inner("image").orElseThrow().bytes("bytes").orElseThrow().length);
    assertEquals("cv_bench.parquet, row 3", rows.get(2).place());
  }

  @Test
  void refusesParquetThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(Sources.resource(folder, "mmstar.parquet"));

    String reason = refusal(Arrays.copyOf(whole, whole.length / 2));
    assertTrue(reason.contains("expected PAR1 at its end"), reason);
    assertTrue(refusal(Arrays.copyOf(whole, 6)).contains("expected PAR1 at its end"));
  }

  @Test
  void refusesParquetWhoseDescriptionIsLongerThanTheFile() throws IOException {
    byte[] whole = Files.readAllBytes(Sources.resource(folder, "mmstar.parquet"));
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - 8, 0x7FFFFFFF);

    assertTrue(refusal(whole).contains("a description of 2147483647 bytes"));
  }

  @Test
  void refusesParquetWhosePagesAreOverwritten() throws IOException {
    byte[] whole = Files.readAllBytes(Sources.resource(folder, "cv_bench.parquet"));
    Arrays.fill(whole, 4, 400, (byte) 0x7F);

    String reason = refusal(whole);
    assertTrue(reason.startsWith("rows.bin, row 1: cannot be read: "), reason);
  }

  @Test
  void refusesAnEmptyFileAFolderAndWhatIsNotThere() throws IOException {
    assertEquals("rows.bin: empty, expected records", refusal(new byte[0]));
    assertTrue(refusal(folder).contains("is a folder, expected a file"));
    assertTrue(refusal(folder.resolve("none")).contains("there is no such file"));
  }

  @Test
  void refusesProseByItsFirstWords() throws IOException {
    assertTrue(refusal("Dear reader\n").startsWith("rows.txt: begins with \"Dear reader\""));
  }
}
