package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.SharedWeights;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens versions that were trained on published bases, with each base in memory once.
///
/// ```
/// one = bases.open(first);    // loads the base
/// two = bases.open(second);   // of the same base: loads its adapter and its P_φ alone
/// one.close();
/// two.close();                // the base is freed
/// ```
///
/// Adapter, P_φ and A are each version's own, and LM_θ where it was trained in full. Safe for use
/// by several threads.
public final class SharedBases {
  private final Torch torch;
  private final BaseModels models;
  private final Map<String, BaseInMemory> inMemory = new HashMap<>();

  public SharedBases(Torch torch, BaseModels models) {
    this.torch = torch;
    this.models = models;
  }

  /// A version in memory.
  ///
  /// @param model asked in the frame that the version was trained in; its directory is the base's
  /// @param shared numbers in weights that lay in memory before
  public record LoadedVersion(PublishedModel model, long shared) {}

  /// The directory of the base that a version was trained on.
  ///
  /// @throws CheckpointRejected where it is gone, or was changed
  public Path directory(DirectoryKind.Trained trained) throws IOException {
    return models.find(trained.settings().base());
  }

  /// @throws CheckpointRejected naming file and part, or the base that is gone or was changed
  public LoadedVersion open(DirectoryKind.Trained trained) throws IOException {
    return open(trained.settings(), directory(trained), trained.adapter(), trained.residual(torch));
  }

  /// A base with what has still to learn on it.
  ///
  /// @param config of the versions that it will write
  /// @param directory of the base
  /// @throws CheckpointRejected naming file and part
  public synchronized LoadedVersion open(
      TrainedConfig config, Path directory, AdapterChoice adapter, VisualResidual residual)
      throws IOException {
    AnsweringConfig answering = DirectoryKind.open(directory).answering();
    BaseInMemory base = base(config.base().sha256(), directory, answering);
    Set<String> known = base.weights.loaded();
    base.users++;
    try {
      PublishedModel model =
          PublishedModel.of(
              torch,
              directory,
              answering,
              new PublishedModel.BaseWeights(base.stored, base.withOwn(config)),
              adapter,
              residual);
      return new LoadedVersion(model.asked(config.prompt()), shared(config, model, known));
    } finally {
      base.leave(1);
    }
  }

  private static long shared(TrainedConfig config, PublishedModel model, Set<String> known) {
    Parameters parameters = model.model().parameters();
    return parameters.names().stream()
        .filter(name -> known.contains(name) && !config.replaces(name))
        .mapToLong(name -> parameters.named(name).elements())
        .sum();
  }

  private BaseInMemory base(String sha256, Path directory, AnsweringConfig answering)
      throws IOException {
    BaseInMemory known = inMemory.get(sha256);
    if (known != null) return known;
    BaseInMemory opened = new BaseInMemory(sha256, LlavaWeights.open(torch, directory, answering));
    inMemory.put(sha256, opened);
    return opened;
  }

  /// One base's weights for all its versions. Its users are the weights that models hold, and the
  /// opening of one; without any it is freed.
  private final class BaseInMemory implements WeightSource {
    private final String sha256;
    private final LlavaWeights stored;
    private final SharedWeights weights;
    private int users;

    BaseInMemory(String sha256, LlavaWeights stored) {
      this.sha256 = sha256;
      this.stored = stored;
      weights = new SharedWeights(stored);
    }

    /// With copies of what the model trains, where nothing brings another one.
    WeightSource withOwn(TrainedConfig config) {
      return new ReplacedWeights(
          this,
          (name, shape) ->
              config.replaces(name) ? Optional.of(copied(name, shape)) : Optional.empty());
    }

    /// From the files: nobody else computes with these numbers.
    private Tensor copied(String name, long[] shape) {
      Tensor read = stored.weight(name, Initial.zeros(), shape);
      try (Scope scope = torch.inference()) {
        return scope.keep(read.copy());
      } finally {
        read.close();
      }
    }

    @Override
    public Tensor weight(String name, Initial initial, long... shape) {
      synchronized (SharedBases.this) {
        Tensor weight = weights.weight(name, initial, shape);
        users++;
        return weight;
      }
    }

    @Override
    public void release(List<Tensor> given) {
      synchronized (SharedBases.this) {
        weights.release(given);
        leave(given.size());
      }
    }

    private void leave(int leaving) {
      users -= leaving;
      if (users > 0) return;
      inMemory.remove(sha256);
      weights.close();
      stored.close();
    }
  }
}
