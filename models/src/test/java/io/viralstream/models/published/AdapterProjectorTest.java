package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterProjectorTest {
  private static final String FILE = "adapter_model.safetensors";
  private static final String SAVED = "{'modules_to_save':['multi_modal_projector']}";
  private static final Path BASE = Golden.directory("llava-vicuna-clip");
  private static final List<String> PROJECTOR =
      List.of("linear_1.weight", "linear_1.bias", "linear_2.weight", "linear_2.bias");

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.multi_modal_projector.",
        "model.multi_modal_projector.modules_to_save.default.",
        "multi_modal_projector."
      })
  void takesTheProjectorOfTheAdapter(String prefix) throws IOException {
    Path adapter = adapter(prefix, PROJECTOR, SAVED);
    try (PublishedModel adapted = PublishedModel.open(with.torch(), BASE, Optional.of(adapter))) {
      for (String name : PROJECTOR) {
        float[] found =
            adapted.model().parameters().read(with.torch(), "multi_modal_projector." + name);
        assertArrayEquals(values(found.length), found, name);
      }
      assertEquals(28, adapted.model().adapterParameters().names().size());
    }
  }

  @Test
  void refusesAProjectorOfWhichAPartIsMissing() throws IOException {
    Path adapter = adapter("model.multi_modal_projector.", PROJECTOR.subList(0, 3), SAVED);
    assertRefused("multi_modal_projector.linear_2.bias is missing", BASE, adapter);
  }

  @Test
  void refusesAProjectorThatTheConfigurationDoesNotName() throws IOException {
    Path adapter = adapter("model.multi_modal_projector.", PROJECTOR, "{}");
    assertRefused("is no lora_A or lora_B", BASE, adapter);
  }

  @Test
  void refusesAProjectorForAModelWithoutOne() throws IOException {
    Path adapter = written(projector("model.multi_modal_projector.", PROJECTOR), SAVED);
    Path text = Golden.directory("llama-linear");
    assertRefused("is no weight of this model", text, adapter);
  }

  private void assertRefused(String reason, Path base, Path adapter) {
    long before = with.torch().living();
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> PublishedModel.open(with.torch(), base, Optional.of(adapter)).close());
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    assertEquals(before, with.torch().living());
  }

  private static float[] values(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) values[i] = (float) Math.sin(i);
    return values;
  }

  /// The golden adapter with parts of a projector beside its own tensors.
  private Path adapter(String prefix, List<String> parts, String changes) throws IOException {
    WeightFiles golden = WeightFiles.open(Golden.directory("adapter-alone"), FILE);
    List<StoredTensor> tensors = projector(prefix, parts);
    for (String name : golden.names()) tensors.add(golden.tensor(name));
    return written(tensors, changes);
  }

  private static List<StoredTensor> projector(String prefix, List<String> parts)
      throws IOException {
    WeightFiles base = WeightFiles.open(BASE);
    List<StoredTensor> tensors = new ArrayList<>();
    for (String part : parts) {
      String theirs =
          base.names().stream()
              .filter(name -> name.endsWith("multi_modal_projector." + part))
              .findFirst()
              .orElseThrow();
      long[] shape = base.tensor(theirs).dimensions();
      int length = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
      tensors.add(StoredTensor.f32("base_model.model." + prefix + part, shape, values(length)));
    }
    return tensors;
  }

  private Path written(List<StoredTensor> tensors, String changes) throws IOException {
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    SafetensorsWriter.write(adapter.resolve(FILE), tensors);
    ObjectMapper mapper = new ObjectMapper();
    String config =
        Files.readString(Golden.directory("adapter-alone").resolve("adapter_config.json"));
    ObjectNode json = (ObjectNode) mapper.readTree(config);
    json.setAll((ObjectNode) mapper.readTree(changes.replace('\'', '"')));
    Files.writeString(adapter.resolve("adapter_config.json"), json.toString());
    return adapter;
  }
}
