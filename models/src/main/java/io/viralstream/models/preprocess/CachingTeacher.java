package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.tensor.TorchSettings;
import java.util.Optional;
import java.util.function.Supplier;

/// A teacher whose features of a picture are looked for on the heap, then in a folder, before it
/// looks at the picture itself.
///
/// Fresh features are rounded to their stored type like those of the folder. So an arm trains with
/// the same bits whatever any cache holds (docs/method.md §7.6).
///
/// @param featureKey names teacher, preprocessing and engine, see [#key]
/// @param view of the teacher, whose grid and width its features have
/// @param folder where they are kept when this process ends, if anywhere
public record CachingTeacher(
    ImageEncoder teacher,
    String featureKey,
    VisionView view,
    FeatureType type,
    FeatureCache cache,
    Optional<FeatureFolder> folder) {

  /// By what the features of a teacher are known, up to their type and the picture's hash.
  ///
  /// The engine is part of it, because another number of threads or another kind of device gives
  /// other last bits. Which card of several it is makes no difference.
  ///
  /// @param weights hash of the teacher's weights and settings
  public static String key(String weights, Preprocessing preprocessing, TorchSettings engine) {
    String device = engine.device().name().replaceFirst(":.*", "");
    return "teacher "
        + weights
        + " "
        + preprocessing
        + " "
        + device
        + " "
        + engine.numerics().weights()
        + " threads="
        + engine.threads()
        + " ";
  }

  /// y of one picture, rounded.
  public PatchFeatures see(HashedPicture picture) {
    String key = featureKey + type + " " + picture.sha256();
    return cache.get(key, () -> stored(key, picture));
  }

  private PatchFeatures stored(String key, HashedPicture picture) {
    Supplier<PatchFeatures> fresh = () -> type.rounded(teacher.see(picture));
    FeatureEntry entry = new FeatureEntry(key, type, view.patches(), view.width());
    return folder.map(kept -> kept.get(entry, fresh)).orElseGet(fresh);
  }
}
