package io.viralstream.models.published;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ShapeProbe;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
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
    Optional<DirectoryKind> kind = found.attempt(() -> DirectoryKind.open(directory));
    if (kind.isEmpty()) return withFiles(files -> unreadable("unknown", files));
    return switch (kind.get()) {
      case DirectoryKind.Own own -> withFiles(files -> own(own, files));
      case DirectoryKind.Trained trained -> trained(trained);
      case DirectoryKind.Llava llava -> withFiles(files -> llava(llava, files));
      case DirectoryKind.Language language -> withFiles(files -> language(language, files));
      case DirectoryKind.Vision vision -> withFiles(files -> vision(vision, files));
    };
  }

  private Inspection withFiles(Function<Optional<WeightFiles>, Inspection> inspecting) {
    Optional<WeightFiles> files = found.attempt(() -> WeightFiles.open(directory));
    try {
      return inspecting.apply(files);
    } finally {
      files.ifPresent(WeightFiles::close);
    }
  }

  /// Of its own files alone; its base is a directory to be looked over by itself.
  private Inspection trained(DirectoryKind.Trained trained) {
    publishable();
    Optional<TrainedConfig> read = found.attempt(trained::settings);
    if (read.isEmpty()) return Inspection.ofFrozen("trained on a base", 0, found);
    TrainedConfig config = read.get();
    long parameters = found.attempt(() -> elements(config)).orElse(0L);
    return Inspection.ofFrozen(family(config), parameters, found);
  }

  private long elements(TrainedConfig config) throws IOException {
    if (config.lora().isEmpty()) {
      try (WholeWeights weights = WholeWeights.open(torch, directory, config)) {
        return weights.elements();
      }
    }
    Adapter.open(torch, directory).close();
    try (WeightFiles files = WeightFiles.open(directory, Adapter.FILE)) {
      return Inspection.elements(files);
    }
  }

  private static String family(TrainedConfig config) {
    String what =
        switch (config.trained()) {
          case TrainedConfig.Trained.Adapter(LoraSettings lora) -> "adapter of rank " + lora.rank();
          case TrainedConfig.Trained.ProjectorAlone() -> "projector";
          case TrainedConfig.Trained.Everything() -> "language model and projector";
        };
    return String.format(
        Locale.ROOT,
        "%s on the base %s (sha256 %.12s), asked in frame %s",
        what,
        config.baseName(),
        config.base().sha256(),
        config.prompt().name().toLowerCase(Locale.ROOT));
  }

  private Inspection own(DirectoryKind.Own own, Optional<WeightFiles> files) {
    found.attemptAll(List.of(() -> EmbeddedAdapter.refuse(directory)));
    Optional<ModelConfig> config =
        found.attempt(own::directory).flatMap(complete -> found.attempt(own::settings));
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

  private Inspection llava(DirectoryKind.Llava llava, Optional<WeightFiles> files) {
    found.attemptAll(llava.checks());
    found
        .attempt(llava::text)
        .ifPresent(text ->
            found
                .attempt(llava::family)
                .ifPresent(family -> found.attemptAll(LanguageConfig.checks(text, family))));
    Optional<AnsweringConfig> read = found.attempt(llava::answering);
    if (read.isPresent()) return published(family(read.get()), read.get(), files);
    prompts.filesAlone();
    found.attempt(llava::language);
    found.attemptAll(llava.encoderChecks());
    return unreadable("llava", files);
  }

  private Inspection language(DirectoryKind.Language directory, Optional<WeightFiles> files) {
    ConfigSection config = directory.config();
    LanguageFamily family = LanguageFamily.of(config);
    found.attemptAll(LanguageConfig.checks(config, family));
    Optional<AnsweringConfig> read = found.attempt(directory::answering);
    if (read.isPresent()) return published(family(read.get()), read.get(), files);
    prompts.filesAlone();
    found.attempt(() -> LanguageConfig.of(config));
    return unreadable(lowerCase(family), files);
  }

  private static String family(AnsweringConfig config) {
    String language = lowerCase(config.language().family());
    return switch (config) {
      case AnsweringConfig.TextConfig ignored -> language;
      case LlavaConfig llava ->
          "llava: " + language + " and " + (llava.vision().classToken() ? "clip" : "siglip");
    };
  }

  private static String lowerCase(LanguageFamily family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  private Inspection published(String family, AnsweringConfig config, Optional<WeightFiles> files) {
    requireFraming(config);
    publishable();
    ShapeProbe asked = asked(source -> config.model(torch, source, ModelVariant.plain()));
    LanguageModelSettings language = config.language().settings();
    files.ifPresent(each -> {
      LlavaNames names = LlavaWeights.names(each, config);
      Optional<WeightFiles> tower = tower(config, each, names);
      compare(each, names, tower, language.tiedHead(), asked);
      tower.ifPresent(WeightFiles::close);
    });
    found
        .attempt(() -> Adapter.of(torch, directory, new AdapterChoice.Embedded()))
        .flatMap(beside -> beside)
        .ifPresent(adapter -> {
          adapter.compare(asked.shapes(), found);
          adapter.close();
        });
    return whole(family, asked, language, prompts.published(config));
  }

  private void requireFraming(AnsweringConfig config) {
    switch (config) {
      case AnsweringConfig.TextConfig ignored -> {}
      case LlavaConfig llava -> {
        if (llava.preprocessing().isEmpty()) found.add(LlavaConfig.NO_PREPROCESSING);
      }
    }
  }

  /// Where the encoder lies in a directory of its own.
  private Optional<WeightFiles> tower(AnsweringConfig config, WeightFiles files, LlavaNames names) {
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
      String family, ShapeProbe asked, LanguageModelSettings language, Optional<Serving> serving) {
    long frozen = 0;
    for (Map.Entry<String, List<Long>> each : asked.shapes().entrySet()) {
      if (each.getKey().startsWith(LlavaNames.TOWER))
        frozen += Inspection.elements(each.getValue());
    }
    long trained = Inspection.elements(asked.shapes().values()) - frozen;
    return Inspection.of(family, frozen, trained, language, serving, found);
  }

  private Inspection vision(DirectoryKind.Vision directory, Optional<WeightFiles> files) {
    if (files.isEmpty()) return unreadable("unknown", files);
    Optional<PublishedVision> opened =
        found.attempt(() -> PublishedVision.of(directory, files.get()));
    if (opened.isEmpty()) return unreadable("unknown", files);
    PublishedVision vision = opened.get();
    Optional<PublishedVision.Findings> findings = found.attempt(() -> vision.findings(torch));
    if (findings.isEmpty()) return unreadable(vision.family(), files);
    findings.get().problems().forEach(found::add);
    return Inspection.ofFrozen(vision.family(), findings.get().parameters(), found);
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
