package io.viralstream.models.text;

/// A question and its answer, as people wrote them.
public record Turn(String question, String answer) {}
