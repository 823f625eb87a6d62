package io.viralstream.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.viralstream.schemas.FatalErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Ends the process on a fatal error that a library has caught and only logs.
///
/// The network threads of Kafka's clients and of Netty do that: the thread is gone or its state
/// unknown, and its callers wait for ever.
final class FatalInLogs extends TurboFilter {
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    if (failure != null) FatalErrors.endOn(failure);
    else if (arguments != null && arguments.length > 0) last(arguments[arguments.length - 1]);
    return FilterReply.NEUTRAL;
  }

  /// Where a message has arguments of its own, what was caught is the last of them.
  private static void last(@Nullable Object argument) {
    if (argument instanceof Throwable failure) FatalErrors.endOn(failure);
  }
}
