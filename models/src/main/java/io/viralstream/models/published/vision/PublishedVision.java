package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ShapeProbe;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.EmbeddedAdapter;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/// The directory of a published vision model: student encoder or teacher.
///
/// ```
/// try (PublishedVision vision = PublishedVision.open(directory);
///     LoadedVision teacher = vision.teacher(torch, vision.sizeOf(student.grid()))) {
///   PatchFeatures y = teacher.imageEncoder(torch, student).see(picture); // [N, d]
/// }
/// ```
public final class PublishedVision implements AutoCloseable {
  private final String family;
  private final VisionPlan plan;
  private final Optional<Preprocessor> preprocessor;
  private final WeightFiles weights;

  private PublishedVision(
      String family, VisionPlan plan, Optional<Preprocessor> preprocessor, WeightFiles weights) {
    this.family = family;
    this.plan = plan;
    this.preprocessor = preprocessor;
    this.weights = weights;
  }

  /// Reads settings and the names of tensors, no weights.
  ///
  /// @throws CheckpointRejected where it is no vision model that is known, naming file and key
  public static PublishedVision open(Path directory) throws IOException {
    WeightFiles weights = WeightFiles.open(directory);
    try {
      if (!Files.isRegularFile(directory.resolve("config.json"))) {
        throw new CheckpointRejected("config.json is missing");
      }
      return of(DirectoryKind.open(directory), weights);
    } catch (IOException | RuntimeException refused) {
      weights.close();
      throw refused;
    }
  }

  /// The same of a directory that is opened already.
  ///
  /// @param weights which this closes
  public static PublishedVision of(DirectoryKind directory, WeightFiles weights)
      throws IOException {
    VisionFiles files = VisionFiles.of(directory, weights);
    EmbeddedAdapter.refuse(directory.path());
    try {
      String family = VisionFamilies.name(files.config());
      VisionPlan plan = VisionFamilies.read(files);
      return new PublishedVision(family, plan, files.preprocessor(), weights);
    } catch (IllegalArgumentException outOfBounds) {
      throw new CheckpointRejected(
          files.config().where() + ": " + outOfBounds.getMessage(), outOfBounds);
    }
  }

  VisionPlan plan() {
    return plan;
  }

  /// Such as `clip`, or `timm`.
  public String family() {
    return family;
  }

  /// The side of pictures that it was trained with.
  public int trainedSize() {
    return plan.trainedSize();
  }

  /// Whether it is used at other sizes than it was trained with.
  public boolean takesOtherSizes() {
    return plan.takesOtherSizes();
  }

  /// The same where the family takes one size alone, with its position table resampled as
  /// transformers' `interpolate_pos_encoding` does (docs/method.md §7.2). Close only one of both.
  public PublishedVision takingOtherSizes() {
    return new PublishedVision(family, plan.takingOtherSizes(), preprocessor, weights);
  }

  /// The side of pictures for features on a student's grid.
  public int sizeOf(int grid) {
    return plan.sizeOf(grid);
  }

  /// How the directory itself wants its pictures; nothing where it does not say.
  public Optional<Preprocessing> preprocessing() {
    return preprocessor.map(file -> file.preprocessing(trainedSize()));
  }

  /// What it is found to be without reading its weights.
  ///
  /// @param parameters numbers in the model that its configuration describes
  /// @param width d of its features
  /// @param problems each tensor that is missing, wrong or too many
  public record Findings(long parameters, int width, List<String> problems) {
    public Findings {
      problems = List.copyOf(problems);
    }
  }

  /// Compares all tensors with what the configuration describes; no tensor is read.
  public Findings findings(Torch torch) {
    ShapeProbe asked = new ShapeProbe(torch);
    int width;
    try (LoadedVision probed = plan.teacher(plan.trainedSize()).build(torch, asked)) {
      width = probed.view().width();
    }
    SortedMap<String, List<String>> wrong = new TreeMap<>();
    long parameters = 0;
    for (Map.Entry<String, List<Long>> each : asked.shapes().entrySet()) {
      long[] shape = each.getValue().stream().mapToLong(Long::longValue).toArray();
      parameters += LongStream.of(shape).reduce(1L, Math::multiplyExact);
      wrong.put(
          plan.names().of(each.getKey()).name(),
          StoredWeights.problems(weights, plan.names(), each.getKey(), shape));
    }
    List<String> problems = new ArrayList<>();
    wrong.values().forEach(problems::addAll);
    for (String name : new TreeSet<>(weights.names())) {
      if (!wrong.containsKey(name) && !plan.mayBeLeft(name)) {
        problems.add(weights.file(name) + ": tensor " + name + " is not expected");
      }
    }
    return new Findings(parameters, width, problems);
  }

  /// V_ψ as LLaVA uses it: patch tokens before the last block, without norm.
  ///
  /// @throws CheckpointRejected where a tensor is missing, unexpected or of another shape
  public LoadedVision student(Torch torch) {
    return load(torch, VisionPlan::student);
  }

  /// E, for pictures of that size: the features of docs/method.md §7.3.
  ///
  /// @throws CheckpointRejected where it cannot take that size, or as for the student
  public LoadedVision teacher(Torch torch, int imageSize) {
    return load(torch, each -> each.teacher(imageSize));
  }

  private LoadedVision load(Torch torch, Function<VisionPlan, VisionPlan.Building> choice) {
    StoredWeights named = new StoredWeights(torch, weights, plan.names());
    LoadedVision loaded = building(choice).build(torch, named);
    try {
      requireAllTaken(named);
      return loaded;
    } catch (CheckpointRejected unexpected) {
      loaded.close();
      throw unexpected;
    }
  }

  /// A tensor that nothing asked for may be a part of the model that would be left out in silence.
  private void requireAllTaken(StoredWeights named) {
    Set<String> unexpected = new TreeSet<>(named.left());
    unexpected.removeIf(plan::mayBeLeft);
    if (unexpected.isEmpty()) return;
    String first = unexpected.iterator().next();
    throw new CheckpointRejected(
        weights.file(first)
            + ": tensor "
            + first
            + " is not expected"
            + (unexpected.size() == 1 ? "" : ", nor are " + (unexpected.size() - 1) + " others"));
  }

  private VisionPlan.Building building(Function<VisionPlan, VisionPlan.Building> choice) {
    try {
      return choice.apply(plan);
    } catch (IllegalArgumentException outOfBounds) {
      throw new CheckpointRejected("config.json: " + outOfBounds.getMessage(), outOfBounds);
    }
  }

  /// Nothing more is loaded; what is loaded stays.
  @Override
  public void close() {
    weights.close();
  }
}
