package io.viralstream.gateway.http;

import java.util.Arrays;

/// One part of a multipart form, by the name that the form gives it: a stretch of the form's bytes,
/// not a copy of them.
///
/// @param form the whole form
/// @param start where the part's content begins
/// @param end where it ends
@SuppressWarnings("ArrayRecordComponent") // parts are never compared
public record Part(String name, byte[] form, int start, int end) {
  public int length() {
    return end - start;
  }

  /// A copy of the content.
  public byte[] bytes() {
    return Arrays.copyOfRange(form, start, end);
  }
}
