package io.viralstream.models.model;

import io.viralstream.models.tensor.RowAttention;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// All blocks of LM_θ as one kernel takes them, for one new token of each sequence.
///
/// The kernel does what [DecoderBlock] does, bit for bit; a step of a small model takes half the
/// time, as its operations are shorter than the way from Java to each.
final class TokenStep {
  private TokenStep() {}

  static RowAttention.Decoder of(List<DecoderBlock> blocks, double normEpsilon) {
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> inputBiases = new ArrayList<>();
    List<Tensor> outputBiases = new ArrayList<>();
    for (DecoderBlock block : blocks) {
      DecoderAttention attention = block.attention();
      List<Linear> inputs = List.of(attention.query(), attention.key(), attention.value());
      weights.add(block.norm1().weight());
      inputs.forEach(input -> weights.add(input.weight()));
      inputs.forEach(input -> input.bias().ifPresent(inputBiases::add));
      weights.add(attention.output().weight());
      attention.output().bias().ifPresent(outputBiases::add);
      GatedFeedForward feed = block.feed();
      weights.add(block.norm2().weight());
      for (Linear linear : List.of(feed.gate(), feed.up(), feed.down())) {
        weights.add(linear.weight());
      }
    }
    return new RowAttention.Decoder(weights, inputBiases, outputBiases, normEpsilon);
  }
}
