package io.viralstream.scenes;

/// How a question is put.
public enum Wording {
  /// As few words as it takes.
  SHORT,
  /// As the questions on the NLVR corpus put it.
  NLVR;

  String existence(String thing) {
    return switch (this) {
      case SHORT -> "Is there a " + thing + "?";
      case NLVR -> "Is there a " + thing + " in the image?";
    };
  }

  String count(String things) {
    return switch (this) {
      case SHORT -> "How many " + things + " are there?";
      case NLVR -> "How many " + things + " are in the image?";
    };
  }

  String relation(String thing, String other) {
    String question = "Where is the " + thing + " in relation to the " + other + "?";
    return switch (this) {
      case SHORT -> question;
      case NLVR -> question + " Answer with left, right, above or below.";
    };
  }

  String position(String thing) {
    return switch (this) {
      case SHORT -> "Where is the " + thing + "?";
      case NLVR -> "Where is the " + thing + " in the image?";
    };
  }

  String colour(String thing) {
    return switch (this) {
      case SHORT -> "What colour is the " + thing + "?";
      case NLVR -> "What colour is the " + thing + " in the image?";
    };
  }
}
