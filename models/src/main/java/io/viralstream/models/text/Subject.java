package io.viralstream.models.text;

/// What a conversation is about.
public enum Subject {
  /// One picture, whose visual tokens stand behind the opening.
  PICTURE,
  /// Text alone.
  TEXT
}
