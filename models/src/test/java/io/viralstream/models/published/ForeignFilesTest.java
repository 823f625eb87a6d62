package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.model.WithTorch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that stand where a model's belong are called what they are.
class ForeignFilesTest {
  private static final String POINTER =
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 269060552
      """;
  private static final String PAGE = "\n<!DOCTYPE html><html><body>Access denied</body></html>";
  private static final String SOUND = "llava-qwen-siglip";

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;
  private Path copy = Path.of("");

  @BeforeEach
  void copySound() throws IOException {
    copy = CopiedCheckpoint.whole(SOUND, folder).directory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "config.json",
        "tokenizer.json",
        "generation_config.json",
        "preprocessor_config.json",
        "chat_template.json",
        "tokenizer_config.json"
      })
  void namesAPointerOfGitLfs(String file) throws IOException {
    Files.writeString(copy.resolve(file), POINTER);
    assertOneProblem(file + " is a Git LFS pointer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "config.json", "tokenizer.json"})
  void namesAPageThatWasSavedAsTheFile(String file) throws IOException {
    Files.writeString(copy.resolve(file), PAGE);
    assertOneProblem(file + " is a web page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json", "chat_template.json"})
  void namesAnEmptyFile(String file) throws IOException {
    Files.write(copy.resolve(file), new byte[0]);
    assertOneProblem(file + ": is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenizer.json", "chat_template.json", "config.json"})
  void namesATextThatIsNoUtf8(String file) throws IOException {
    Files.write(copy.resolve(file), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));
    assertOneProblem(file + ": is not UTF-8");
  }

  @Test
  void namesAPickleUnderAnotherName() throws IOException {
    byte[] pickle = new byte[99];
    pickle[0] = (byte) 0x80;
    pickle[1] = 2;
    pickle[7] = 1;
    Files.write(copy.resolve("model.safetensors"), pickle);
    assertOneProblem("model.safetensors is a pickle");
  }

  @Test
  void namesArchives() throws IOException {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("archive/data.pkl"));
    }
    Files.write(copy.resolve("model.safetensors"), zip.toByteArray());
    assertOneProblem("model.safetensors is a zip archive");
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(new byte[9]);
    }
    Files.write(copy.resolve("model.safetensors"), gzip.toByteArray());
    assertOneProblem("model.safetensors is compressed with gzip");
  }

  @ParameterizedTest
  @CsvSource({
    "model-q4.gguf, model-q4.gguf is a GGUF file",
    "model-00001-of-00002.safetensors, model.safetensors.index.json is missing",
    "model.fp16.safetensors, model.fp16.safetensors is not read under that name",
    "tf_model.h5, tf_model.h5 is of another framework",
    "pytorch_model.bin, pytorch_model.bin is a pickle"
  })
  void saysWhatLiesThereInsteadOfTheWeights(String name, String said) throws IOException {
    Files.move(copy.resolve("model.safetensors"), copy.resolve(name));
    assertOneProblem(said);
  }

  @Test
  void namesAFileOfLlamaCppInADirectoryAndAlone() throws IOException {
    Path alone = Files.createDirectory(folder.resolve("alone"));
    Path file = Files.writeString(alone.resolve("tiny.gguf"), "GGUF\3\0\0\0");
    assertContains(alone, "config.json is missing; tiny.gguf is a GGUF file");
    assertContains(file, "tiny.gguf is a GGUF file, which is not read");
  }

  @Test
  void namesTheShardThatIsMissing() throws IOException {
    Files.delete(copy.resolve("model.safetensors"));
    Files.writeString(
        copy.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"a\":\"model-00001-of-00001.safetensors\"}}");
    assertOneProblem("model-00001-of-00001.safetensors is missing");
  }

  /// A header's length is told in the first bytes: 640 begins as a pickle does.
  @Test
  void readsAHeaderWhoseLengthLooksLikeAnotherForm() throws IOException {
    Path file = folder.resolve("fitting.safetensors");
    String header = "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}".replace('\'', '"');
    ByteBuffer bytes = ByteBuffer.allocate(8 + 640 + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(640).put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < 8 + 640) bytes.put((byte) ' ');
    Files.write(file, bytes.array());
    assertEquals((byte) 0x80, Files.readAllBytes(file)[0]);
    assertEquals(1, Safetensors.open(file).tensors().size());
  }

  private void assertOneProblem(String expected) {
    List<String> problems = Inspection.of(with.torch(), copy).problems();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains(expected), problems.toString());
  }

  private void assertContains(Path directory, String expected) {
    List<String> problems = Inspection.of(with.torch(), directory).problems();
    assertTrue(problems.stream().anyMatch(each -> each.contains(expected)), problems.toString());
  }
}
