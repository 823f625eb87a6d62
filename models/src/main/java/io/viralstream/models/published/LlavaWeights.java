package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The weights of a directory that answers, the encoder's from a directory of its own where they
/// lie there.
///
/// @param tower the encoder's own directory, where the checkpoint does not hold the encoder
final class LlavaWeights implements WeightSource, AutoCloseable {
  private final PublishedWeights checkpoint;
  private final Optional<WeightSource> tower;
  private final boolean tiedHead;
  private final List<WeightFiles> files;

  private LlavaWeights(
      PublishedWeights checkpoint,
      Optional<WeightSource> tower,
      boolean tiedHead,
      List<WeightFiles> files) {
    this.checkpoint = checkpoint;
    this.tower = tower;
    this.tiedHead = tiedHead;
    this.files = files;
  }

  static LlavaWeights open(Torch torch, Path directory, AnsweringConfig config) throws IOException {
    WeightFiles files = WeightFiles.open(directory);
    try {
      WeightNames names = names(files, config);
      Optional<WeightFiles> tower =
          holdsTower(files, names) ? Optional.empty() : towerFiles(config);
      return new LlavaWeights(
          new PublishedWeights(torch, files, names),
          tower.map(each -> tower(torch, each)),
          config.language().settings().tiedHead(),
          Stream.concat(Stream.of(files), tower.stream()).toList());
    } catch (CheckpointRejected | IOException noTower) {
      files.close();
      throw noTower;
    }
  }

  static boolean holdsTower(WeightFiles files, WeightNames names) {
    return files.names().stream().anyMatch(name -> name.startsWith(names.tower()));
  }

  static WeightNames names(WeightFiles files, AnsweringConfig config) {
    return switch (config) {
      case TextConfig ignored -> WeightNames.ofLanguage();
      case LlavaConfig llava ->
          switch (llava.layout()) {
            case TRANSFORMERS -> WeightNames.ofLlava(files.names());
            case ORIGINAL -> WeightNames.ofOriginal(files.names());
          };
    };
  }

  private static Optional<Path> towerDirectory(AnsweringConfig config) {
    return switch (config) {
      case TextConfig ignored -> Optional.empty();
      case LlavaConfig llava -> llava.tower();
    };
  }

  static Optional<WeightFiles> towerFiles(AnsweringConfig config) throws IOException {
    Optional<Path> tower = towerDirectory(config);
    return tower.isPresent() ? Optional.of(WeightFiles.open(tower.get())) : Optional.empty();
  }

  /// Beside the encoder its files may hold a text tower, which is left alone.
  private static WeightSource tower(Torch torch, WeightFiles files) {
    return new PublishedWeights(torch, files, WeightNames.ofTower(files.names()));
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    WeightSource source =
        name.startsWith(WeightNames.TOWER) ? tower.orElse(checkpoint) : checkpoint;
    return source.weight(name, initial, shape);
  }

  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where the checkpoint holds more
  ///   than the model
  void requireAllTaken() {
    checkpoint.requireAllTaken(tiedHead);
  }

  /// Nothing more is asked for; weights that lie in the files keep them mapped.
  @Override
  public void close() {
    files.forEach(WeightFiles::close);
  }
}
