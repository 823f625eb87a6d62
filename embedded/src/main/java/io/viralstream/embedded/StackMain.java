package io.viralstream.embedded;

import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.JavaRuntime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Runs the stack alone until it is stopped: for trying it out, and for tests of its own end.
///
/// Arguments: data folder, cache folder, registry home, libchdb.so.
public final class StackMain {

  private StackMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    StackSettings settings =
        new StackSettings(
            Path.of(arguments[0]),
            Path.of(arguments[2]),
            Path.of(arguments[3]),
            new JavaRuntime(
                Path.of(System.getProperty("java.home")), classPath(), Path.of(arguments[1])),
            StackSettings.WantedPorts.ANY);
    EmbeddedStack stack = EmbeddedStack.start(settings, InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
    for (ChildProcess child : stack.children()) {
      System.out.println("child name=" + child.name() + " pid=" + child.pid());
    }
    System.out.println("ready " + stack.endpoints());
    new CountDownLatch(1).await();
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of).toList();
  }
}
