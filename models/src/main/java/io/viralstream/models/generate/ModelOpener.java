package io.viralstream.models.generate;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.SharedBases;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Opens models of any directory in one process: those that are complete, and versions trained on a
/// base, which is found by its hash and held in memory once for all of them.
public final class ModelOpener {
  private final Torch torch;
  private final BaseModels folders;
  private final SharedBases bases;

  /// This and that of the other type of weights, by their engines.
  private final Map<Torch, ModelOpener> openers;

  public ModelOpener(Torch torch, BaseModels bases) {
    this(torch, bases, new HashMap<>());
  }

  private ModelOpener(Torch torch, BaseModels folders, Map<Torch, ModelOpener> openers) {
    this.torch = torch;
    this.folders = folders;
    this.openers = openers;
    bases = new SharedBases(torch, folders);
    openers.put(torch, this);
  }

  /// What opens models whose weights have that type, on the same device: each base is in memory
  /// once for each type.
  public ModelOpener in(WeightType weights) {
    synchronized (openers) {
      Torch engine = torch.in(weights);
      ModelOpener known = openers.get(engine);
      return known == null ? new ModelOpener(engine, folders, openers) : known;
    }
  }

  public Torch torch() {
    return torch;
  }

  /// Loads what a published version names, verified against its hash.
  ///
  /// @throws CheckpointRejected naming file and part, or the base that is gone
  public LoadedModel open(String uri, String sha256) throws IOException {
    Path directory = CheckpointStore.verified(uri, sha256);
    return open(directory, Optional.of(sha256), ServingOptions.published());
  }

  /// Loads a directory.
  ///
  /// @throws CheckpointRejected as above
  public LoadedModel open(Path directory, ServingOptions options) throws IOException {
    return open(directory, Optional.empty(), options);
  }

  private LoadedModel open(Path directory, Optional<String> sha256, ServingOptions options)
      throws IOException {
    return switch (DirectoryKind.open(directory)) {
      case DirectoryKind.Trained trained -> TrainedCheckpoint.load(trained, bases, options);
      case DirectoryKind.Own own -> LoadedModel.open(torch, own, sha256, options);
      case DirectoryKind.Answering published -> LoadedModel.open(torch, published, sha256, options);
      case DirectoryKind.Vision vision -> LoadedModel.open(torch, vision, sha256, options);
    };
  }

  /// A base with what has still to learn on it, which shares the base's weights with its versions.
  ///
  /// @param config of the versions that it will write
  /// @param directory of the base
  /// @throws CheckpointRejected as above
  public LoadedModel begin(
      TrainedConfig config, Path directory, AdapterChoice adapter, VisualResidual residual)
      throws IOException {
    return TrainedCheckpoint.load(
        config,
        directory,
        () -> bases.open(config, directory, adapter, residual),
        ServingOptions.published());
  }

  /// What describes the model of a directory: itself, or the base that it was trained on.
  ///
  /// @throws CheckpointRejected where there is none
  public DirectoryKind describing(Path directory) throws IOException {
    DirectoryKind kind = DirectoryKind.open(directory);
    return kind instanceof DirectoryKind.Trained trained
        ? DirectoryKind.open(bases.directory(trained))
        : kind;
  }
}
