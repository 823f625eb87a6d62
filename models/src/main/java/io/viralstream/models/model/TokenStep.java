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
      List<DecoderLinear> inputs = List.of(attention.query(), attention.key(), attention.value());
      weights.add(block.norm1().weight());
      inputs.forEach(input -> weights.add(input.base().weight()));
      inputs.forEach(input -> input.base().bias().ifPresent(inputBiases::add));
      weights.add(attention.output().base().weight());
      attention.output().base().bias().ifPresent(outputBiases::add);
      GatedFeedForward feed = block.feed();
      weights.add(block.norm2().weight());
      for (DecoderLinear linear : List.of(feed.gate(), feed.up(), feed.down())) {
        weights.add(linear.base().weight());
      }
    }
    return new RowAttention.Decoder(
        weights, inputBiases, outputBiases, adapters(blocks), normEpsilon);
  }

  private static RowAttention.Adapters adapters(List<DecoderBlock> blocks) {
    List<Tensor> downs = new ArrayList<>();
    List<Tensor> ups = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (DecoderBlock block : blocks) {
      for (DecoderLinear linear : linears(block)) {
        places.add(linear.adapter().isPresent() ? downs.size() : -1L);
        linear
            .adapter()
            .ifPresent(low -> {
              downs.add(low.down());
              ups.add(low.up());
              scales.add(low.scale());
            });
      }
    }
    return downs.isEmpty()
        ? RowAttention.Adapters.none()
        : new RowAttention.Adapters(
            downs,
            ups,
            scales.stream().mapToDouble(Double::doubleValue).toArray(),
            places.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<DecoderLinear> linears(DecoderBlock block) {
    DecoderAttention attention = block.attention();
    GatedFeedForward feed = block.feed();
    return List.of(
        attention.query(),
        attention.key(),
        attention.value(),
        attention.output(),
        feed.gate(),
        feed.up(),
        feed.down());
  }
}
