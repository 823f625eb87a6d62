import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a program by the name of its class, then prints the most memory that the process had.
final class PeakMemory {
  private PeakMemory() {}

  public static void main(String[] arguments) throws Exception {
    Method program = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    program.setAccessible(true);
    program.invoke(null, (Object) new String[0]);
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        System.out.println("what=memory peakMiB=" + Long.parseLong(line.replaceAll("\\D", "")) / 1024);
      }
    }
  }
}
