package io.viralstream.embedded.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The command line of one child JVM.
///
/// @param home the JDK to run it with
/// @param flags JVM flags and system properties
/// @param classPath jars and folders, in order
/// @param mainClass the class to start
/// @param arguments passed to it
public record JavaProgram(
    Path home, List<String> flags, List<Path> classPath, String mainClass, List<String> arguments) {

  public JavaProgram {
    flags = List.copyOf(flags);
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }

  /// @return program and arguments, ready for a [ChildSpec]
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
