package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.images.ImageRejected.Category;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;

class DamageTest {
  @Test
  void takesNoErrorBehindAnExceptionForDamage() {
    var error = new OutOfMemoryError("Java heap space");
    var wrapped = new IIOException("Caught exception during read", new RuntimeException(error));

    assertSame(error, assertThrows(OutOfMemoryError.class, () -> Damage.of(wrapped)));
  }

  @Test
  void takesALibraryWithoutMemoryForNoDamage() {
    var wrapped = new IIOException("Insufficient memory (case 4)");

    assertThrows(OutOfMemoryError.class, () -> Damage.of(wrapped));
  }

  @Test
  void refusesWhatIsDamaged() {
    ImageRejected rejected = Damage.of(new IIOException("Bogus Huffman table definition"));

    assertEquals(Category.CORRUPT, rejected.category());
    assertEquals("pixels: Bogus Huffman table definition", rejected.getMessage());
  }
}
