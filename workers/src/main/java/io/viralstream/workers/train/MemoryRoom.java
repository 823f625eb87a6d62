package io.viralstream.workers.train;

import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Part;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The memory in which the arms of a process train, and how much of it one of them may take.
///
/// A tenth stays in reserve when a micro-batch is chosen: for what Java and libtorch take
/// themselves, and for neighbours that grow. Worked example: 40 GiB are there, two arms train on
/// one base of 26 GiB, and the same process answers questions, which gets half of the rest:
///
/// ```
/// base, in memory once                 26 GiB
/// rest                                 14 GiB,  half of it for training: 7 GiB
/// each arm                             26 + 7/2 = 29.5 GiB, of which it may choose to take 26.55
/// ```
public final class MemoryRoom {
  private static final double CHOSEN = .9;

  private final Device device;
  private final int arms;
  private final double share;

  /// Where an arm's tensors lie.
  public interface Device {
    /// `cpu` or `cuda:0`, for people.
    String name();

    /// Bytes that this process may have there in all, with what it has already; none where the
    /// device does not tell.
    OptionalLong bytes();
  }

  private MemoryRoom(Device device, int arms, double share) {
    if (arms < 1) throw new IllegalArgumentException("arms=" + arms + ", expected 1 or more");
    this.device = device;
    this.arms = arms;
    this.share = share;
  }

  /// Of a process that trains one arm and does nothing else.
  public static MemoryRoom ofOneArm(Device device) {
    return new MemoryRoom(device, 1, 1);
  }

  /// Of a process that trains so many arms on one base, and answers questions.
  public MemoryRoom among(int trained) {
    return new MemoryRoom(device, trained, .5);
  }

  String device() {
    return device.name();
  }

  /// Bytes that an arm may take, its base among them; none where the device does not tell.
  public OptionalLong available(TrainingMemory needs) {
    OptionalLong all = device.bytes();
    if (all.isEmpty()) return all;
    long base = needs.bytes(Part.LANGUAGE_MODEL) + needs.bytes(Part.ENCODER);
    long rest = all.getAsLong() - base;
    return rest <= 0 ? all : OptionalLong.of(base + (long) (rest * share / arms));
  }

  /// The largest micro-batch of an arm that leaves the reserve, if one sample does.
  ///
  /// @param available bytes that the arm may take
  public static OptionalInt microBatch(TrainingMemory needs, long available) {
    return TrainingMemory.microBatch(needs, (long) (CHOSEN * available));
  }
}
