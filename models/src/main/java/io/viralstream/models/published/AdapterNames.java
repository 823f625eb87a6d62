package io.viralstream.models.published;

import io.viralstream.models.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What PEFT's files call the tensors of an adapter.
///
/// | ours | there |
/// |---|---|
/// | `language_model.model.layers.0.mlp.up_proj.lora_A.weight` | `base_model.model.` and one of the namings in use |
public final class AdapterNames {
  private static final Pattern THEIRS =
      Pattern.compile("base_model\\.model\\.(.+)\\.(lora_[AB]\\.weight)");
  private static final String WEIGHT = ".weight";

  private AdapterNames() {}

  /// The names in a stored adapter, by ours.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it has no weights
  public static Map<String, String> read(Path directory) throws IOException {
    Map<String, String> names = new TreeMap<>();
    try (WeightFiles files = WeightFiles.open(directory, Adapter.FILE)) {
      for (String theirs : files.names()) {
        Matcher name = THEIRS.matcher(theirs);
        if (!name.matches()) continue;
        String ours = LlavaNames.oursInAdapter(name.group(1) + WEIGHT);
        names.put(ours.replaceFirst("weight$", name.group(2)), theirs);
      }
    }
    return names;
  }
}
