package io.viralstream.gateway.http;

/// What a body takes on the heap while it is handled, at most: itself, what is read of it, and what
/// is kept of each of its lines until the reply.
///
/// Turns of one letter, `{"from":"human","value":"a"},{"from":"gpt","value":"b"}`, are what is read
/// at the highest price: 124 bytes of strings and records for 54 of the body. A picture is held
/// decoded and once more in its record while that is being sent, 1.5 bytes for each of its base64.
/// A line that is refused leaves some 400 bytes of problem and a thousand lines are the most.
public final class HandledBody {
  private static final long TIMES = 4;
  private static final long LINES = 512 << 10;

  private HandledBody() {}

  public static long heap(int bytes) {
    return TIMES * bytes + LINES;
  }
}
