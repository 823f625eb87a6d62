package io.viralstream.models.published.export;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ComputedTensor;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.MergedWeights;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes a version that was trained on a published base for other programs: its adapter for PEFT,
/// or base and version in one full model for transformers.
///
/// The directory appears under its name when it is complete.
public final class VersionExport {
  /// What PEFT reads.
  private static final List<String> ADAPTER =
      List.of("adapter_config.json", "adapter_model.safetensors");

  private static final Pattern LICENCE =
      Pattern.compile("(licen[cs]e|notice|copying|use_policy)([._-].*)?");

  private final ExportSource source;

  private VersionExport(ExportSource source) {
    this.source = source;
  }

  /// Told of bytes that were computed, and of all there are.
  @FunctionalInterface
  public interface Listener {
    void at(long done, long total);
  }

  /// @param version its directory
  /// @throws CheckpointRejected where it is no version of a base, has a residual, or its base is
  ///   gone
  public static VersionExport of(Path version, BaseModels bases) throws IOException {
    return new VersionExport(ExportSource.of(version.toAbsolutePath().normalize(), bases));
  }

  /// The adapter with its card, the base's licence, and how it is asked.
  ///
  /// @throws CheckpointRejected where no adapter was trained, or the directory holds something
  public void adapter(Path out) throws IOException {
    Path version = source.version().path();
    requireAdapter();
    written(
        out,
        directory -> {
          for (String file : ADAPTER) {
            Files.copy(version.resolve(file), directory.resolve(file));
          }
          common(directory, ModelCard.ofAdapter(source));
        });
  }

  private void requireAdapter() {
    String trained =
        switch (source.trained().trained()) {
          case TrainedConfig.Trained.Adapter ignored -> "";
          case TrainedConfig.Trained.ProjectorAlone() -> "its projector alone was trained";
          case TrainedConfig.Trained.Everything() -> "it was trained in full";
        };
    if (trained.isEmpty()) return;
    throw new CheckpointRejected(
        source.version().path().getFileName()
            + ": "
            + trained
            + ", which is no adapter; expected --merged");
  }

  /// The full model in the layout of `llava-hf`, or of a language model alone.
  ///
  /// @param type of its weights: F32, or F16 or BF16, to which they are rounded
  /// @throws CheckpointRejected where a file of the base or the directory cannot be used
  public void merged(Torch torch, ElementType type, Path out, Listener listener)
      throws IOException {
    Path base = source.base().path();
    try (MergedWeights weights =
        MergedWeights.open(torch, source.version(), base, source.vocabulary())) {
      written(
          out,
          directory -> {
            ShardPlan.of(tensors(torch, weights, type, listener), ShardPlan.LARGEST)
                .write(directory);
            MergedConfig config = new MergedConfig(source, type);
            StrictJson.write(directory.resolve(ModelDirectory.CONFIG), config.config());
            StrictJson.write(directory.resolve("generation_config.json"), config.generation());
            TokenizerFiles.write(source, directory);
            common(directory, ModelCard.ofMerged(source));
          });
    }
  }

  private static List<ComputedTensor> tensors(
      Torch torch, MergedWeights weights, ElementType type, Listener listener) {
    Map<String, List<Long>> shapes = weights.shapes();
    List<ComputedTensor> tensors = new ArrayList<>();
    long total = 0;
    for (List<Long> shape : shapes.values()) total += bytes(shape, type);
    long[] done = {0};
    for (Map.Entry<String, List<Long>> each : shapes.entrySet()) {
      String name = each.getKey();
      long all = total;
      tensors.add(
          new ComputedTensor(
              torch,
              name,
              type,
              each.getValue(),
              () -> {
                Tensor tensor = weights.tensor(name);
                done[0] += bytes(each.getValue(), type);
                listener.at(done[0], all);
                return tensor;
              }));
    }
    return tensors;
  }

  private static long bytes(List<Long> shape, ElementType type) {
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }

  private void common(Path directory, String card) throws IOException {
    AskingFiles.write(source, directory);
    Durable.write(directory.resolve("README.md"), card.getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.list(source.base().path())) {
      for (Path file : files.filter(VersionExport::isLicence).sorted().toList()) {
        Durable.write(directory.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  private static boolean isLicence(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && LICENCE.matcher(name).matches();
  }

  /// What writes the files into an empty directory.
  private interface Content {
    void writeTo(Path directory) throws IOException;
  }

  private static void written(Path out, Content content) throws IOException {
    Path whole = out.toAbsolutePath().normalize();
    requireEmpty(whole);
    Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
    delete(unfinished);
    Files.createDirectories(unfinished);
    try {
      content.writeTo(unfinished);
      Durable.syncDirectory(unfinished);
      Files.deleteIfExists(whole);
      Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException failed) {
      delete(unfinished);
      throw failed;
    }
  }

  private static void requireEmpty(Path out) throws IOException {
    if (!Files.exists(out)) return;
    if (!Files.isDirectory(out)) {
      throw new CheckpointRejected(out + ": is a file; expected a folder to write into");
    }
    try (Stream<Path> files = Files.list(out)) {
      if (files.findAny().isPresent()) {
        throw new CheckpointRejected(out + ": holds files; expected an empty folder, or none");
      }
    }
  }

  private static void delete(Path flat) throws IOException {
    if (!Files.isDirectory(flat)) return;
    try (Stream<Path> files = Files.list(flat)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(flat);
  }
}
