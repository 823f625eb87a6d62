package io.viralstream.models.model;

import io.viralstream.models.model.AdapterDropout.Seeded;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;

/// The dropout masks of one pass, each worked out where a module needs it.
///
/// Every row (a position of a sample) and every channel (of a module) has a hash, an odd 32-bit
/// number. A cell is left out where their product, wrapped to 32 bits, lies in the lowest share of
/// all 32-bit numbers:
///
/// ```
/// row hash         of seed, step, place, position      0x1B56C4E9
/// channel hash     of seed, module, channel            0x7A6D76E9
/// product          0xC1F19E11, −1041129967 as a signed number
/// bound            −2³¹ + 0.05 · 2³² = −1932735283 at a share of 0.05: the cell is kept
/// ```
///
/// The product costs one multiplication of small numbers a cell; its high bits depend on all bits
/// of both, which is what multiplicative hashing rests on. Whole numbers wrap alike on every
/// device.
///
/// @param rows I32 `[B, T, 1]`
/// @param seed of the channels' hashes
/// @param least products below are left out
/// @param kept the share that is not
record DropoutMask(Torch torch, Tensor rows, long seed, long least, double kept) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  static DropoutMask of(Torch torch, Seeded dropout, int length) {
    int samples = dropout.places().size();
    int[] rows = new int[samples * length];
    long step = hash(hash(0, dropout.seed()), dropout.step());
    for (int b = 0; b < samples; b++) {
      long sample = hash(step, dropout.places().get(b));
      for (int t = 0; t < length; t++) rows[b * length + t] = odd(hash(sample, t));
    }
    Tensor hashes = torch.of(rows, samples, length, 1).to(Kind.I32);
    long least = Integer.MIN_VALUE + Math.round(dropout.share() * 0x1p32);
    return new DropoutMask(torch, hashes, dropout.seed(), least, 1 - dropout.share());
  }

  /// x `[B, T, in]` with zeros where it is left out; what is kept is not scaled yet.
  ///
  /// @param module its full name
  Tensor drop(Tensor x, String module) {
    int[] channels = new int[Math.toIntExact(x.size(2))];
    long own = hash(0, ~seed);
    for (int i = 0; i < module.length(); i++) own = hash(own, module.charAt(i));
    for (int i = 0; i < channels.length; i++) channels[i] = odd(hash(own, i));
    return x.zeroedBelow(least, rows, torch.of(channels, channels.length).to(Kind.I32));
  }

  private static int odd(long hash) {
    return (int) (hash >>> 32) | 1;
  }

  /// A number more in a hash: Stafford's 13th variant of MurmurHash3's last steps.
  private static long hash(long before, long number) {
    long z = (before + GOLDEN) ^ number;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
