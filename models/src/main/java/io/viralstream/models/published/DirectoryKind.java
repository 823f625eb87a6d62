package io.viralstream.models.published;

/// What a `config.json` describes, by the keys that it has.
enum DirectoryKind {
  /// A model that this system wrote.
  OURS,
  /// LLaVA as transformers writes it.
  LLAVA,
  /// LLaVA as its authors write it.
  LLAVA_ORIGINAL,
  /// A language model alone.
  LANGUAGE,
  /// An encoder or a teacher, or something unknown.
  VISION;

  static DirectoryKind of(ConfigSection config) {
    if (config.has("language") && config.has("vision")) return OURS;
    if (config.has("mm_vision_tower")) return LLAVA_ORIGINAL;
    boolean bothParts = config.has("text_config") || config.has("vision_config");
    if (bothParts && !isVisionAlone(config)) return LLAVA;
    return LanguageFamily.isKnown(config) ? LANGUAGE : VISION;
  }

  /// CLIP and SigLIP have a part for text too, SAM one for the encoder.
  private static boolean isVisionAlone(ConfigSection config) {
    String type = config.text("model_type", "");
    return type.startsWith("clip") || type.startsWith("siglip") || type.startsWith("sam");
  }
}
