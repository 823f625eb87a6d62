package io.viralstream.models.text;

/// How the turns of one training conversation stand to each other (docs/method.md §9).
///
/// Of `q1 a1` and `q2 a2` behind the opening `o` and the picture `▦`:
///
/// ```
/// ISOLATED   o ▦ q1 a1   and   o ▦ q2 a2       CHAINED   o ▦ q1 a1 q2 a2
/// ```
public enum Packing {
  /// Each turn follows the opening and the picture alone, framed as if it were the first.
  ISOLATED,
  /// One plain sequence as LLaVA trains: each turn follows all earlier ones with their answers, and
  /// begins with what the template puts between turns.
  CHAINED
}
