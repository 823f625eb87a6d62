package io.viralstream.models.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The SHA-256 of a network: of its settings, and of its weights by name, type, shape and bytes.
///
/// Two networks of one hash compute the same. Caches have it in their keys.
public final class WeightsHash {
  private WeightsHash() {}

  /// Lower-case hex. Reads every byte of the weights.
  ///
  /// @param settings of the network, records; their text is hashed
  /// @param prefix which weights of the files belong to it: those whose names begin so
  public static String of(Object settings, WeightFiles weights, String prefix) {
    MessageDigest digest = DirectoryHash.sha256();
    digest.update(line(settings.toString()));
    weights.names().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .map(weights::tensor)
        .forEach(tensor -> {
          digest.update(line(tensor.name() + " " + tensor.type() + " " + tensor.shape()));
          tensor.pieces().forEach(digest::update);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
