package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.images.Picture;
import io.viralstream.images.ResizeFilter;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.TorchSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When a teacher looks at a picture, and which bits come of it.
class CachingTeacherTest {
  private static final VisionView VIEW = TinyModelDirectory.TEACHER.view();
  private static final TorchSettings ENGINE = TorchSettings.cpu(1);
  private static final Preprocessing PADDED = Preprocessing.padded(VIEW, 8);
  private static final HashedPicture PICTURE = picture("a");

  @TempDir Path temporary;
  private Optional<FeatureFolder> folder = Optional.empty();
  private int looked;

  @BeforeEach
  void open() {
    folder = Optional.of(FeatureFolder.at(temporary, 1 << 20, () -> Instant.EPOCH));
  }

  @ParameterizedTest
  @EnumSource(FeatureType.class)
  void givesTheSameBitsFreshFromTheHeapAndFromTheFolder(FeatureType type) {
    String key = CachingTeacher.key("weights", PADDED, ENGINE);
    float[] without = teacher(key, type, Optional.empty()).see(PICTURE).values();
    CachingTeacher teacher = teacher(key, type, folder);
    float[] fresh = teacher.see(PICTURE).values();
    assertArrayEquals(without, fresh);
    assertArrayEquals(without, teacher.see(PICTURE).values());
    assertArrayEquals(without, teacher(key, type, folder).see(PICTURE).values());
    assertEquals(2, looked, "once without a folder, once with it");
  }

  @Test
  void looksAgainForOtherWeights() {
    see(CachingTeacher.key("weights", PADDED, ENGINE), PICTURE);
    see(CachingTeacher.key("others", PADDED, ENGINE), PICTURE);
    assertEquals(2, looked);
  }

  @Test
  void looksAgainForAnotherPreprocessing() {
    see(CachingTeacher.key("weights", PADDED, ENGINE), PICTURE);
    see(
        CachingTeacher.key(
            "weights", new Preprocessing.Cropped(8, 8, ResizeFilter.BICUBIC), ENGINE),
        PICTURE);
    assertEquals(2, looked);
  }

  @Test
  void looksAtAnotherPicture() {
    see(CachingTeacher.key("weights", PADDED, ENGINE), PICTURE);
    see(CachingTeacher.key("weights", PADDED, ENGINE), picture("b"));
    assertEquals(2, looked);
  }

  @Test
  void looksAgainForAnotherType() {
    String key = CachingTeacher.key("weights", PADDED, ENGINE);
    teacher(key, FeatureType.F16, folder).see(PICTURE);
    teacher(key, FeatureType.BF16, folder).see(PICTURE);
    assertEquals(2, looked);
  }

  @Test
  void tellsEnginesApartThatGiveOtherBits() {
    String one = CachingTeacher.key("weights", PADDED, ENGINE);
    assertNotEquals(one, CachingTeacher.key("weights", PADDED, TorchSettings.cpu(2)));
    assertNotEquals(one, CachingTeacher.key("weights", PADDED, card("cuda:0")));
    assertEquals(
        CachingTeacher.key("weights", PADDED, card("cuda:0")),
        CachingTeacher.key("weights", PADDED, card("cuda:1")));
  }

  private static TorchSettings card(String name) {
    return new TorchSettings(1, Device.named(name));
  }

  private void see(String key, HashedPicture picture) {
    teacher(key, FeatureType.F32, folder).see(picture);
  }

  /// With a heap of its own, as after a restart.
  private CachingTeacher teacher(String key, FeatureType type, Optional<FeatureFolder> kept) {
    ImageEncoder encoder = new ImageEncoder(PADDED, this::features);
    return new CachingTeacher(encoder, key, VIEW, type, new FeatureCache(1 << 20), kept);
  }

  private List<PatchFeatures> features(List<byte[]> pictures) {
    looked++;
    float[] values = new float[VIEW.patches() * VIEW.width()];
    for (int i = 0; i < values.length; i++) values[i] = (i + 1) / 3f;
    return List.of(new PatchFeatures(values, VIEW.patches(), VIEW.width()));
  }

  private static HashedPicture picture(String sha256) {
    return new HashedPicture.Whole(sha256, new Picture(1, 1, new byte[3]));
  }
}
