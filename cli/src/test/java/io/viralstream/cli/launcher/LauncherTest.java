package io.viralstream.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where `./viral` may be started, and with which options it starts Java.
class LauncherTest {
  @TempDir Path folder;

  @Test
  void needsNoHome() throws Exception {
    FakeMachine.Ran ran = machine().run("version");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.err());
  }

  @Test
  void givesJavaOneLocaleWhateverItsOwn() throws Exception {
    FakeMachine machine = machine();
    for (String locale : List.of("C", "fa_IR.UTF-8", "tr_TR", "")) {
      machine.run(Map.of("LC_ALL", locale, "LANG", locale), "version");
    }
    assertEquals(1, machine.lines("starts").stream().distinct().count());
    assertTrue(machine.lines("starts").getFirst().endsWith("UTF-8"));
  }

  @Test
  void runsInAFolderWithBlanksAndAccents() throws Exception {
    FakeMachine machine = FakeMachine.in(folder, "my café folder").java("exit 0");
    assertEquals(0, machine.run("version").code());
    Path jar = machine.home().toRealPath().resolve("cli/target/viral.jar");
    assertTrue(machine.lines("arguments").contains(jar.toString()), machine.said("arguments"));
  }

  @Test
  void saysThatNoClassPathCanHoldAColon() throws Exception {
    FakeMachine.Ran ran = FakeMachine.in(folder, "a:b").java("exit 0").run("version");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("colon"), ran.err());
  }

  @Test
  void writesNothingOfItsOwnToStandardOutput() throws Exception {
    FakeMachine.Ran ran =
        machine().java("echo '{}'").run(Map.of("CDPATH", "/tmp:."), "status", "--json");
    assertEquals("{}\n", ran.out());
  }

  @Test
  void readsAnArchiveThatItMayNotWriteAndWritesNone() throws Exception {
    FakeMachine machine = machine();
    Path cache = machine.home().resolve("target/launcher");
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "not a folder");
    assertEquals(0, machine.run("version").code());
    assertFalse(machine.said("arguments").contains("Archive"), machine.said("arguments"));
  }

  @Test
  void saysInOneSentenceThatATreeThatMayNotBeWrittenIsNotBuilt() throws Exception {
    FakeMachine machine = machine();
    Files.writeString(machine.home().resolve("pom.xml"), "<project/>");
    Files.createFile(folder.resolve("jdk/bin/javac")).toFile().setExecutable(true);
    Files.writeString(machine.home().resolve("target"), "not a folder");
    FakeMachine.Ran ran = machine.run("version");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("may not write there"), ran.err());
    assertEquals(2, ran.err().lines().count(), ran.err());
  }

  @Test
  void endsAProcessWithoutMemoryAndSaysWhatToDo() throws Exception {
    FakeMachine machine = machine();
    for (String command : List.of("up", "gateway", "train", "ingest")) {
      machine.run(command);
      String arguments = machine.said("arguments");
      assertTrue(arguments.contains("-XX:+ExitOnOutOfMemoryError"), arguments);
      assertTrue(arguments.contains("ran out of memory"), arguments);
    }
  }

  /// The JVM begins a new shell command at each semicolon.
  @Test
  void whatIsSaidOfMissingMemoryIsWholeShellCommands() throws Exception {
    FakeMachine machine = machine();
    for (String command : List.of("up", "demo", "sink", "ingest")) {
      machine.run(command);
      String option =
          machine.lines("arguments").stream()
              .filter(argument -> argument.startsWith("-XX:OnOutOfMemoryError="))
              .findFirst()
              .orElseThrow();
      String[] commands = option.substring(option.indexOf('=') + 1).split(";", -1);
      assertEquals(2, commands.length, option);
      assertEquals("kill -9 %p", commands[1]);
      Process said = new ProcessBuilder("/bin/sh", "-c", commands[0]).start();
      assertEquals(0, said.waitFor(), option);
      var sentence = new String(said.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(sentence.startsWith("viral: ") && sentence.contains("-Xmx1g"), sentence);
    }
  }

  @Test
  void leavesTheCollectorToWhoeverChoseOne() throws Exception {
    FakeMachine machine = machine();
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "VIRAL_JAVA_OPTIONS")) {
      machine.run(Map.of(variable, "-Xss1m -XX:+UseG1GC"), "status");
      assertFalse(machine.said("arguments").contains("UseSerialGC"), variable);
    }
    machine.run("status");
    assertTrue(machine.said("arguments").contains("UseSerialGC"));
  }

  @Test
  void givesARoleOfItsOwnAShareOfTheMemoryAndBothStagesOfTheCompiler() throws Exception {
    FakeMachine machine = machine();
    for (String role : List.of("gateway", "streams", "sink", "train", "infer")) {
      machine.run(role);
      String arguments = machine.said("arguments");
      assertTrue(arguments.contains("-XX:MaxRAMPercentage="), arguments);
      assertFalse(
          arguments.contains("TieredStopAtLevel") || arguments.contains("\n-Xmx"), arguments);
    }
    machine.run("up");
    assertTrue(machine.said("arguments").contains("-Xmx384m"), machine.said("arguments"));
  }

  @Test
  void theLastOptionsAreTheUsers() throws Exception {
    FakeMachine machine = machine();
    machine.run(Map.of("VIRAL_JAVA_OPTIONS", "-Xmx1g -Dx=y"), "status");
    List<String> arguments = machine.lines("arguments");
    assertTrue(arguments.indexOf("-Xmx1g") > arguments.indexOf("-Xmx384m"), "" + arguments);
    assertTrue(arguments.contains("-Dx=y"), "" + arguments);
  }

  private FakeMachine machine() throws Exception {
    return FakeMachine.in(folder, "product").java("exit 0");
  }
}
