package io.viralstream.workers.pretrained;

import io.viralstream.workers.checkpoint.ModelConfig;
import io.viralstream.workers.checkpoint.ModelDirectory;
import io.viralstream.workers.checkpoint.WeightFiles;
import io.viralstream.workers.model.LanguageModel;
import io.viralstream.workers.model.VisionLanguageModel;
import io.viralstream.workers.model.VisionLanguageModelSettings;
import io.viralstream.workers.model.Weights;
import io.viralstream.workers.pretrained.vision.PublishedVision;
import io.viralstream.workers.pretrained.vision.VisionFindings;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.text.ChatTemplate;
import io.viralstream.workers.text.Tokenizer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Looks a directory over part by part, so that one bad part hides no other.
final class Inspector {
  private final Torch torch;
  private final Path directory;
  private final Findings found = new Findings();

  Inspector(Torch torch, Path directory) {
    this.torch = torch;
    this.directory = directory;
  }

  Inspection inspect() {
    Optional<ConfigSection> config =
        found.attempt(() -> ConfigSection.read(directory.resolve("config.json")));
    Optional<DirectoryKind> kind =
        config.flatMap(read -> found.attempt(() -> DirectoryKind.of(read)));
    Optional<WeightFiles> files = found.attempt(() -> WeightFiles.open(directory));
    if (config.isEmpty() || kind.isEmpty()) return unreadable("unknown", files);
    return switch (kind.get()) {
      case OURS -> ours(files);
      case LLAVA, LLAVA_ORIGINAL -> llava(kind.get(), config.get(), files);
      case LANGUAGE -> language(config.get(), files);
      case VISION -> vision(files);
    };
  }

  private Inspection ours(Optional<WeightFiles> files) {
    Optional<ModelConfig> config = found.attempt(() -> new ModelDirectory(directory).config());
    tokenizer();
    found.attemptAll(List.of(() -> EmbeddedAdapter.refuse(directory)));
    if (config.isEmpty()) return unreadable("viralstream", files);
    return whole(
        "viralstream",
        config.get().model(),
        files,
        WeightNames.ours(),
        Optional.empty(),
        Optional.empty());
  }

  private Inspection llava(DirectoryKind kind, ConfigSection config, Optional<WeightFiles> files) {
    boolean original = kind == DirectoryKind.LLAVA_ORIGINAL;
    found.attemptAll(original ? OriginalLlava.checks(config) : TransformersLlava.checks(config));
    Optional<ConfigSection> text =
        original ? Optional.of(config) : found.attempt(() -> config.sectionOrEmpty("text_config"));
    text.flatMap(part ->
            found.attempt(
                () -> original ? OriginalLlava.family(part) : TransformersLlava.family(part)))
        .ifPresent(family -> found.attemptAll(LanguageConfig.checks(text.get(), family)));
    Optional<LlavaConfig> read = found.attempt(() -> LlavaConfig.read(directory));
    tokenizer();
    if (read.isPresent()) return llava(read.get(), files);
    found.attempt(
        () -> original ? OriginalLlava.language(config) : TransformersLlava.language(config));
    if (!original) found.attempt(() -> TransformersLlava.vision(config, Optional.empty()));
    return unreadable("llava", files);
  }

  private Inspection llava(LlavaConfig config, Optional<WeightFiles> files) {
    endTokens(config.endTokens());
    if (config.framing().isEmpty()) found.add(LlavaConfig.UNFRAMED);
    String family =
        String.format(
            Locale.ROOT,
            "llava: %s and %s",
            config.language().family().name().toLowerCase(Locale.ROOT),
            config.vision().classToken() ? "clip" : "siglip");
    WeightNames names =
        files
            .map(WeightFiles::names)
            .map(each ->
                switch (config.layout()) {
                  case TRANSFORMERS -> WeightNames.ofLlava(each);
                  case ORIGINAL -> WeightNames.ofOriginal(each);
                })
            .orElseGet(WeightNames::ours);
    return whole(family, config.settings(), files, names, tower(config, files, names), adapter());
  }

