package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The weights of a directory that answers, the encoder's from a directory of its own where they
/// lie there.
///
/// @param tower the encoder's own directory, where the checkpoint does not hold the encoder
final class LlavaWeights implements WeightSource, AutoCloseable {
  private final StoredWeights checkpoint;
  private final Optional<WeightSource> tower;
  private final LlavaNames names;
  private final boolean tiedHead;

  /// The checkpoint's, then the tower's.
  private final List<WeightFiles> files;

  private LlavaWeights(
      StoredWeights checkpoint,
      Optional<WeightSource> tower,
      LlavaNames names,
      boolean tiedHead,
      List<WeightFiles> files) {
    this.checkpoint = checkpoint;
    this.tower = tower;
    this.names = names;
    this.tiedHead = tiedHead;
    this.files = files;
  }

  static LlavaWeights open(Torch torch, Path directory, AnsweringConfig config) throws IOException {
    WeightFiles files = WeightFiles.open(directory);
    try {
      LlavaNames names = names(files, config);
      Optional<WeightFiles> tower =
          holdsTower(files, names) ? Optional.empty() : towerFiles(config);
      return new LlavaWeights(
          StoredWeights.mapped(torch, files, names),
          tower.map(each -> tower(torch, each)),
          names,
          config.language().settings().tiedHead(),
          Stream.concat(Stream.of(files), tower.stream()).toList());
    } catch (CheckpointRejected | IOException noTower) {
      files.close();
      throw noTower;
    }
  }

  static boolean holdsTower(WeightFiles files, LlavaNames names) {
    return files.names().stream().anyMatch(name -> name.startsWith(names.tower()));
  }

  static LlavaNames names(WeightFiles files, AnsweringConfig config) {
    return switch (config) {
      case AnsweringConfig.TextConfig ignored -> LlavaNames.ofLanguage();
      case LlavaConfig llava ->
          switch (llava.layout()) {
            case TRANSFORMERS -> LlavaNames.ofLlava(files.names());
            case ORIGINAL -> LlavaNames.ofOriginal(files.names());
          };
    };
  }

  static Optional<WeightFiles> towerFiles(AnsweringConfig config) throws IOException {
    Optional<Path> tower = config.tower();
    return tower.isPresent() ? Optional.of(WeightFiles.open(tower.get())) : Optional.empty();
  }

  /// Beside the encoder its files may hold a text tower, which is left alone.
  private static WeightSource tower(Torch torch, WeightFiles files) {
    return StoredWeights.mapped(torch, files, LlavaNames.ofTower(files.names()));
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    WeightSource source = name.startsWith(LlavaNames.TOWER) ? tower.orElse(checkpoint) : checkpoint;
    return source.weight(name, initial, shape);
  }

  /// A weight that no module takes would be a part of the model that is not computed.
  ///
  /// @param replaced whether another tensor stands in the place of one, by our name
  /// @throws CheckpointRejected where the checkpoint holds more than the model
  void requireAllTaken(Predicate<String> replaced) {
    WeightFiles holding = files.getFirst();
    Set<String> left = new TreeSet<>(checkpoint.left());
    if (tiedHead && left.contains(names.head() + "weight") && !names.headIsTheTable(holding)) {
      throw new CheckpointRejected(names.notTheTable(holding));
    }
    left.removeIf(name -> names.mayBeLeft(name, tiedHead));
    left.removeIf(name -> names.ours(name).filter(replaced).isPresent());
    if (left.isEmpty()) return;
    String first = left.iterator().next();
    throw new CheckpointRejected(
        String.format(
            Locale.ROOT,
            "%s: tensor %s is no part of the model that config.json describes (%d such tensors)",
            holding.file(first),
            first,
            left.size()));
  }

  /// Nothing more is asked for; weights that lie in the files keep them mapped.
  @Override
  public void close() {
    files.forEach(WeightFiles::close);
  }
}
