package io.viralstream.models.tuning;

import java.nio.file.Path;

/// What a student's visual tokens are aligned with.
public sealed interface Target {
  /// Nothing: L_LM alone.
  record None() implements Target {}

  /// z of the student's own encoder, equation (5).
  record OwnEncoder() implements Target {}

  /// y of a teacher, equation (7).
  ///
  /// @param directory of a published vision model
  /// @param grid what is done where its grid is not the student's
  record Teacher(Path directory, TeacherGrid grid) implements Target {}
}
