package io.viralstream.cli.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the process ends with; every help text lists them.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;
  public static final int REFUSED = 4;
  public static final int INTERRUPTED = 130;

  /// What help texts say about them, in order.
  static final Map<String, String> MEANINGS = meanings();

  private ExitCode() {}

  private static Map<String, String> meanings() {
    var meanings = new LinkedHashMap<String, String>();
    meanings.put(" " + DONE, "done");
    meanings.put(" " + FAILED, "the work failed, or is incomplete");
    meanings.put(" " + USAGE, "wrong arguments or settings");
    meanings.put(" " + UNREACHABLE, "no gateway or component answers");
    meanings.put(
        " " + REFUSED,
        "refused: by the gateway, for want of a live arm or a device, by an arm, or for what a file holds");
    meanings.put(" " + INTERRUPTED, "interrupted");
    return Collections.unmodifiableMap(meanings);
  }
}
