package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.model.PatchFeatures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
  private final List<byte[]> seen = new ArrayList<>();
  private final ImageEncoder imageEncoder =
      new ImageEncoder(Preprocessing.padded(TinyModelDirectory.VISION.view(), 8), this::encode);

  @Test
  void padsWithTheStudentsMeanColourAndResizes() {
    imageEncoder.see(new Picture(2, 8, new byte[2 * 8 * 3]));
    byte[] rgb = seen.getFirst();
    assertEquals(8 * 8 * 3, rgb.length);
    assertArrayEquals(new byte[] {(byte) 153, (byte) 153, (byte) 153}, firstPixel(rgb));
  }

  @Test
  void encodesEachPictureAlone() {
    imageEncoder.see(new Picture(1, 1, new byte[3]));
    imageEncoder.see(new Picture(1, 1, new byte[3]));
    assertEquals(2, seen.size());
  }

  @Test
  void remembersAPictureByTheHashOfItsFile() {
    CachingImageEncoder remembering =
        new CachingImageEncoder(imageEncoder, "eye ", new FeatureCache(1 << 20));
    remembering.see(new HashedPicture.Whole("a", new Picture(1, 1, new byte[3])));
    remembering.see(new HashedPicture.Whole("a", new Picture(1, 1, new byte[3])));
    remembering.see(new HashedPicture.Whole("b", new Picture(1, 1, new byte[3])));
    assertEquals(2, seen.size());
  }

  private List<PatchFeatures> encode(List<byte[]> pictures) {
    assertEquals(1, pictures.size());
    seen.addAll(pictures);
    return List.of(new PatchFeatures(new float[1], 1, 1));
  }

  private static byte[] firstPixel(byte[] rgb) {
    return new byte[] {rgb[0], rgb[1], rgb[2]};
  }
}
