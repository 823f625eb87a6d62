package io.viralstream.models.tuning;

import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.model.ResizedGrid;
import io.viralstream.models.model.VisionBackbone;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.published.vision.LoadedVision;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;

/// What is done where a teacher takes pictures of one size alone and its grid is not the student's
/// (docs/method.md §7.2). Teachers of other families take any size, and always get the student's
/// grid.
public enum TeacherGrid {
  /// Nothing: its samples train with L_LM alone, and are counted.
  OWN,
  /// Its position table is resampled for pictures of the student's grid.
  POSITIONS,
  /// Its map of features is resized bilinearly.
  RESIZED;

  /// E from its directory, beside a student's encoder.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and part
  public VisionTeacher open(Torch torch, Path directory, VisionView student) throws IOException {
    try (PublishedVision published = PublishedVision.open(directory)) {
      LoadedVision loaded = load(torch, published, student.grid());
      return VisionTeacher.of(torch, fitted(loaded.backbone(), student), loaded.parameters());
    }
  }

  private LoadedVision load(Torch torch, PublishedVision published, int grid) {
    PublishedVision sized =
        switch (this) {
          case POSITIONS -> published.takingOtherSizes();
          case OWN, RESIZED -> published;
        };
    return sized.teacher(torch, sized.takesOtherSizes() ? sized.sizeOf(grid) : sized.trainedSize());
  }

  private VisionBackbone fitted(VisionBackbone backbone, VisionView student) {
    boolean fits = backbone.view().grid() == student.grid();
    return switch (this) {
      case RESIZED -> fits ? backbone : new ResizedGrid(backbone, student.grid());
      case OWN, POSITIONS -> backbone;
    };
  }
}
