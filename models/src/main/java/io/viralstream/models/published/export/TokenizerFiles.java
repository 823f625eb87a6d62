package io.viralstream.models.published.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The base's tokenizer beside a merged model, with `<image>` in it, and without a chat template of
/// its own.
final class TokenizerFiles {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What may lie beside both, word for word.
  private static final List<String> OTHERS =
      List.of(
          "special_tokens_map.json",
          "added_tokens.json",
          "tokenizer.model",
          "vocab.json",
          "merges.txt");

  private TokenizerFiles() {}

  static void write(ExportSource source, Path out) throws IOException {
    Path base = source.base().path();
    Durable.write(
        out.resolve(TOKENIZER), tokenizer(source, Files.readAllBytes(base.resolve(TOKENIZER))));
    if (Files.exists(base.resolve(CONFIG))) {
      ObjectNode config = object(CONFIG, Files.readAllBytes(base.resolve(CONFIG)));
      config.remove(List.of("chat_template", "name_or_path"));
      if (source.encoder().isPresent()) config.put("processor_class", "LlavaProcessor");
      StrictJson.write(out.resolve(CONFIG), config);
    }
    for (String other : OTHERS) {
      if (Files.isRegularFile(base.resolve(other))) {
        Durable.write(out.resolve(other), Files.readAllBytes(base.resolve(other)));
      }
    }
  }

  /// The file as it is, where it knows `<image>` or no picture is taken.
  private static byte[] tokenizer(ExportSource source, byte[] file) throws IOException {
    if (source.encoder().isEmpty()) return file;
    ObjectNode tokenizer = object(TOKENIZER, file);
    for (JsonNode token : tokenizer.path("added_tokens")) {
      if (token.path("content").asText().equals(ExportSource.IMAGE)) return file;
    }
    tokenizer
        .withArray("added_tokens")
        .addObject()
        .put("id", source.imageToken())
        .put("content", ExportSource.IMAGE)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tokenizer);
  }

  private static ObjectNode object(String name, byte[] file) throws IOException {
    if (JSON.readTree(file) instanceof ObjectNode object) return object;
    throw new CheckpointRejected(name + ": is no JSON object");
  }
}
