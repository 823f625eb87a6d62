package io.viralstream.models.published;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.ShapeProbe;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Torch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Looks a directory over part by part, so that one bad part hides no other.
///
/// Whatever would keep a model from being loaded, asked or published is found here too.
final class Inspector {
  private final Torch torch;
  private final Path directory;
  private final Findings found = new Findings();
  private final PromptCheck prompts;

  Inspector(Torch torch, Path directory) {
    this.torch = torch;
    this.directory = directory;
    prompts = new PromptCheck(directory, found);
  }

  Inspection inspect() {
    Optional<ConfigSection> config =
        found.attempt(() -> ConfigSection.read(directory.resolve("config.json")));
    Optional<DirectoryKind> kind =
        config.flatMap(read -> found.attempt(() -> DirectoryKind.of(read)));
    Optional<WeightFiles> files = found.attempt(() -> WeightFiles.open(directory));
    try {
      if (config.isEmpty() || kind.isEmpty()) return unreadable("unknown", files);
      return switch (kind.get()) {
        case OURS -> ours(files);
        case LLAVA, LLAVA_ORIGINAL -> llava(kind.get(), config.get(), files);
        case LANGUAGE -> language(config.get(), files);
        case VISION -> vision(files);
      };
    } finally {
      files.ifPresent(WeightFiles::close);
    }
  }

  private Inspection ours(Optional<WeightFiles> files) {
    found.attemptAll(List.of(() -> EmbeddedAdapter.refuse(directory)));
    Optional<ModelConfig> config = found.attempt(() -> new ModelDirectory(directory).config());
    if (config.isEmpty()) {
      prompts.filesAlone();
      return unreadable("viralstream", files);
    }
    publishable();
    ShapeProbe asked =
        asked(source -> new VisionLanguageModel(torch, config.get().model(), source));
    LanguageModelSettings language = config.get().language();
    files.ifPresent(
        each -> compare(each, LlavaNames.ours(), Optional.empty(), language.tiedHead(), asked));
    return whole("viralstream", asked, language, prompts.own(config.get()));
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
    Optional<LlavaConfig> read = found.attempt(() -> LlavaConfig.read(directory, config));
    if (read.isPresent()) return llava(read.get(), files);
    prompts.filesAlone();
    found.attempt(
        () -> original ? OriginalLlava.language(config) : TransformersLlava.language(config));
    if (!original) found.attempt(() -> TransformersLlava.vision(config, Optional.empty()));
    return unreadable("llava", files);
  }

  private Inspection llava(LlavaConfig config, Optional<WeightFiles> files) {
    if (config.preprocessing().isEmpty()) found.add(LlavaConfig.UNFRAMED);
    String family =
        String.format(
            Locale.ROOT,
            "llava: %s and %s",
            config.language().family().name().toLowerCase(Locale.ROOT),
            config.vision().classToken() ? "clip" : "siglip");
    return published(
        family, config, files, source -> new VisionLanguageModel(torch, config.settings(), source));
  }

  private Inspection language(ConfigSection config, Optional<WeightFiles> files) {
    LanguageFamily family = LanguageFamily.of(config);
    found.attemptAll(LanguageConfig.checks(config, family));
    Optional<TextConfig> read = found.attempt(() -> TextConfig.read(directory, config));
    String name = family.name().toLowerCase(Locale.ROOT);
    if (read.isPresent()) {
      LanguageModelSettings settings = read.get().language().settings();
      return published(
          name, read.get(), files, source -> VisionLanguageModel.ofText(torch, settings, source));
    }
    prompts.filesAlone();
    found.attempt(() -> LanguageConfig.of(config));
    return unreadable(name, files);
  }

  private Inspection published(
      String family,
      AnsweringConfig config,
      Optional<WeightFiles> files,
      Function<WeightSource, VisionLanguageModel> made) {
    publishable();
    ShapeProbe asked = asked(made);
    LanguageModelSettings language = config.language().settings();
    files.ifPresent(each -> {
      LlavaNames names = LlavaWeights.names(each, config);
      Optional<WeightFiles> tower = tower(config, each, names);
      compare(each, names, tower, language.tiedHead(), asked);
      tower.ifPresent(WeightFiles::close);
    });
    found
        .attempt(() -> Adapter.of(torch, directory, Optional.empty()))
        .flatMap(beside -> beside)
        .ifPresent(adapter -> {
          adapter.compare(asked.shapes(), found);
          adapter.close();
        });
    return whole(family, asked, language, prompts.published(config));
  }

  /// Where the encoder lies in a directory of its own.
  private Optional<WeightFiles> tower(
      AnsweringConfig config, WeightFiles files, LlavaNames names) {
    if (LlavaWeights.holdsTower(files, names)) return Optional.empty();
    return found.attempt(() -> LlavaWeights.towerFiles(config)).flatMap(tower -> tower);
  }

  private ShapeProbe asked(Function<WeightSource, VisionLanguageModel> made) {
    ShapeProbe asked = new ShapeProbe(torch);
    made.apply(asked).close();
    return asked;
  }

  private void compare(
      WeightFiles files,
      LlavaNames names,
      Optional<WeightFiles> tower,
      boolean tied,
      ShapeProbe asked) {
    new TensorComparison(files, names, tower, tied, found).compare(asked.shapes());
  }

  private Inspection whole(
      String family,
      ShapeProbe asked,
      LanguageModelSettings language,
      Optional<Serving> serving) {
    long frozen = 0;
    for (Map.Entry<String, List<Long>> each : asked.shapes().entrySet()) {
      if (each.getKey().startsWith(LlavaNames.TOWER))
        frozen += Inspection.elements(each.getValue());
    }
    long trained = Inspection.elements(asked.shapes().values()) - frozen;
    return Inspection.of(family, frozen, trained, language, serving, found);
  }

  private Inspection vision(Optional<WeightFiles> files) {
    Optional<PublishedVision> opened = found.attempt(() -> PublishedVision.open(directory));
    if (opened.isEmpty()) return unreadable("unknown", files);
    try (PublishedVision vision = opened.get()) {
      Optional<PublishedVision.Findings> findings = found.attempt(() -> vision.findings(torch));
      if (findings.isEmpty()) return unreadable(vision.family(), files);
      findings.get().problems().forEach(found::add);
      return Inspection.ofFrozen(vision.family(), findings.get().parameters(), found);
    }
  }

  /// All that can be said without a shape: how much the files hold.
  private Inspection unreadable(String family, Optional<WeightFiles> files) {
    return Inspection.ofFrozen(family, files.map(Inspection::elements).orElse(0L), found);
  }

  /// A version is named by the hash of its files, each of which must be the directory's own.
  private void publishable() {
    found.attempt(() -> {
      DirectoryHash.requireFiles(directory);
      return true;
    });
  }
}
