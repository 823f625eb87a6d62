package io.viralstream.models.published;

import io.viralstream.models.model.AdapterSource;
import java.nio.file.Path;
import java.util.Optional;

/// The low-rank adapter that is put on a published model while it is opened.
public sealed interface AdapterChoice {
  /// The one that lies beside the model's own files, if any.
  record Embedded() implements AdapterChoice {}

  /// One in PEFT's layout.
  record Stored(Path directory) implements AdapterChoice {}

  /// None, but weights that lie whole in a trained version's directory.
  record Whole(Path directory, TrainedConfig config) implements AdapterChoice {}

  /// One that has still to learn.
  record Fresh(AdapterSource source) implements AdapterChoice {}

  /// @param directory of an adapter, or the one beside the model
  static AdapterChoice of(Optional<Path> directory) {
    return directory.<AdapterChoice>map(Stored::new).orElseGet(Embedded::new);
  }
}
