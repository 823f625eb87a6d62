package io.viralstream.models.model;

/// The shape of a LLaMA-like decoder; families differ by their biases and rotary frequencies.
///
/// @param vocabulary V
/// @param width D
/// @param blocks L
/// @param heads query heads
/// @param keyValueHeads heads that keys and values have, a divisor of `heads`
/// @param headWidth width of a head, even
/// @param feedForward inner width of SwiGLU
/// @param context longest sequence of positions
/// @param normEpsilon of RMSNorm
/// @param ropeTheta base of the rotary frequencies
/// @param attentionBias whether query, key and value have biases
/// @param tiedHead whether the head is the embedding table
/// @param outputBias whether attention's output has a bias too
/// @param ropeScaling how the rotary frequencies were stretched
public record LanguageModelSettings(
    int vocabulary,
    int width,
    int blocks,
    int heads,
    int keyValueHeads,
    int headWidth,
    int feedForward,
    int context,
    double normEpsilon,
    double ropeTheta,
    boolean attentionBias,
    boolean tiedHead,
    boolean outputBias,
    RopeScaling ropeScaling) {
  public LanguageModelSettings {
    Require.between("vocabulary", vocabulary, 2, 1 << 20);
    Require.between("width", width, 1, 32_768);
    Require.between("blocks", blocks, 1, 512);
    Require.between("heads", heads, 1, 512);
    Require.between("keyValueHeads", keyValueHeads, 1, heads);
    Require.multiple("heads", heads, "keyValueHeads", keyValueHeads);
    Require.between("headWidth", headWidth, 2, 1024);
    Require.multiple("headWidth", headWidth, "the rotated pair", 2);
    Require.between("feedForward", feedForward, 1, 1 << 18);
    Require.between("context", context, 1, 1 << 20);
    Require.positive("normEpsilon", normEpsilon);
    Require.positive("ropeTheta", ropeTheta);
  }

  /// A model of our own: no bias behind attention, and exact rotary angles.
  public LanguageModelSettings(
      int vocabulary,
      int width,
      int blocks,
      int heads,
      int keyValueHeads,
      int headWidth,
      int feedForward,
      int context,
      double normEpsilon,
      double ropeTheta,
      boolean attentionBias,
      boolean tiedHead) {
    this(
        vocabulary,
        width,
        blocks,
        heads,
        keyValueHeads,
        headWidth,
        feedForward,
        context,
        normEpsilon,
        ropeTheta,
        attentionBias,
        tiedHead,
        false,
        new RopeScaling.Exact());
  }

  /// The block whose visual tokens VIRAL aligns by default: the middle one, L/2 rounded half up.
  public int middleBlock() {
    return (blocks + 1) / 2;
  }
}
