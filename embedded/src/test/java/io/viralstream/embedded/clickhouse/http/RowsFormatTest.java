package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class RowsFormatTest {

  @Test
  void fetchesAFormatWithAFootWhole() {
    assertFalse(new RowsFormat("JSON").comesInPieces());
    assertTrue(new RowsFormat("JSONEachRow").comesInPieces());
  }

  @Test
  void measuresTheHeadThatEachPieceRepeats() {
    // one column: its name "a", its type "UInt8", then a row of one byte
    byte[] piece = {1, 1, 'a', 5, 'U', 'I', 'n', 't', '8', 42};
    RowsFormat format = new RowsFormat("RowBinaryWithNamesAndTypes");
    assertEquals(9, format.repeatedHead(MemorySegment.ofArray(piece)));
    assertEquals(0, new RowsFormat("RowBinary").repeatedHead(MemorySegment.ofArray(piece)));
  }

  @Test
  void measuresNamesLongerThanSevenBitsCount() {
    byte[] piece = new byte[1 + 2 + 200 + 1 + 5 + 3];
    piece[0] = 1;
    piece[1] = (byte) (200 & 0x7f | 0x80);
    piece[2] = 1;
    piece[203] = 5;
    RowsFormat format = new RowsFormat("RowBinaryWithNamesAndTypes");
    assertEquals(209, format.repeatedHead(MemorySegment.ofArray(piece)));
  }
}
