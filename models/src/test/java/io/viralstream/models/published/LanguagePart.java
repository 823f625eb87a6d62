package io.viralstream.models.published;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The language model of a golden LLaVA as a directory of its own, such as Vicuna's: what it says
/// without a picture is what the LLaVA says.
public final class LanguagePart {
  /// As transformers has named it since 4.52, and before.
  private static final List<String> INNER =
      List.of("model.language_model.", "language_model.model.");

  private static final String HEAD = "lm_head.";

  private LanguagePart() {}

  public static Path of(String golden, Path below) throws IOException {
    CopiedCheckpoint copy = CopiedCheckpoint.of(golden, below);
    copy.renamed(WeightFiles.open(Golden.directory(golden)), LanguagePart::alone);
    ObjectNode config =
        (ObjectNode)
            new ObjectMapper()
                .readTree(Files.readString(copy.directory().resolve("config.json")))
                .get("text_config");
    Files.writeString(copy.directory().resolve("config.json"), config.toString());
    Files.delete(copy.directory().resolve("preprocessor_config.json"));
    return copy.directory();
  }

  private static String alone(String name) {
    for (String inner : INNER) {
      if (name.startsWith(inner)) return "model." + name.substring(inner.length());
    }
    int head = name.indexOf(HEAD);
    return head < 0 ? "" : name.substring(head);
  }
}
