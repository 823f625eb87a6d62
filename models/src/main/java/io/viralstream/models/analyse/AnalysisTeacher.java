package io.viralstream.models.analyse;

import io.viralstream.images.Picture;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tuning.TeacherGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// E beside a student: sees the same padded picture (docs/method.md §7.1).
public final class AnalysisTeacher implements AutoCloseable {
  private final VisionTeacher teacher;
  private final ImageEncoder encoder;

  private AnalysisTeacher(VisionTeacher teacher, VisionView student) {
    this.teacher = teacher;
    encoder =
        new ImageEncoder(
            Preprocessing.padded(student, teacher.view().imageSize()), teacher::features);
  }

  /// A published vision model, or the teacher that lies in a directory of ours.
  ///
  /// @param student the view of the student's encoder, whose grid the teacher takes where it can
  /// @throws CheckpointRejected naming file and part
  public static AnalysisTeacher open(Torch torch, Path directory, VisionView student)
      throws IOException {
    return switch (DirectoryKind.open(directory)) {
      case DirectoryKind.Own own -> ofOurs(torch, own.directory(), student);
      case DirectoryKind.Vision vision ->
          new AnalysisTeacher(TeacherGrid.OWN.open(torch, vision.path(), student), student);
      case DirectoryKind.Answering answering -> throw noTeacher(answering.path());
      case DirectoryKind.Trained trained -> throw noTeacher(trained.path());
    };
  }

  /// Whether a directory of ours holds a teacher.
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(ModelDirectory.TEACHER_CONFIG));
  }

  private static CheckpointRejected noTeacher(Path directory) {
    return new CheckpointRejected(
        directory.getFileName() + ": expected a vision model, or a model of ours with its teacher");
  }

  private static AnalysisTeacher ofOurs(Torch torch, ModelDirectory directory, VisionView student)
      throws IOException {
    if (!isIn(directory.path())) throw noTeacher(directory.path());
    VisionTransformerSettings settings = directory.teacherConfig();
    try (WeightFiles weights = directory.teacherWeights()) {
      return new AnalysisTeacher(
          VisionTeacher.foundation(torch, settings, new StoredWeights(torch, weights)), student);
    }
  }

  /// y of a picture, `[M, d]`.
  public PatchFeatures see(Picture picture) {
    return encoder.see(picture);
  }

  @Override
  public void close() {
    teacher.close();
  }
}
