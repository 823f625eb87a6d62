package io.viralstream.cli.role;

import io.viralstream.models.tensor.CardMemory;
import io.viralstream.models.tensor.Device;
import io.viralstream.workers.train.MemoryRoom;
import io.viralstream.workers.train.TrainWorker;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process may have on the device where its tensors live.
///
/// @param name of the device
/// @param inAll bytes, none where they are not told
public record DeviceMemory(String name, Supplier<OptionalLong> inAll) implements MemoryRoom.Device {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);

  /// The share of its memory that the launcher gives `train` as Java heap.
  private static final double HEAP = .35;

  /// Of this process: on the CPU what is free and what it has, without the heap that it may take;
  /// on a card what is free now, before anything is loaded.
  static DeviceMemory of(Device device) {
    return device.equals(Device.CPU)
        ? besideHeap(Runtime.getRuntime().maxMemory())
        : ofCard(device);
  }

  /// Of a `train` that would be started here now.
  public static DeviceMemory ofATrainer(Device device) {
    return device.equals(Device.CPU)
        ? besideHeap((long) (HEAP * HostMemory.total()))
        : ofCard(device);
  }

  private static DeviceMemory besideHeap(long heap) {
    HostMemory host = HostMemory.ofThisMachine();
    return new DeviceMemory(
        Device.CPU.name(),
        () -> OptionalLong.of(Math.max(0, host.available() + host.own() - heap)));
  }

  private static DeviceMemory ofCard(Device device) {
    Optional<CardMemory> card = card(device);
    OptionalLong free = card.isEmpty() ? OptionalLong.empty() : OptionalLong.of(card.get().free());
    return new DeviceMemory(device.name(), () -> free);
  }

  /// What this process has, for people: in the machine's memory, and on the device where that is a
  /// card.
  static TrainWorker.Memory taken(Device device) {
    HostMemory host = HostMemory.ofThisMachine();
    return new TrainWorker.Memory() {
      @Override
      public long resident() {
        return host.resident();
      }

      @Override
      public OptionalLong onCard() {
        if (device.equals(Device.CPU)) return OptionalLong.empty();
        Optional<CardMemory> card = card(device);
        return card.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(card.get().total() - card.get().free());
      }
    };
  }

  /// That of a card, where it is told.
  private static Optional<CardMemory> card(Device device) {
    try {
      return Optional.of(CardMemory.of(device));
    } catch (IllegalStateException unknown) {
      LOG.debug("memory unknown device={} reason=\"{}\"", device.name(), unknown.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public OptionalLong bytes() {
    return inAll.get();
  }
}
