package io.viralstream.schemas;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Errors behind which nothing that the process does can be trusted: the memory is exhausted, or
/// the virtual machine itself has failed. The code that finds one ends the process at once; what
/// looks after the process starts it again.
///
/// `-XX:+ExitOnOutOfMemoryError` does the same for the heap alone: that direct memory cannot be
/// reserved, or a thread not made, is thrown by code that the flag does not watch. A stack that
/// overflows is none of them: a record can bring that about, and the next one fares better.
public final class FatalErrors {
  /// The virtual machine's own status where its flag ends it.
  public static final int STATUS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
  private static final int CAUSES = 20;

  /// Kinds of our own are thrown where they are dealt with, such as memory that libtorch refused.
  private static final String OURS = "io.viralstream.";

  private FatalErrors() {}

  /// The fatal error in a failure or among its causes.
  public static Optional<VirtualMachineError> in(Throwable failure) {
    return causes(failure)
        .filter(FatalErrors::isFatal)
        .map(VirtualMachineError.class::cast)
        .findFirst();
  }

  /// Throws the fatal error in a failure, on its way to the caller that ends the process; returns
  /// where there is none.
  public static void throwFrom(Throwable failure) {
    Optional<VirtualMachineError> fatal = in(failure);
    if (fatal.isPresent()) throw fatal.get();
  }

  /// The first error of any kind in a failure or among its causes: never a record's fault.
  public static Optional<Throwable> anyIn(Throwable failure) {
    return causes(failure).filter(Error.class::isInstance).findFirst();
  }

  /// Ends the process where a failure is fatal; returns where it is not.
  public static void endOn(Throwable failure) {
    in(failure).ifPresent(FatalErrors::end);
  }

  /// From now on a thread that dies of a fatal error takes the process with it.
  public static void endOnThoseOfThreads() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      endOn(failure);
      LOG.error("thread died name={}", thread.getName(), failure);
    });
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(CAUSES);
  }

  private static boolean isFatal(Throwable failure) {
    return failure instanceof VirtualMachineError
        && !(failure instanceof StackOverflowError)
        && !failure.getClass().getName().startsWith(OURS);
  }

  /// Without an orderly stop, which would need what is not there any more.
  private static void end(Throwable fatal) {
    try {
      System.err.println("viralstream ends: " + fatal);
    } finally {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
