package io.viralstream.gateway.problem;

/// The kinds of problem that a client can be told, each with its type, status and title.
public enum ProblemKind {
  MALFORMED("malformed", 400, "The request cannot be read"),
  FORBIDDEN_ORIGIN("forbidden-origin", 403, "The request comes from a page of another site"),
  NOT_FOUND("not-found", 404, "There is no such thing"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The address does not take this method"),
  CONFLICT("conflict", 409, "It contradicts what is already there"),
  NOT_RESENDABLE("not-resendable", 409, "The dead letter cannot be sent again"),
  TOO_LARGE("too-large", 413, "It is larger than the limit"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not taken here"),
  INVALID("invalid", 422, "A field is missing or has a value that is not allowed"),
  SEVERAL_IMAGES("several-images", 422, "One conversation can have one image only"),
  IMAGE_REJECTED("image-rejected", 422, "The image cannot be taken"),
  UNKNOWN_MODEL("unknown-model", 422, "No model answers to this name"),
  AMBIGUOUS_MODEL("ambiguous-model", 422, "Several arms train: the model must be named"),
  INTERNAL("internal", 500, "The gateway failed"),
  TASK_FAILED("task-failed", 502, "The model gave no answer"),
  UNAVAILABLE("unavailable", 503, "Not now: try again"),
  TIMED_OUT("timed-out", 504, "No answer within the time limit");

  private final String slug;
  private final int status;
  private final String title;

  ProblemKind(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  String type() {
    return "/problems/" + slug;
  }

  String title() {
    return title;
  }
}
