package io.viralstream.embedded.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a process whose memory is used up, whatever the memory: its parent starts it again.
///
/// `-XX:+ExitOnOutOfMemoryError` sees only what the JVM itself cannot allocate. Where Java code
/// finds no memory outside of the heap and throws the same error, the thread alone would end, and
/// the process live on without it.
///
/// @param end ends this process
public record ExhaustedMemory(Runnable end) implements Thread.UncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ExhaustedMemory.class);

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    LOG.error("thread-ended name={}", thread.getName(), error);
    if (error instanceof OutOfMemoryError) {
      end.run();
    }
  }
}
