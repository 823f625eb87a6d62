package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.ImageRejected.Category;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeMemoryTest {
  private static final long HANG = 60;
  private static final byte[] FILE = Golden.bytes("rgb8.png");

  @ParameterizedTest
  @ValueSource(longs = {384L << 20, 512L << 20, 4L << 30})
  void hasRoomForWhateverTheLimitsAllow(long heap) {
    var memory = new DecodeMemory(DecodeMemory.share(heap, ImageLimits.STANDARD));

    assertTrue(memory.free() >= ImageLimits.STANDARD.largestDecode());
  }

  @Test
  void refusesAHeapThatIsTooSmallByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> DecodeMemory.share(128L << 20, ImageLimits.STANDARD));

    assertEquals(
        "heap=128 MiB, expected at least 162 MiB: a picture of 16777216 pixels takes 80 MiB while it"
            + " is decoded, and at most half of the heap",
        refused.getMessage());
  }

  @Test
  void countsAPictureUntilItsUseIsOver() throws ImageRejected {
    var memory = new DecodeMemory(1 << 20);
    var reader = new PictureReader(ImageLimits.STANDARD, memory);
    long free = memory.free();

    long meanwhile = reader.read(FILE, picture -> memory.free());

    long needed = ImageLimits.decode(reader.header(FILE), FILE.length);
    assertTrue(free - meanwhile >= needed, meanwhile + " of " + free);
    assertEquals(free, memory.free());
  }

  @Test
  void givesBackWhatADamagedPictureHeld() {
    var memory = new DecodeMemory(1 << 20);
    var reader = new PictureReader(ImageLimits.STANDARD, memory);
    long free = memory.free();

    ImageRejected rejected =
        assertThrows(
            ImageRejected.class, () -> reader.read(Arrays.copyOf(FILE, 200), picture -> picture));

    assertEquals(Category.CORRUPT, rejected.category());
    assertEquals(free, memory.free());
  }

  @Test
  void holdsUpWhatHasNoRoomUntilThereIsSome() throws Exception {
    var memory = new DecodeMemory(1 << 20);
    var reader = new PictureReader(ImageLimits.STANDARD, memory);
    var height = new CompletableFuture<Integer>();
    Thread waiting;
    try (DecodeMemory.Hold held = memory.hold(1 << 20)) {
      waiting = Thread.ofVirtual().start(() -> height.complete(height(reader)));
      while (waiting.getState() != Thread.State.WAITING) Thread.onSpinWait();
      assertTrue(!height.isDone());
    }

    assertEquals(7, height.get(HANG, TimeUnit.SECONDS));
  }

  private static int height(PictureReader reader) {
    try {
      return reader.read(FILE, Picture::height);
    } catch (ImageRejected bad) {
      throw new IllegalStateException(bad);
    }
  }
}
