package io.viralstream.gateway.json;

import io.viralstream.gateway.problem.Problem;
import java.util.Optional;

/// One record of an input as it was found, not yet read: reading may find that it is no JSON.
///
/// @param number of the record, from 1
/// @param line where it begins, from 1
/// @param bytes the input, of which `[offset, offset + length)` is the record; good until the next
///   record is asked for
/// @param fault what is wrong where no record could be cut out
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JsonRecord(
    int number, int line, byte[] bytes, int offset, int length, Optional<Problem> fault) {

  /// The record's document.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where it is no JSON object
  public Field read(BoundedJson json) {
    fault.ifPresent(problem -> {
      throw problem.exception();
    });
    return json.read(bytes, offset, length).object();
  }
}
