package io.viralstream.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a request, or with us while we handled it.
///
/// @param detail a sentence for the person who sent it; never a stack trace, an address or a path
///   of ours
/// @param field the field at fault, such as `conversations[1].value`
public record Problem(ProblemKind kind, String detail, Optional<String> field) {

  /// The body of `application/problem+json`; `field` is our extension and absent where no field is
  /// at fault.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProblemView(
      String type, String title, int status, String detail, @Nullable String field) {}

  /// A problem of the request as a whole.
  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Optional.empty());
  }

  /// A problem of one field; the empty path is the document itself.
  public static Problem at(String field, ProblemKind kind, String detail) {
    return new Problem(kind, detail, field.isEmpty() ? Optional.empty() : Optional.of(field));
  }

  /// This problem as something to throw.
  public ProblemException exception() {
    return new ProblemException(this);
  }

  /// This problem as RFC 9457 writes it.
  public ProblemView view() {
    return new ProblemView(kind.type(), kind.title(), kind.status(), detail, field.orElse(null));
  }
}
