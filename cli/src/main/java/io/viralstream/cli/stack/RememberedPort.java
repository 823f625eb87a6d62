package io.viralstream.cli.stack;

import io.viralstream.embedded.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which port a part of a stack takes: the one that was asked for; else, where it is free, the last
/// one on this folder, since clients keep addresses; else the usual one, where it is free; else
/// any.
///
/// @param memory the file that holds the last one
record RememberedPort(Path memory) {
  private static final int ANY = 0;
  private static final int HIGHEST = 65_535;

  /// @param wanted must be had, where it is not 0; a part that cannot have it fails to start
  /// @param usual taken where it is free and no port was asked for, not even 0
  int choose(Optional<Integer> wanted, int usual) {
    int asked = wanted.orElse(ANY);
    if (asked != ANY) return asked;
    return IntStream.of(last(), wanted.isPresent() ? ANY : usual)
        .filter(RememberedPort::isFree)
        .findFirst()
        .orElse(ANY);
  }

  /// The same where the part must be told a number, of one that has no usual port.
  int number(Optional<Integer> wanted) {
    int chosen = choose(wanted, ANY);
    if (chosen != ANY) return chosen;
    try (var held = FreePort.exactly(ANY)) {
      return held.number();
    }
  }

  /// Remembers what was taken.
  void remember(int port) {
    try {
      Files.writeString(memory, port + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that is missing, torn or strange names no port.
  private int last() {
    try {
      int port = Integer.parseInt(Files.readString(memory).strip());
      return port < 0 || port > HIGHEST ? ANY : port;
    } catch (IOException | NumberFormatException none) {
      return ANY;
    }
  }

  private static boolean isFree(int port) {
    if (port == ANY) return false;
    try (var held = FreePort.exactly(port)) {
      return held.number() == port;
    } catch (UncheckedIOException taken) {
      return false;
    }
  }
}
