package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An adapter whose files lie beside a full model: transformers takes it without being asked.
///
/// A language model or a LLaVA gets it here too. Where none can be taken, and where another one was
/// named, it is refused: it must not be passed over.
public final class EmbeddedAdapter {
  static final String CONFIG = "adapter_config.json";

  /// What trainers leave beside that file.
  private static final List<String> WEIGHTS =
      List.of("adapter_model.safetensors", "adapter_model.bin", "non_lora_trainables.bin");

  private EmbeddedAdapter() {}

  /// The directory of the adapter to be taken, if any.
  ///
  /// @param named the one that somebody asked for
  /// @throws CheckpointRejected where another one lies beside the model, or only half of one
  static Optional<Path> of(Path model, Optional<Path> named) throws IOException {
    Optional<String> file = file(model);
    if (file.isEmpty()) return named;
    if (named.isPresent() && !isSame(named.get(), model)) {
      throw new CheckpointRejected(
          file.get()
              + " lies beside the model, and --adapter names another; move one of them away");
    }
    if (file.get().equals(CONFIG)) return Optional.of(model);
    throw new CheckpointRejected(
        file.get()
            + " lies beside the model without "
            + CONFIG
            + ", so that nothing says how it is applied; put that file there, or move this one away");
  }

  /// For a directory that takes no adapter: an encoder, a teacher, a model of our own.
  ///
  /// @throws CheckpointRejected naming the file
  public static void refuse(Path directory) {
    file(directory)
        .ifPresent(file -> {
          throw new CheckpointRejected(
              directory.getFileName()
                  + ": "
                  + file
                  + " is part of an adapter, which such a model does not take; move it away");
        });
  }

  private static Optional<String> file(Path directory) {
    if (Files.exists(directory.resolve(CONFIG))) return Optional.of(CONFIG);
    return WEIGHTS.stream().filter(name -> Files.exists(directory.resolve(name))).findFirst();
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }
}
