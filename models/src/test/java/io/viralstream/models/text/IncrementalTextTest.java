package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IncrementalTextTest {
  private static final Tokenizer TOKENIZER = Corpus.tokenizer();

  @AfterAll
  static void close() {
    TOKENIZER.close();
  }

  @Test
  void neverSplitsACharacter() {
    String text = " yes, é漢👩‍👧 and a red circle";
    IncrementalText incremental = TOKENIZER.incremental();
    var out = new StringBuilder();
    for (int id : TOKENIZER.encode(text)) {
      String added = incremental.push(id);
      assertFalse(added.contains("\ufffd"), added);
      out.append(added);
    }
    out.append(incremental.finish());
    assertEquals(text, out.toString());
  }

  @Test
  void givesOutWhatNeverBecameACharacterAtTheEnd() {
    int[] ids = TOKENIZER.encode("a漢");
    IncrementalText incremental = TOKENIZER.incremental();
    assertEquals("a", incremental.push(ids[0]));
    assertEquals("", incremental.push(ids[1]));
    assertEquals("\ufffd", incremental.finish());
  }

  @Test
  void keepsAReplacementCharacterThatWasMeant() {
    IncrementalText incremental = TOKENIZER.incremental();
    var out = new StringBuilder();
    for (int id : TOKENIZER.encode("a\ufffdb\ufffd")) out.append(incremental.push(id));
    assertEquals("a\ufffdb\ufffd", out.append(incremental.finish()).toString());
  }
}
