package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLayoutTest {

  /// One column `a` of type UInt8 with the rows 7 and 8.
  private static final String BLOCK = "0102" + "0161" + "0555496e7438" + "0708";

  @Test
  void leavesBlocksOfRevisionZeroAsTheyAre() throws IOException {
    assertEquals(BLOCK, written(0, BLOCK));
  }

  @Test
  void putsInfoInFrontAndAByteBeforeTheValues() throws IOException {
    String info = "0100" + "02ffffffff" + "00";
    assertEquals(info + "0102" + "0161" + "0555496e7438" + "00" + "0708", written(54_460, BLOCK));
    assertEquals(info + BLOCK, written(54_405, BLOCK));
  }

  @Test
  void countsBucketsOutOfOrderInTheNewestLayout() throws IOException {
    String info = "0100" + "02ffffffff" + "0300" + "00";
    assertTrue(written(54_480, BLOCK).startsWith(info + "0102"));
    assertEquals(written(54_480, BLOCK), written(99_999, BLOCK));
  }

  @Test
  void writesEveryBlockOfAPiece() throws IOException {
    assertEquals(written(54_460, BLOCK).repeat(3), written(54_460, BLOCK.repeat(3)));
  }

  @Test
  void namesTheTimeZoneThatRevisionZeroLeavesOut() throws IOException {
    // one column `d` of type DateTime, one row
    String block = "0101" + "0164" + "084461746554696d65" + "00000000";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NativeLayout(54_460).write(segment(block), List.of("DateTime('UTC')"), out);
    String text = out.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("\u000fDateTime('UTC')\u0000"), text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 54_404})
  void refusesRevisionsThatNeedOtherValues(long revision) {
    RequestRefused refused = assertThrows(RequestRefused.class, () -> NativeLayout.of(revision));
    assertTrue(refused.reason().startsWith("client_protocol_version"), refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JSON",
        "Dynamic",
        "AggregateFunction(sum, UInt64)",
        "Array(Map(String, JSON))",
        "Tuple()",
        "QBit(Float32, 2)",
        "Array",
        "Array("
      })
  void refusesTypesThatItCannotStepOver(String type) {
    RequestRefused refused = assertThrows(RequestRefused.class, () -> NativeTypeName.read(type));
    assertEquals(501, refused.status());
  }

  @Test
  void readsTypesInsideOfTypes() {
    NativeType.Fixed width = new NativeType.Fixed(8);
    assertEquals(
        new NativeType.Array(
            new NativeType.Tuple(
                List.of(
                    new NativeType.LowCardinality(new NativeType.Text()),
                    new NativeType.Array(new NativeType.Nullable(width))))),
        NativeTypeName.read(
            "Map(LowCardinality(Nullable(String)), Array(Nullable(DateTime64(3, 'UTC'))))"));
    assertEquals(
        new NativeType.Tuple(List.of(new NativeType.Fixed(1), new NativeType.Text())),
        NativeTypeName.read("Tuple(`a (b` Enum8('x, (' = 1), c String)"));
  }

  @Test
  void endsWhereNestingHasNoEnd() {
    String deep = "Array(".repeat(5000) + "UInt8" + ")".repeat(5000);
    assertThrows(RequestRefused.class, () -> NativeTypeName.read(deep));
  }

  @Test
  void copiesValuesUntouched() throws IOException {
    byte[] plain = HexFormat.of().parseHex(BLOCK);
    byte[] versioned = HexFormat.of().parseHex(written(54_405, BLOCK));
    byte[] tail = java.util.Arrays.copyOfRange(versioned, 8, versioned.length);
    assertArrayEquals(plain, tail);
  }

  private static String written(long revision, String block) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NativeLayout(revision).write(segment(block), List.of(), out);
    return HexFormat.of().formatHex(out.toByteArray());
  }

  private static MemorySegment segment(String hex) {
    return MemorySegment.ofArray(HexFormat.of().parseHex(hex));
  }
}
