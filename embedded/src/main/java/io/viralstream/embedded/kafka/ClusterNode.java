package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.Loopback;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A broker's place among those that form one cluster on this machine.
///
/// @param node its number, from 1
/// @param controllerPorts the controllers' ports of all nodes, in order of their numbers
/// @param clusterId what all nodes write into a new folder; a node alone may draw one for itself
public record ClusterNode(int node, List<Integer> controllerPorts, Optional<String> clusterId) {
  /// More copies than this make nothing safer that runs on one machine.
  private static final int MOST_COPIES = 3;

  public ClusterNode {
    controllerPorts = List.copyOf(controllerPorts);
    int nodes = controllerPorts.size();
    if (node < 1 || node > nodes) {
      throw new IllegalArgumentException("node is " + node + ", expected 1 to " + nodes);
    }
    if (nodes > 1 && clusterId.isEmpty()) {
      throw new IllegalArgumentException("clusterId is missing, expected one for " + nodes);
    }
  }

  /// The only node.
  static ClusterNode alone(int controllerPort) {
    return new ClusterNode(1, List.of(controllerPort), Optional.empty());
  }

  boolean isAlone() {
    return controllerPorts.size() == 1;
  }

  int controllerPort() {
    return controllerPorts.get(node - 1);
  }

  /// Copies of each partition of the broker's own topics.
  int copies() {
    return Math.min(MOST_COPIES, controllerPorts.size());
  }

  /// Kafka's `controller.quorum.voters`: `1@127.0.0.1:9093,…`.
  String voters() {
    return IntStream.rangeClosed(1, controllerPorts.size())
        .mapToObj(number -> number + "@" + Loopback.HOST + ":" + controllerPorts.get(number - 1))
        .collect(Collectors.joining(","));
  }
}
