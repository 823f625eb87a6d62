package io.viralstream.models.tensor;

import java.util.regex.Pattern;

/// Where the tensors of an engine live, by libtorch's name for it: `cpu`, or `cuda:1`.
public record Device(String name) {
  private static final Pattern NAME = Pattern.compile("cpu|meta|cuda:(0|[1-9]\\d?)");

  /// Memory of the host.
  public static final Device CPU = new Device("cpu");

  /// Shapes without numbers: what libtorch refuses there to mix with the host's tensors, it refuses
  /// on a graphics card. For tests; nothing can be read back.
  public static final Device META = new Device("meta");

  public Device {
    if (!NAME.matcher(name).matches()) throw new IllegalArgumentException(refusal(name));
  }

  /// The device that a person names: `cpu`, `cuda` for the first card, or `cuda:N`.
  ///
  /// @throws IllegalArgumentException where the name is none of these
  public static Device named(String name) {
    if (name.equals(META.name)) throw new IllegalArgumentException(refusal(name));
    return new Device(name.equals("cuda") ? "cuda:0" : name);
  }

  private static String refusal(String name) {
    return "device=" + name + ", expected cpu, cuda or cuda:0 to cuda:99";
  }

  boolean isHost() {
    return equals(CPU);
  }

  boolean isCard() {
    return !isHost() && !equals(META);
  }
}