  /// Where the encoder lies in a directory of its own.
  private Optional<WeightFiles> tower(
      LlavaConfig config, Optional<WeightFiles> files, WeightNames names) {
    boolean held =
        files.stream()
            .flatMap(each -> each.names().stream())
            .anyMatch(name -> name.startsWith(names.tower()));
    if (held) return Optional.empty();
    return config.tower().flatMap(path -> found.attempt(() -> WeightFiles.open(path)));
  }

  private Inspection whole(
      String family,
      VisionLanguageModelSettings settings,
      Optional<WeightFiles> files,
      WeightNames names,
      Optional<WeightFiles> tower,
      Optional<Adapter> adapter) {
    AskedWeights asked = new AskedWeights(torch);
    new VisionLanguageModel(torch, settings, asked).close();
    boolean tied = settings.language().tiedHead();
    files.ifPresent(
        each -> new TensorComparison(each, names, tower, tied, found).compare(asked.shapes()));
    adapter.ifPresent(each -> each.compare(asked.shapes(), found));
    long frozen = 0;
    for (Map.Entry<String, List<Long>> each : asked.shapes().entrySet()) {
      if (each.getKey().startsWith(WeightNames.TOWER))
        frozen += Inspection.elements(each.getValue());
    }
    long trained = Inspection.elements(asked.shapes().values()) - frozen;
    return Inspection.of(family, frozen, trained, settings.language(), found);
  }

  private Inspection language(ConfigSection config, Optional<WeightFiles> files) {
    LanguageFamily family = LanguageFamily.of(config);
    found.attemptAll(LanguageConfig.checks(config, family));
    Optional<LanguageConfig> read = found.attempt(() -> LanguageConfig.of(config));
    tokenizer();
    String name = family.name().toLowerCase(Locale.ROOT);
    if (read.isEmpty()) return unreadable(name, files);
    found
        .attempt(() -> EndTokens.of(directory, config, config, read.get()))
        .ifPresent(this::endTokens);
    AskedWeights asked = new AskedWeights(torch);
    Weights weights = Weights.from(asked);
    new LanguageModel(torch, read.get().settings(), weights.under("language_model.")).close();
    weights.collected().close();
    boolean tied = read.get().settings().tiedHead();
    files.ifPresent(each ->
        new TensorComparison(each, WeightNames.ofLanguage(), Optional.empty(), tied, found)
            .compare(asked.shapes()));
    adapter().ifPresent(each -> each.compare(asked.shapes(), found));
    long trained = Inspection.elements(asked.shapes().values());
    return Inspection.of(name, 0, trained, read.get().settings(), found);
  }

  private Inspection vision(Optional<WeightFiles> files) {
    Optional<PublishedVision> vision = found.attempt(() -> PublishedVision.open(directory));
    if (vision.isEmpty()) return unreadable("unknown", files);
    String family = vision.get().family();
    Optional<VisionFindings> findings = found.attempt(() -> vision.get().findings(torch));
    if (findings.isEmpty()) return unreadable(family, files);
    findings.get().problems().forEach(found::add);
    return Inspection.ofFrozen(family, findings.get().parameters(), found);
  }

  /// All that can be said without a shape: how much the files hold.
  private Inspection unreadable(String family, Optional<WeightFiles> files) {
    return Inspection.ofFrozen(family, files.map(Inspection::elements).orElse(0L), found);
  }

  /// The one that lies beside the model, if any.
  private Optional<Adapter> adapter() {
    return found
        .attempt(() -> Adapter.of(torch, directory, Optional.empty()))
        .flatMap(beside -> beside);
  }

  private void tokenizer() {
    found.attempt(() -> Tokenizer.of(directory)).ifPresent(Tokenizer::close);
    found.attempt(() -> ChatTemplate.of(directory, Clock.systemDefaultZone()));
  }

  private void endTokens(List<Integer> ids) {
    if (ids.isEmpty()) {
      found.add("config.json: no eos_token_id, so that every answer goes on to the limit");
    }
  }
}
