package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedFilesTest {
  private static final LoraSettings LORA = new LoraSettings(2, 4, .05, false);

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private BaseReference base(String name) throws IOException {
    return new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")))
        .describe(Golden.directory(name));
  }

  private PublishedModel fresh(String name, VisualResidual residual) throws IOException {
    Path directory = Golden.directory(name);
    return PublishedModel.open(
        with.torch(),
        directory,
        DirectoryKind.open(directory).answering(),
        new AdapterChoice.Fresh(FreshAdapters.seeded(with.torch(), LORA, 3)),
        residual);
  }

  /// Every trained number is another one than the base's.
  private void moved(Parameters trained) {
    for (String name : trained.names()) {
      float[] values = trained.read(with.torch(), name);
      for (int i = 0; i < values.length; i++) values[i] += .001F * (i % 7 - 3);
      trained.write(with.torch(), name, values);
    }
  }

  private Path written(TrainedConfig config, VisionLanguageModel model, String to)
      throws IOException {
    Path directory = Files.createDirectories(folder.resolve(to));
    TrainedFiles.write(directory, config, model);
    return directory;
  }

  private void assertSame(Parameters expected, Parameters read) {
    assertEquals(expected.names(), read.names());
    for (String name : expected.names()) {
      assertArrayEquals(expected.read(with.torch(), name), read.read(with.torch(), name), name);
    }
  }

  private PublishedModel opened(String base, Path trained) throws IOException {
    DirectoryKind.Trained kind =
        assertInstanceOf(DirectoryKind.Trained.class, DirectoryKind.open(trained));
    Path directory = Golden.directory(base);
    return PublishedModel.open(
        with.torch(),
        directory,
        DirectoryKind.open(directory).answering(),
        kind.adapter(),
        kind.residual(with.torch()));
  }

  @ParameterizedTest
  @CsvSource({
    "llava-vicuna-clip, VICUNA_V1",
    "llava-qwen-siglip, CHATML",
    "llava-original, VICUNA_V1",
    "qwen2, CHATML"
  })
  void readsBackEveryBitOfAnAdapterAndItsProjector(String name, PromptTemplate frame)
      throws IOException {
    TrainedConfig config = new TrainedConfig(base(name), frame, Optional.of(LORA));
    try (PublishedModel model = fresh(name, VisualResidual.none())) {
      VisionLanguageModel trained = model.model();
      moved(trained.adapterParameters().with(trained.projectorParameters()));
      Path directory = written(config, trained, "one");
      assertEquals(DirectoryHash.of(directory), DirectoryHash.of(written(config, trained, "two")));
      try (PublishedModel read = opened(name, directory)) {
        assertSame(trained.adapterParameters(), read.model().adapterParameters());
        assertSame(trained.projectorParameters(), read.model().projectorParameters());
        assertEquals(
            LORA.scale(), read.model().adapters().modules().firstEntry().getValue().scale());
      }
      DirectoryKind.Trained kind = (DirectoryKind.Trained) DirectoryKind.open(directory);
      assertEquals(config, kind.settings());
    }
  }

  @Test
  void keepsAProjectorThatWasTrainedAloneWithoutAnAdapter() throws IOException {
    String name = "llava-vicuna-clip";
    TrainedConfig config = new TrainedConfig(base(name), PromptTemplate.PLAIN, Optional.empty());
    try (PublishedModel model = PublishedModel.open(with.torch(), Golden.directory(name))) {
      moved(model.model().projectorParameters());
      Path directory = written(config, model.model(), "stage1");
      assertFalse(Files.exists(directory.resolve(EmbeddedAdapter.CONFIG)));
      try (PublishedModel read = opened(name, directory)) {
        assertSame(model.model().projectorParameters(), read.model().projectorParameters());
        assertTrue(read.model().adapters().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"llava-vicuna-clip, VICUNA_V1", "llava-qwen-siglip, CHATML"})
  void keepsALanguageModelThatWasTrainedInFull(String name, PromptTemplate frame)
      throws IOException {
    TrainedConfig config = full(base(name), frame);
    try (PublishedModel model = PublishedModel.open(with.torch(), Golden.directory(name))) {
      Parameters trained =
          model.model().languageParameters().with(model.model().projectorParameters());
      moved(trained);
      Path directory = written(config, model.model(), "full");
      assertEquals(
          DirectoryHash.of(directory), DirectoryHash.of(written(config, model.model(), "again")));
      assertEquals(config, ((DirectoryKind.Trained) DirectoryKind.open(directory)).settings());
      try (PublishedModel read = opened(name, directory)) {
        assertSame(model.model().parameters(), read.model().parameters());
      }
      Inspection found = Inspection.of(with.torch(), directory);
      assertEquals(List.of(), found.problems());
      assertEquals(trained.elements(), found.parameters());
      assertTrue(
          found.family().startsWith("language model and projector on the base " + name),
          found.family());
      Files.delete(directory.resolve(TrainedFiles.LANGUAGE));
      List<String> problems = Inspection.of(with.torch(), directory).problems();
      assertTrue(problems.toString().contains(TrainedFiles.LANGUAGE), problems.toString());
    }
  }

  private static TrainedConfig full(BaseReference base, PromptTemplate frame) {
    return new TrainedConfig(
        base,
        frame,
        ResidualKind.NONE,
        List.of(),
        Optional.empty(),
        List.of(TrainedConfig.Part.LANGUAGE_MODEL));
  }

  /// The configuration is part of a version's hash: those that are known keep theirs.
  @Test
  void saysWhatWasTrainedInFullOnlyWhereSomethingWas() {
    BaseReference base = new BaseReference("00ff", 7, "file:///models/base/");
    String start =
        "{\"base\":{\"bytes\":7,\"sha256\":\"00ff\",\"uri\":\"file:///models/base/\"},\"lora\":null,"
            + "\"prompt\":\"PLAIN\",\"residual\":\"NONE\",\"residualLayers\":[]";
    TrainedConfig alone = new TrainedConfig(base, PromptTemplate.PLAIN, Optional.empty());
    assertEquals(start + "}", StrictJson.canonical(alone));
    assertEquals(
        start + ",\"whole\":[\"LANGUAGE_MODEL\"]}",
        StrictJson.canonical(full(base, PromptTemplate.PLAIN)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainedConfig(
                base,
                PromptTemplate.PLAIN,
                ResidualKind.NONE,
                List.of(),
                Optional.of(LORA),
                List.of(TrainedConfig.Part.LANGUAGE_MODEL)));
  }

  @Test
  void keepsTheMapOfTheFourthEquationWithItsLayers() throws IOException {
    String name = "llava-vicuna-clip";
    TrainedConfig config =
        new TrainedConfig(
            base(name),
            PromptTemplate.VICUNA_V1,
            ResidualKind.FEATURES,
            List.of(2, 1),
            Optional.of(LORA));
    VisualResidual residual =
        ResidualKind.FEATURES.of(Set.of(1, 2), FreshWeights.seeded(with.torch(), 1));
    try (PublishedModel model = fresh(name, residual)) {
      moved(model.model().residualParameters());
      Path directory = written(config, model.model(), "residual");
      try (PublishedModel read = opened(name, directory)) {
        assertSame(model.model().residualParameters(), read.model().residualParameters());
      }
    }
  }

  @Test
  void namesModulesByAnExpressionThatFitsNoMapOfTheEncoder() throws IOException {
    String name = "llava-vicuna-clip";
    TrainedConfig config =
        new TrainedConfig(base(name), PromptTemplate.VICUNA_V1, Optional.of(LORA));
    try (PublishedModel model = fresh(name, VisualResidual.none())) {
      Path directory = written(config, model.model(), "adapter");
      ObjectNode peft =
          StrictJson.read(directory.resolve(EmbeddedAdapter.CONFIG), ObjectNode.class);
      assertEquals(name, peft.get("base_model_name_or_path").textValue());
      assertEquals("[\"multi_modal_projector\"]", peft.get("modules_to_save").toString());
      assertEquals(4, peft.get("lora_alpha").intValue());
      Pattern modules = Pattern.compile(peft.get("target_modules").textValue());
      assertTrue(modules.matcher("model.language_model.layers.1.self_attn.q_proj").matches());
      assertTrue(modules.matcher("language_model.model.layers.1.mlp.up_proj").matches());
      assertFalse(
          modules.matcher("model.vision_tower.encoder.layers.1.self_attn.q_proj").matches());
      try (WeightFiles files = WeightFiles.open(directory, Adapter.FILE)) {
        assertTrue(
            files
                .names()
                .contains(
                    "base_model.model.model.language_model.layers.0.mlp.up_proj.lora_A.weight"));
      }
    }
  }

  @Test
  void inspectionNamesTheBaseThatATrainedVersionNeeds() throws IOException {
    BaseReference base = base("llava-vicuna-clip");
    TrainedConfig config = new TrainedConfig(base, PromptTemplate.VICUNA_V1, Optional.of(LORA));
    try (PublishedModel model = fresh("llava-vicuna-clip", VisualResidual.none())) {
      Path directory = written(config, model.model(), "adapter");
      Inspection found = Inspection.of(with.torch(), directory);
      assertEquals(List.of(), found.problems());
      assertEquals(
          "adapter of rank 2 on the base llava-vicuna-clip (sha256 "
              + base.sha256().substring(0, 12)
              + "), asked in frame vicuna_v1",
          found.family());
      Files.delete(directory.resolve(Adapter.FILE));
      List<String> problems = Inspection.of(with.torch(), directory).problems();
      assertTrue(problems.toString().contains(Adapter.FILE), problems.toString());
    }
  }

  @Test
  void refusesFilesThatDoNotFitTheModelAndKeysThatItDoesNotKnow() throws IOException {
    String name = "llava-vicuna-clip";
    TrainedConfig alone = new TrainedConfig(base(name), PromptTemplate.PLAIN, Optional.empty());
    try (PublishedModel model = fresh(name, VisualResidual.none())) {
      Path directory = Files.createDirectories(folder.resolve("misfit"));
      IllegalArgumentException misfit =
          assertThrows(
              IllegalArgumentException.class,
              () -> TrainedFiles.write(directory, alone, model.model()));
      assertTrue(String.valueOf(misfit.getMessage()).contains("lora"), misfit.toString());
    }
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(
        other.resolve("config.json"), StrictJson.canonical(alone).replace("\"lora\"", "\"lara\""));
    DirectoryKind.Trained kind = (DirectoryKind.Trained) DirectoryKind.open(other);
    CheckpointRejected unknown = assertThrows(CheckpointRejected.class, kind::settings);
    assertTrue(unknown.toString().contains("config.json"), unknown.toString());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainedConfig(
                alone.base(),
                PromptTemplate.PLAIN,
                ResidualKind.NONE,
                List.of(1),
                Optional.empty()));
  }
}
