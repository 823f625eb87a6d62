package io.viralstream.scenes;

/// One question about a scene with its true answer, both as the model reads and writes them.
public record Question(Category category, String text, String answer) {}
