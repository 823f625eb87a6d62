package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryKindTest {
  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "llava-qwen-siglip, TransformersLlava",
    "llava-vicuna-clip, TransformersLlava",
    "llava-original, OriginalLlava",
    "published/vicuna-7b-v1.5, Language",
    "published/qwen2.5-7b-instruct, Language",
    "clip-two-towers, Vision",
    "dinov2, Vision",
    "dinov2-timm, Vision",
    "sam, Vision",
    "c-radio-v3, Vision"
  })
  void tellsWhatADirectoryHolds(String name, String kind) throws IOException {
    assertEquals(kind, DirectoryKind.open(Golden.directory(name)).getClass().getSimpleName());
  }

  @Test
  void givesTheSettingsOfAModelOfOurOwn() throws IOException {
    ModelDirectory written = TinyModelDirectory.write(with.torch(), folder, 3);
    DirectoryKind.Own own =
        assertInstanceOf(DirectoryKind.Own.class, DirectoryKind.open(written.path()));
    assertEquals(written.config(), own.settings());
    assertEquals(written, own.directory());
    assertEquals(written, own.trainable());
  }

  @Test
  void namesTheFileThatAModelToTrainLacks() throws IOException {
    TinyModelDirectory.write(with.torch(), folder, 3);
    Files.delete(folder.resolve(ModelDirectory.WEIGHTS));
    DirectoryKind own = DirectoryKind.open(folder);
    assertEquals(
        folder.getFileName() + ": model.safetensors is missing",
        assertThrows(CheckpointRejected.class, own::trainable).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "llava-qwen-siglip, 'a LLaVA of transformers, which other recipes train'",
    "llava-original, 'a LLaVA as its authors write it, which other recipes train'",
    "published/vicuna-7b-v1.5, a language model alone",
    "dinov2, 'an encoder or a teacher, or something unknown'"
  })
  void refusesToTrainEveryOtherKindByName(String name, String kind) throws IOException {
    Path directory = Golden.directory(name);
    DirectoryKind other = DirectoryKind.open(directory);
    assertEquals(
        directory.getFileName()
            + ": config.json is that of "
            + kind
            + "; expected our own layout (with language and vision), which an arm trains without"
            + " --recipe",
        assertThrows(CheckpointRejected.class, other::trainable).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clip-two-towers|config.json: model_type=\"clip\", expected one of [llava]",
        "dinov2|config.json: model_type=\"dinov2\", expected a LLaVA with text_config or with"
            + " mm_vision_tower, llama or qwen2"
      })
  void namesTheTypeOfADirectoryThatDoesNotAnswer(String name, String reason) throws IOException {
    DirectoryKind kind = DirectoryKind.open(Golden.directory(name));
    assertEquals(reason, assertThrows(CheckpointRejected.class, kind::answering).getMessage());
  }
}
