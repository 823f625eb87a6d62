package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.checkpoint.Safetensors;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A tiny checkpoint that `tools/golden` made, and what its reference computed with it.
public final class Golden {
  /// What every family keeps to, although 1e-4 is what was asked for: a wrong epsilon or GELU would
  /// hide below 1e-3.
  private static final double TOLERANCE = 2e-5;

  private final String name;
  private final double tolerance;
  private final Safetensors reference;
  private double largest;

  private Golden(String name, double tolerance) throws IOException {
    this.name = name;
    this.tolerance = tolerance;
    this.reference = Safetensors.open(directory(name).resolve("reference.safetensors"));
  }

  public static Golden of(String name) throws IOException {
    return of(name, TOLERANCE);
  }

  /// For another device or type than F32 on the CPU.
  public static Golden of(String name, double tolerance) throws IOException {
    return new Golden(name, tolerance);
  }

  /// The checkpoint's directory.
  public static Path directory(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  Golden.class.getResource("/io/viralstream/models/golden/" + name),
                  "no golden checkpoint " + name)
              .toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public Path directory() {
    return directory(name);
  }

  /// What `reference.json` says.
  public JsonNode words() throws IOException {
    return new ObjectMapper().readTree(Files.readString(directory().resolve("reference.json")));
  }

  /// The lists of ids that `reference.json` has under a key.
  public List<List<Integer>> ids(String key) throws IOException {
    List<List<Integer>> lists = new ArrayList<>();
    for (JsonNode list : words().get(key)) {
      List<Integer> ids = new ArrayList<>();
      list.forEach(id -> ids.add(id.asInt()));
      lists.add(ids);
    }
    return lists;
  }

  public float[] expected(String tensor) {
    return reference.tensor(tensor).floats();
  }

  /// Bytes, such as pixels.
  public byte[] bytes(String tensor) {
    return reference.tensor(tensor).data().toArray(ValueLayout.JAVA_BYTE);
  }

  public long[] shape(String tensor) {
    return reference.tensor(tensor).dimensions();
  }

  public boolean has(String tensor) {
    return reference.find(tensor).isPresent();
  }

  /// Compares to the tolerance, times the largest value where that is above 1.
  public void assertClose(String tensor, float[] actual) {
    float[] expected = expected(tensor);
    assertEquals(expected.length, actual.length, name + " " + tensor);
    double size = 1;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      size = Math.max(size, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    largest = Math.max(largest, difference / size);
    String said = "%s %s differs by %.2e of %.2e".formatted(name, tensor, difference, size);
    assertTrue(difference <= tolerance * size, said);
  }

  /// Says how close all comparisons were.
  public void report() {
    System.out.printf(Locale.ROOT, "golden %s largest difference %.1e%n", name, largest);
  }
}
