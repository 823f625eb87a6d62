package io.viralstream.models.features;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.published.vision.LoadedVision;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;

/// What a published vision model makes of a picture as a teacher: `teacher`, y = E(I), `[N, d]`.
public final class TeacherFeatures {
  private TeacherFeatures() {}

  /// Beside a student: the same padded picture, at the teacher's patch size times the student's
  /// grid (docs/method.md §7.1, §7.2).
  ///
  /// @throws CheckpointRejected naming file and part
  public static StoredTensor beside(
      VisionView student, Torch torch, Path directory, Picture picture) throws IOException {
    try (PublishedVision published = PublishedVision.open(directory);
        LoadedVision teacher = published.teacher(torch, published.sizeOf(student.grid()))) {
      return stored(teacher.imageEncoder(torch, student).see(picture));
    }
  }

  /// Alone: padded with its own mean colour, at a size in pixels.
  ///
  /// @throws CheckpointRejected naming file and part
  public static StoredTensor alone(Torch torch, Path directory, int size, Picture picture)
      throws IOException {
    try (PublishedVision published = PublishedVision.open(directory);
        LoadedVision teacher = published.teacher(torch, size)) {
      return stored(teacher.imageEncoder(torch, teacher.view()).see(picture));
    }
  }

  private static StoredTensor stored(PatchFeatures y) {
    return StoredTensor.f32("teacher", new long[] {y.tokens(), y.width()}, y.values());
  }
}
