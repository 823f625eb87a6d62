package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A trained version and its base as one full model, tensor by tensor: W + scale · B · A in the
/// place of each adapted weight, its own P_φ, and its own LM_θ where that was trained in full.
///
/// Whatever the base's files hold of the model is here, also the encoder's blocks behind its
/// features, under the names of `llava-hf`'s models, or of transformers' language models. No two
/// tensors need be in memory together.
public final class MergedWeights implements AutoCloseable {
  private static final String TABLE = "embed_tokens.weight";

  private final Torch torch;
  private final Trained trained;
  private final List<WeightFiles> files;
  private final SortedMap<String, Source> sources;
  private final long vocabulary;

  /// What replaces the base's weights, or is added to them.
  private sealed interface Trained extends AutoCloseable {
    @Override
    void close();

    /// An adapter with its P_φ.
    record Adapted(Adapter adapter) implements Trained {
      @Override
      public void close() {
        adapter.close();
      }
    }

    record Whole(WholeWeights weights) implements Trained {
      @Override
      public void close() {
        weights.close();
      }
    }

    static Trained open(Torch torch, DirectoryKind.Trained version) throws IOException {
      TrainedConfig config = version.settings();
      return config.lora().isPresent()
          ? new Adapted(Adapter.open(torch, version.path()))
          : new Whole(WholeWeights.open(torch, version.path(), config));
    }
  }

  /// Where a tensor lies.
  ///
  /// @param ours our name
  private record Source(String ours, StoredTensor stored) {}

  private MergedWeights(
      Torch torch,
      Trained trained,
      List<WeightFiles> files,
      SortedMap<String, Source> sources,
      long vocabulary) {
    this.torch = torch;
    this.trained = trained;
    this.files = files;
    this.sources = sources;
    this.vocabulary = vocabulary;
  }

  /// @param base the directory of the version's base
  /// @param vocabulary rows of embedding table and head: those beyond the base's are its row 0
  ///   again, which never outdoes that token where the likeliest is taken
  /// @throws CheckpointRejected naming file and tensor
  public static MergedWeights open(
      Torch torch, DirectoryKind.Trained version, Path base, int vocabulary) throws IOException {
    AnsweringConfig config = DirectoryKind.open(base).answering();
    List<WeightFiles> files = new ArrayList<>();
    try {
      files.add(WeightFiles.open(base));
      SortedMap<String, Source> sources = sources(files, config);
      return new MergedWeights(torch, Trained.open(torch, version), files, sources, vocabulary);
    } catch (IOException | RuntimeException refused) {
      files.forEach(WeightFiles::close);
      throw refused;
    }
  }

  /// @param files to which an encoder's own are added
  private static SortedMap<String, Source> sources(List<WeightFiles> files, AnsweringConfig config)
      throws IOException {
    WeightFiles checkpoint = files.getFirst();
    LlavaNames names = LlavaWeights.names(checkpoint, config);
    boolean tied = config.language().settings().tiedHead();
    SortedMap<String, Source> sources = new TreeMap<>();
    boolean takesPictures = config.encoder().isPresent();
    for (String theirs : checkpoint.names()) {
      if (names.mayBeLeft(theirs, tied)) continue;
      String ours =
          names
              .ours(theirs)
              .orElseThrow(() ->
                  new CheckpointRejected(
                      checkpoint.file(theirs) + ": tensor " + theirs + " is no part of the model"));
      sources.put(takesPictures ? ours : theirs, new Source(ours, checkpoint.tensor(theirs)));
    }
    if (LlavaWeights.holdsTower(checkpoint, names)) return sources;
    Optional<WeightFiles> tower = LlavaWeights.towerFiles(config);
    if (tower.isPresent()) {
      files.add(tower.get());
      addTower(tower.get(), sources);
    }
    return sources;
  }

  /// Its directory may hold a text tower too, which is no part of the model.
  private static void addTower(WeightFiles tower, Map<String, Source> sources) {
    LlavaNames names = LlavaNames.ofTower(tower.names());
    for (String theirs : tower.names()) {
      if (names.mayBeLeft(theirs, false)) continue;
      names
          .ours(theirs)
          .filter(ours -> ours.startsWith(LlavaNames.TOWER))
          .ifPresent(ours -> sources.put(ours, new Source(ours, tower.tensor(theirs))));
    }
  }

  /// The tensors' names in the order of the alphabet, each with its shape.
  public SortedMap<String, List<Long>> shapes() {
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    sources.forEach((name, source) -> shapes.put(name, shape(source)));
    return Collections.unmodifiableSortedMap(shapes);
  }

  private List<Long> shape(Source source) {
    List<Long> shape = source.stored().shape();
    return addedRows(source) == 0 ? shape : List.of(vocabulary, shape.get(1));
  }

  private long addedRows(Source source) {
    boolean isOfTokens =
        source.ours().equals(LlavaNames.LANGUAGE + TABLE)
            || source.ours().equals(LlavaNames.HEAD + "weight");
    return isOfTokens ? Math.max(0, vocabulary - source.stored().shape().getFirst()) : 0;
  }

  /// One of them as F32, in the innermost scope.
  public Tensor tensor(String name) {
    Source source = sources.get(name);
    if (source == null) throw new IllegalArgumentException("no tensor is named " + name);
    long[] shape = source.stored().dimensions();
    Tensor weight = weight(source, shape);
    long added = addedRows(source);
    if (added == 0) return weight;
    Tensor first = weight.narrow(0, 0, 1).expand(added, shape[1]);
    return Tensor.concat(List.of(weight, first), 0);
  }

  private Tensor weight(Source source, long[] shape) {
    String ours = source.ours();
    return switch (trained) {
      case Trained.Whole(WholeWeights weights) ->
          weights.replaces(ours) ? weights.tensor(ours, shape) : stored(source);
      case Trained.Adapted(Adapter adapter) -> {
        if (ours.startsWith(Adapter.PROJECTOR)) yield adapter.ownProjector(ours, shape);
        Tensor weight = stored(source);
        yield adapter
            .changeOf(ours, shape)
            .map(change -> weight.add(change.to(Kind.F32)))
            .orElse(weight);
      }
    };
  }

  private Tensor stored(Source source) {
    return TensorStorage.read(torch, source.stored(), Kind.F32);
  }

  /// Nothing more is read.
  @Override
  public void close() {
    trained.close();
    files.forEach(WeightFiles::close);
  }
}
