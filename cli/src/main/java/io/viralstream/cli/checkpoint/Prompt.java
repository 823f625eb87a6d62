package io.viralstream.cli.checkpoint;

import io.viralstream.images.Picture;
import java.util.Optional;

/// A text, and the picture that it is about where there is one.
public record Prompt(Optional<Picture> picture, String text) {}
