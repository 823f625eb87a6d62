package io.viralstream.models.published.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.published.TrainedConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// `README.md` of an exported version: its base, what it was trained on, and how it is asked.
/// Nothing in it is of the machine that wrote it.
final class ModelCard {
  private static final String TRAINING = "training.json";

  private final ExportSource source;
  private final String loading;
  private final String library;

  private ModelCard(ExportSource source, String library, String loading) {
    this.source = source;
    this.library = library;
    this.loading = loading;
  }

  static String ofAdapter(ExportSource source) {
    String type =
        source.encoder().isPresent() ? "LlavaForConditionalGeneration" : "AutoModelForCausalLM";
    String loading =
        String.format(
            Locale.ROOT,
            """
            This directory holds a LoRA adapter in PEFT's layout, without its base.

            ```python
            base = %s.from_pretrained("%s")
            model = PeftModel.from_pretrained(base, ".")
            ```

            The base must lie in transformers' layout. A base in the original layout of LLaVA has to be
            converted first, or the version exported merged.
            """,
            type,
            source.trained().baseName());
    return new ModelCard(source, "peft", loading).text();
  }

  static String ofMerged(ExportSource source) {
    String loading =
        String.format(
            Locale.ROOT,
            """
            This directory holds the full model: the base with what was trained on it.

            ```python
            model = %s.from_pretrained(".")
            ```
            """,
            source.encoder().isPresent()
                ? "LlavaForConditionalGeneration"
                : "AutoModelForCausalLM");
    return new ModelCard(source, "transformers", loading).text();
  }

  private String text() {
    TrainedConfig trained = source.trained();
    return String.format(
        Locale.ROOT,
        """
        ---
        base_model: %s
        library_name: %s
        ---

        # %s

        %s
        | | |
        |---|---|
        | base | %s, SHA-256 of its files `%s` |
        | frame | %s, in `chat_template.jinja` |
        %s%s
        %s\
        """,
        trained.baseName(),
        library,
        source.version().path().getFileName(),
        loading,
        trained.baseName(),
        trained.base().sha256(),
        trained.prompt().name().toLowerCase(Locale.ROOT),
        source.encoder().isPresent()
            ? "| pictures | padded to squares in the encoder's mean colour |\n"
            : "",
        trained(trained),
        training());
  }

  private static String trained(TrainedConfig config) {
    return switch (config.trained()) {
      case TrainedConfig.Trained.Adapter(LoraSettings lora) -> lora(lora);
      case TrainedConfig.Trained.ProjectorAlone() -> "| trained | the projector alone |\n";
      case TrainedConfig.Trained.Everything() -> "| trained | language model and projector |\n";
    };
  }

  private static String lora(LoraSettings lora) {
    return String.format(
            Locale.ROOT,
            "| adapter | rank %d, alpha %s, dropout %s%s |%n",
            lora.rank(),
            lora.alpha(),
            lora.dropout(),
            lora.rankStabilised() ? ", rank-stabilised" : "")
        .replace(System.lineSeparator(), "\n");
  }

  /// What the version says of its training, key by key.
  private String training() {
    Path file = source.version().path().resolve(TRAINING);
    if (!Files.isRegularFile(file)) return "Nothing is recorded of its data.\n";
    StringBuilder text = new StringBuilder("## Data and settings\n\n");
    try {
      ObjectNode said = StrictJson.read(file, ObjectNode.class);
      for (Map.Entry<String, String> each :
          StrictJson.values(TRAINING, said.toString()).entrySet()) {
        text.append("- ").append(each.getKey()).append(": `").append(each.getValue()).append("`\n");
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return text.toString();
  }
}
