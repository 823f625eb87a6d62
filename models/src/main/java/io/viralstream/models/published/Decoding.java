package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import java.util.Map;
import java.util.Set;

/// What a directory says about the choice of tokens even where nothing is drawn, in
/// `generation_config.json` or else in `config.json`, as transformers' `generate` reads it.
///
/// Of those keys the repetition penalty is followed. What draws, such as `temperature`, and what
/// ends an answer by length is the caller's choice; what else would change an answer is refused.
final class Decoding {
  private static final String PENALTY = "repetition_penalty";

  /// Keys that we do not follow, with the number that changes nothing.
  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "no_repeat_ngram_size", 0,
          "encoder_no_repeat_ngram_size", 0,
          "min_length", 0,
          "min_new_tokens", 0,
          "penalty_alpha", 0,
          "encoder_repetition_penalty", 1,
          "guidance_scale", 1,
          "num_beams", 1,
          "num_beam_groups", 1);

  /// Keys that we do not follow, of which any value changes answers.
  private static final Set<String> ABSENT =
      Set.of(
          "bad_words_ids",
          "force_words_ids",
          "forced_eos_token_id",
          "suppress_tokens",
          "begin_suppress_tokens",
          "sequence_bias",
          "exponential_decay_length_penalty",
          "stop_strings",
          "dola_layers",
          "watermarking_config");

  private Decoding() {}

  /// Above 1, tokens that stand in prompt or answer already lose; 1 where nothing is said.
  ///
  /// @throws CheckpointRejected naming file and key
  static double repetitionPenalty(GenerationConfig said) {
    if (said.file().isPresent()) return repetitionPenalty(said.file().get());
    double outer = repetitionPenalty(said.config());
    return outer == 1 ? repetitionPenalty(said.part()) : outer;
  }

  private static double repetitionPenalty(ConfigSection said) {
    NUMBERS.forEach((key, plain) -> requireNumber(said, key, plain));
    ABSENT.forEach(key -> requireNothing(said, key));
    said.requireFalse("token_healing");
    if (said.textIfSet("cache_implementation").filter("quantized"::equals).isPresent()) {
      throw said.refused("cache_implementation", "one that keeps every bit");
    }
    double penalty = said.numberIfSet(PENALTY).orElse(1);
    if (penalty <= 0 || penalty > 100) throw said.refused(PENALTY, "above 0 to 100");
    return penalty;
  }

  private static void requireNumber(ConfigSection said, String key, int plain) {
    if (said.numberIfSet(key).orElse(plain) != plain) throw said.refused(key, plain + " or none");
  }

  private static void requireNothing(ConfigSection said, String key) {
    boolean empty = said.json().path(key).isContainerNode() && said.json().path(key).isEmpty();
    if (said.has(key) && !empty) throw said.refused(key, "nothing there");
  }
}
