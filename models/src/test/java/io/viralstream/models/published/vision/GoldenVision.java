package io.viralstream.models.published.vision;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.checkpoint.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/// A tiny published checkpoint of `tools/golden`, and what the reference gives for it.
record GoldenVision(Path directory, Safetensors reference) {
  static GoldenVision of(String name) {
    Path directory = directory(name);
    try {
      return new GoldenVision(
          directory, Safetensors.open(directory.resolve("reference.safetensors")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// A directory among the goldens.
  static Path directory(String name) {
    URL found = GoldenVision.class.getResource("/io/viralstream/models/golden/" + name);
    if (found == null) throw new IllegalArgumentException("no golden " + name);
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A reference of bytes `[H, W, 3]`.
  Picture picture(String name) {
    StoredTensor stored = reference.tensor(name);
    int height = Math.toIntExact(stored.shape().get(0));
    int width = Math.toIntExact(stored.shape().get(1));
    return new Picture(height, width, stored.data().toArray(ValueLayout.JAVA_BYTE));
  }

  float[] floats(String name) {
    return reference.tensor(name).floats();
  }
}
