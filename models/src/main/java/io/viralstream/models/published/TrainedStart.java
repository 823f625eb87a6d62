package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.published.TrainedConfig.Trained;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What training goes on from beside its base: a version that an arm trained on that base, or an
/// adapter of somebody else in PEFT's layout (docs/method.md §5.6).
///
/// | it holds | an adapter is trained | P_φ alone is | LM_θ and P_φ are |
/// |---|---|---|---|
/// | P_φ | P_φ is taken | P_φ is taken | P_φ is taken |
/// | adapter, and P_φ where it has one | both are taken | refused | refused |
/// | LM_θ and P_φ | refused | refused | both are taken |
///
/// A of equation (4) is taken with the rest.
public final class TrainedStart {
  private static final String EXPECTED =
      "a version that an arm trained on a published base, or an adapter in PEFT's layout";

  private final Path directory;
  private final Optional<TrainedConfig> version;

  private TrainedStart(Path directory, Optional<TrainedConfig> version) {
    this.directory = directory;
    this.version = version;
  }

  /// @throws CheckpointRejected where the directory is missing, or holds neither
  public static TrainedStart open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new CheckpointRejected(directory + ": no such directory; expected " + EXPECTED);
    }
    Optional<TrainedConfig> version = version(directory);
    boolean isAdapter = Files.exists(directory.resolve(EmbeddedAdapter.CONFIG));
    if (version.isPresent() || isAdapter) return new TrainedStart(directory, version);
    throw new CheckpointRejected(
        directory.getFileName()
            + ": its config.json is no trained version's, and "
            + EmbeddedAdapter.CONFIG
            + " is missing; expected "
            + EXPECTED);
  }

  /// The configuration of another model may lie beside an adapter, as LLaVA's own training puts it.
  private static Optional<TrainedConfig> version(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(ModelDirectory.CONFIG))) return Optional.empty();
    return DirectoryKind.open(directory) instanceof DirectoryKind.Trained trained
        ? Optional.of(trained.settings())
        : Optional.empty();
  }

  /// Looks whether training can go on from it.
  ///
  /// @param begun what is trained, and on which base
  /// @throws CheckpointRejected naming what differs
  public void requireFit(TrainedConfig begun) throws IOException {
    if (version.isPresent()) {
      requireBase(version.get(), begun);
      requireParts(version.get(), begun);
    }
    requireResidual(begun);
    if (holdsAdapter()) requireAdapter(begun);
  }

  private boolean holdsAdapter() {
    return version.isEmpty() || version.get().lora().isPresent();
  }

  private void requireBase(TrainedConfig start, TrainedConfig begun) {
    if (start.base().sha256().equals(begun.base().sha256())) return;
    throw rejected(
        String.format(
            Locale.ROOT,
            "was trained on the base %s (%.12s), expected %s (%.12s)",
            start.baseName(),
            start.base().sha256(),
            begun.baseName(),
            begun.base().sha256()));
  }

  private void requireParts(TrainedConfig start, TrainedConfig begun) {
    boolean fits =
        switch (start.trained()) {
          case Trained.ProjectorAlone() -> true;
          case Trained.Adapter ignored -> begun.trained() instanceof Trained.Adapter;
          case Trained.Everything() -> begun.trained() instanceof Trained.Everything;
        };
    if (!fits) {
      throw rejected("holds " + words(start.trained()) + ", expected " + taken(begun.trained()));
    }
  }

  private static String words(Trained trained) {
    return switch (trained) {
      case Trained.ProjectorAlone() -> "a projector alone";
      case Trained.Adapter ignored -> "an adapter";
      case Trained.Everything() -> "a language model of its own";
    };
  }

  private static String taken(Trained begun) {
    String alone = "a projector alone where ";
    return switch (begun) {
      case Trained.ProjectorAlone() -> alone + "nothing else is trained";
      case Trained.Adapter ignored -> "an adapter, or " + alone + "an adapter is trained";
      case Trained.Everything() ->
          "a language model of its own, or " + alone + "a model is trained in full";
    };
  }

  /// What LM_θ learnt with a residual means nothing without it, and the other way round.
  private void requireResidual(TrainedConfig begun) {
    ResidualKind kind = version.map(TrainedConfig::residual).orElse(ResidualKind.NONE);
    boolean same =
        kind == begun.residual()
            && (version.isEmpty() || version.get().residualLayers().equals(begun.residualLayers()));
    boolean projectorAlone = !holdsAdapter() && isProjectorAlone();
    if (same || (projectorAlone && kind == ResidualKind.NONE)) return;
    throw rejected(
        "residual="
            + kind
            + version.map(each -> " behind " + each.residualLayers()).orElse("")
            + ", expected "
            + begun.residual()
            + " behind "
            + begun.residualLayers()
            + " as training has it");
  }

  private boolean isProjectorAlone() {
    return version.filter(each -> each.trained() instanceof Trained.ProjectorAlone).isPresent();
  }

  /// r and α are the arm's, which say how much its adapter can learn: an adapter of others is named
  /// and never taken in silence. α may be written otherwise where B (A x) has the same factor.
  private void requireAdapter(TrainedConfig begun) throws IOException {
    AdapterConfig found =
        AdapterConfig.of(ConfigSection.read(directory.resolve(EmbeddedAdapter.CONFIG)));
    Optional<LoraSettings> expected = begun.lora();
    if (expected.isEmpty()) {
      throw rejected("holds an adapter, expected " + taken(begun.trained()));
    }
    LoraSettings lora = expected.get();
    if (found.rank() == lora.rank() && isSame(found.scale(), lora.scale())) return;
    throw rejected(
        String.format(
            Locale.ROOT,
            "has an adapter with rank=%d and alpha=%s, expected rank=%d and alpha=%s as training has"
                + " them; say rank=%d,alpha=%s to go on from it",
            found.rank(),
            found.scale() * found.rank(),
            lora.rank(),
            lora.alpha(),
            found.rank(),
            found.scale() * found.rank()));
  }

  /// But for the rounding of an α that was worked out from α/√r.
  private static boolean isSame(double one, double other) {
    return Math.abs(one - other) <= 1e-9 * Math.abs(other);
  }

  /// Puts what it holds into a model that has still to learn. A map without an adapter in it keeps
  /// the fresh one, which adds nothing yet; without a P_φ in it, P_φ stays the base's.
  ///
  /// @param model that [#requireFit] was asked about
  /// @throws CheckpointRejected where a tensor is missing, fits none of the model's, or is not
  ///   finite
  public void into(Torch torch, VisionLanguageModel model) throws IOException {
    if (holdsAdapter()) {
      try (Adapter adapter = Adapter.open(torch, directory)) {
        adapter.into(model);
      }
    } else {
      try (WholeWeights weights = WholeWeights.open(torch, directory, version.orElseThrow())) {
        weights.into(model);
      }
    }
    if (version.filter(each -> each.residual() == ResidualKind.FEATURES).isEmpty()) return;
    Parameters map = model.residualParameters();
    try (WeightFiles files = WeightFiles.open(directory, TrainedFiles.RESIDUAL)) {
      for (String name : map.names()) SoundTensor.into(torch, files, name, map.named(name));
    }
  }

  private CheckpointRejected rejected(String reason) {
    return new CheckpointRejected(directory.getFileName() + ": " + reason);
  }
}
