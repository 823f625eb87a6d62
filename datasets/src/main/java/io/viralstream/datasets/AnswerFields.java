package io.viralstream.datasets;

import io.viralstream.scoring.parse.MmvpTruth;
import java.util.Optional;

/// What a person says of an answer file's form.
///
/// @param id the field with the question's id, where the file is of no known form
/// @param answer the field with the answer; both or none of the two
/// @param truth which truth MMVP's questions get where the answers have theirs beside them
public record AnswerFields(Optional<String> id, Optional<String> answer, MmvpTruth truth) {
  /// The file is of a known form.
  public static AnswerFields known() {
    return new AnswerFields(Optional.empty(), Optional.empty(), MmvpTruth.ORIGINAL);
  }
}
