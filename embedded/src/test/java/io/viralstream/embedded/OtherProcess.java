package io.viralstream.embedded;

import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stack that runs in a process of its own, to be killed.
record OtherProcess(Process process, List<ProcessHandle> children) {

  private static final Pattern CHILD = Pattern.compile("child name=\\S+ pid=(\\d+)");

  /// Returns when the stack is ready.
  static OtherProcess runStack(Path data) {
    return runStack(data, Map.of());
  }

  /// @param environment of the process and of all that it starts
  static OtherProcess runStack(Path data, Map<String, String> environment) {
    JavaRuntime java = StackUnderTest.java();
    List<String> arguments =
        List.of(
            data.toString(),
            "target/cache",
            StackUnderTest.registry().toString(),
            StackUnderTest.library().toString());
    JavaProgram program =
        new JavaProgram(
            java.home(),
            List.of("-Xmx64m"),
            java.classPath(),
            StackMain.class.getName(),
            arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(program.command());
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new OtherProcess(process, childrenOnceReady(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ProcessHandle> childrenOnceReady(Process process) throws IOException {
    List<ProcessHandle> children = new ArrayList<>();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher child = CHILD.matcher(line);
      if (child.matches()) {
        children.add(ProcessHandle.of(Long.parseLong(child.group(1))).orElseThrow());
      }
      if (line.startsWith("ready ")) {
        return children;
      }
    }
    throw new IllegalStateException("the stack ended before it was ready");
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
