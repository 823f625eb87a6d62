package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One golden case of training as `loss` computes it, held against torch, transformers and peft in
/// F32. Knows no test framework, as `bench/cuda` runs it too.
record GoldenLoss(Path cases, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How far `loss` is from the reference.
  ///
  /// @param losses of samples and batch before the first step, the largest difference; relative to
  ///   the reference where that is above 1
  /// @param steps the same of the batch before each step
  /// @param gradients the largest distance of a tensor's from its own, relative to that one's norm
  /// @param cosine the least between a tensor's and its own
  record Apart(double losses, double steps, double gradients, double cosine) {
    boolean within(Apart bounds) {
      return losses <= bounds.losses
          && steps <= bounds.steps
          && gradients <= bounds.gradients
          && cosine >= bounds.cosine;
    }
  }

  /// What is demanded of the processor in F32.
  static Apart onTheProcessor() {
    return new Apart(1e-4, 1e-3, 1e-3, .999_999);
  }

  /// What is demanded of any device.
  ///
  /// @param weights `f32` or `bf16`, whose 8 bits are 0.4 % of each rounding
  static Apart bounds(String weights) {
    return weights.equals("f32")
        ? new Apart(1e-3, 1e-3, 1e-3, .999_999)
        : new Apart(1e-2, 2e-2, .2, .99);
  }

  /// The cases that are computed in a type of weights: all in F32; in bfloat16 those that leave
  /// LM_θ's own weights as they are.
  ///
  /// @param weights `f32` or `bf16`
  static List<GoldenLoss> in(String weights, Path golden) throws IOException {
    List<GoldenLoss> found = new ArrayList<>();
    for (GoldenLoss each : all(golden)) {
      if (weights.equals("f32") || !each.settings().has("train")) found.add(each);
    }
    return found;
  }

  private JsonNode settings() throws IOException {
    return JSON.readTree(cases.resolve(name).resolve("case.json").toFile());
  }

  /// All cases: the folders with a `case.json`.
  static List<GoldenLoss> all(Path golden) throws IOException {
    Path cases = golden.resolve("training");
    try (Stream<Path> listed = Files.list(cases)) {
      return listed
          .filter(path -> Files.exists(path.resolve("case.json")))
          .map(path -> new GoldenLoss(cases, path.getFileName().toString()))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    }
  }

  /// Runs the command and compares.
  ///
  /// @param folder where the gradients are written
  /// @param more options, such as the device
  Apart computed(Path folder, String... more) throws IOException {
    JsonNode settings = settings();
    Path gradients = folder.resolve("gradients.safetensors");
    List<String> arguments = arguments(settings);
    arguments.addAll(List.of("--gradients", gradients.toString()));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(Map.of(), arguments.toArray(String[]::new));
    if (run.code() != ExitCode.DONE) throw new IllegalStateException(name + ": " + run.err());
    JsonNode expected = JSON.readTree(cases.resolve(name).resolve("expected.json").toFile());
    JsonNode found = JSON.readTree(run.last());
    GradientsApart flowing =
        gradients(cases.resolve(name).resolve("gradients.safetensors"), gradients);
    return new Apart(
        Math.max(
            samples(expected.get("samples"), found.get("samples")),
            apart(expected.get("batch"), found.get("batch"))),
        steps(expected.get("trace"), found.get("trace")),
        flowing.distance(),
        flowing.cosine());
  }

  private List<String> arguments(JsonNode settings) {
    List<String> arguments = new ArrayList<>(List.of("loss", "--json"));
    add(arguments, "--data", cases.resolve("data.jsonl"));
    add(arguments, "--images", cases.resolve("pictures"));
    for (String directory : List.of("model", "teacher", "adapter")) {
      if (settings.hasNonNull(directory)) {
        add(
            arguments,
            "--" + directory,
            cases.resolveSibling(settings.get(directory).asText()).toString());
      }
    }
    if (settings.hasNonNull("train")) add(arguments, "--train", settings.get("train").asText());
    if (settings.hasNonNull("alignment")) {
      add(arguments, "--alignment", cases.resolve(name).resolve("alignment.safetensors"));
      add(arguments, "--projectors", settings.get("projectors").asText());
    }
    if (settings.hasNonNull("objective")) {
      add(arguments, "--objective", settings.get("objective").asText());
      add(arguments, "--lambda", settings.get("lambda").asText());
    }
    List<String> layers = new ArrayList<>();
    settings.path("layers").forEach(layer -> layers.add(layer.asText()));
    if (!layers.isEmpty()) add(arguments, "--layer", String.join(",", layers));
    add(arguments, "--residual", settings.path("residual").asText("none"));
    add(arguments, "--steps", settings.get("steps").asText());
    add(arguments, "--lr", settings.get("lr").asText());
    add(arguments, "--projector-lr", settings.get("projectorLr").asText());
    return arguments;
  }

  private static void add(List<String> arguments, String option, Object value) {
    arguments.addAll(List.of(option, value.toString()));
  }

  private double samples(JsonNode expected, JsonNode found) {
    demand(expected.size() == found.size(), found.size() + " samples");
    double apart = 0;
    for (int i = 0; i < expected.size(); i++) {
      for (String key : List.of("id", "answerTokens")) {
        demand(expected.get(i).get(key).equals(found.get(i).get(key)), key + " of sample " + i);
      }
      apart = Math.max(apart, apart(expected.get(i), found.get(i)));
    }
    return apart;
  }

  private double steps(JsonNode expected, JsonNode found) {
    demand(expected.size() == found.size(), found.size() + " steps");
    double apart = 0;
    for (int i = 0; i < expected.size(); i++) {
      demand(found.get(i).get("step").asInt() == i + 1, "step " + found.get(i).get("step"));
      apart = Math.max(apart, apart(expected.get(i), found.get(i)));
    }
    return apart;
  }

  private double apart(JsonNode expected, JsonNode found) {
    double apart = 0;
    for (String key : List.of("lm", "vra", "total")) {
      demand(expected.get(key).isNull() == found.get(key).isNull(), key + "=" + found.get(key));
      if (expected.get(key).isNull()) continue;
      double theirs = expected.get(key).asDouble();
      double difference = Math.abs(theirs - found.get(key).asDouble());
      apart = Math.max(apart, difference / Math.max(1, Math.abs(theirs)));
    }
    return apart;
  }

  /// Of both files' gradients, tensor by tensor.
  private record GradientsApart(double distance, double cosine) {
    GradientsApart and(float[] expected, float[] found) {
      double[] differences = new double[expected.length];
      for (int i = 0; i < expected.length; i++) differences[i] = expected[i] - found[i];
      double size = Math.max(Math.sqrt(product(expected, expected)), 1e-6);
      double other = Math.max(Math.sqrt(product(found, found)), 1e-6);
      double apart = Math.sqrt(Arrays.stream(differences).map(d -> d * d).sum());
      return new GradientsApart(
          Math.max(distance, apart / size),
          Math.min(cosine, product(expected, found) / (size * other)));
    }

    private static double product(float[] one, float[] other) {
      double sum = 0;
      for (int i = 0; i < one.length; i++) sum += (double) one[i] * other[i];
      return sum;
    }
  }

  private GradientsApart gradients(Path expected, Path found) throws IOException {
    GradientsApart apart = new GradientsApart(0, 1);
    try (WeightFiles theirs = WeightFiles.file(expected);
        WeightFiles ours = WeightFiles.file(found)) {
      demand(theirs.names().equals(ours.names()), "gradients of " + ours.names());
      for (String tensor : theirs.names()) {
        demand(theirs.tensor(tensor).shape().equals(ours.tensor(tensor).shape()), tensor);
        apart = apart.and(theirs.tensor(tensor).floats(), ours.tensor(tensor).floats());
      }
    }
    return apart;
  }

  private void demand(boolean holds, String found) {
    if (!holds) throw new IllegalStateException(name + ": " + found + ", unlike the reference");
  }

  @Override
  public String toString() {
    return name;
  }
}
