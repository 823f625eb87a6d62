package io.viralstream.gateway.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a gateway is told of the machine that it shares with a whole stack.
///
/// @param processes what the gateway's parent looks after
/// @param shortage why the machine can take nothing more, such as a full disk, where that is so
/// @param neighbours roles in the same process
public record HostStatus(
    Supplier<List<ProcessView>> processes,
    Supplier<Optional<String>> shortage,
    List<Probe> neighbours) {

  /// A process that the gateway's own parent looks after, as the status screen shows it.
  ///
  /// @param state in the parent's words, in lower case
  /// @param restarts how often it was started again
  public record ProcessView(String name, String state, int restarts, long pid) {}

  /// That of a gateway alone, whose neighbours are elsewhere.
  public static final HostStatus UNKNOWN = new HostStatus(List::of, Optional::empty, List.of());

  public HostStatus {
    neighbours = List.copyOf(neighbours);
  }
}
