package io.viralstream.models.model;

/// Bytes that reading one prompt and answering it takes beside the weights, by a decoder's shape,
/// in F32.
///
/// With T tokens of prompt and answer together, and S slots, the power of two that holds them:
///
/// - keys and values: 8·L·G·d·S, for as long as the answer grows;
/// - activations: 4·T·(5·D + max((5·H + 3·G)·d, 4·F)), what half a block holds, attention or
///   SwiGLU; the next half takes the same memory.
///
/// The process itself (Java, libtorch) and what libtorch's allocator cannot use again come on top.
///
/// @param settings of the decoder
public record ReadingMemory(LanguageModelSettings settings) {

  /// At the peak.
  ///
  /// @param tokens T, at most the context
  public long bytes(int tokens) {
    return Math.addExact(keysAndValues(tokens), activations(tokens));
  }

  public long keysAndValues(int tokens) {
    requireRoom(tokens);
    long slot = 8L * settings.blocks() * settings.keyValueHeads() * settings.headWidth();
    return slot * KeyValueRows.window(tokens, settings.context());
  }

  public long activations(int tokens) {
    requireRoom(tokens);
    long attended = (5L * settings.heads() + 3L * settings.keyValueHeads()) * settings.headWidth();
    long fed = 4L * settings.feedForward();
    return 4L * tokens * (5L * settings.width() + Math.max(attended, fed));
  }

  private void requireRoom(int tokens) {
    Require.between("tokens", tokens, 1, settings.context());
  }
}
