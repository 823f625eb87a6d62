package io.viralstream.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.launcher.FakeMachine.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./viral test` makes of Maven's log: it passes only where each module ran its tests and all
/// passed.
class TestCommandTest {
  private static final String FIRST = "[INFO] --- surefire:3.5.4:test (default-test) @ first ---\n";

  /// As Maven 3.8 says it.
  private static final String SECOND =
      "[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ second ---\n";

  private static final String GOOD = "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1\n";
  private static final String BUILT = "[INFO] BUILD SUCCESS\n";
  private static final String BROKEN = "[INFO] BUILD FAILURE\n";

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void make() throws Exception {
    machine = FakeMachine.in(folder, "product").java("exit 0");
    Files.createFile(folder.resolve("jdk/bin/javac")).toFile().setExecutable(true);
    var modules = new StringBuilder("<modules>\n");
    for (String module : List.of("first", "second", "untested")) {
      modules.append("  <module>").append(module).append("</module>\n");
      if (!module.equals("untested"))
        Files.createDirectories(machine.home().resolve(module).resolve("src/test/java"));
    }
    Files.writeString(machine.home().resolve("pom.xml"), modules + "</modules>\n");
  }

  @Test
  void passesWhereEachModuleRanItsTests() throws Exception {
    Ran ran = maven(FIRST + GOOD + SECOND + GOOD + BUILT);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("tests 4, failures 0, errors 0, skipped 2"), ran.out());
  }

  @Test
  void testsModulesBehindOneThatFails() throws Exception {
    machine.tool("mvn", "echo \"$@\" > \"$FAKE/maven\"");
    machine.run("test");
    assertTrue(machine.said("maven").contains("--fail-never"), machine.said("maven"));
    assertTrue(machine.said("maven").strip().endsWith("-Dmaven.test.failure.ignore=false test"));
  }

  @Test
  void listsEachTestThatFailed() throws Exception {
    Ran ran =
        maven(
            FIRST
                + "[ERROR] Tests run: 2, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 1 s <<< FAILURE! -- in a.OneTest\n"
                + "[ERROR] a.OneTest.saysNo -- Time elapsed: 0.2 s <<< FAILURE!\n"
                + "[ERROR] a.OneTest.throwsUp(String, int)[3] -- Time elapsed: 0.2 s <<< ERROR!\n"
                + "[ERROR] Tests run: 2, Failures: 1, Errors: 1, Skipped: 0\n"
                + SECOND
                + GOOD
                + BROKEN);
    assertEquals(1, ran.code());
    assertTrue(
        ran.err().contains("  a.OneTest.saysNo\n  a.OneTest.throwsUp(String, int)[3]\n"),
        ran.err());
    assertTrue(ran.out().contains("tests 4, failures 1, errors 1"), ran.out());
  }

  @Test
  void failsWhereAModuleRanNoTest() throws Exception {
    Ran ran = maven(FIRST + GOOD + BUILT);
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("second: no test was run"), ran.err());
  }

  @Test
  void failsWhereAForkCrashedBehindItsFirstTests() throws Exception {
    String crash = "[ERROR] Crashed tests:\n[ERROR] a.CrashTest\n";
    Ran ran = maven(FIRST + GOOD + SECOND + GOOD + BROKEN + crash + crash);
    assertEquals(1, ran.code());
    assertTrue(ran.err().endsWith("  a.CrashTest: its process crashed\n"), ran.err());
  }

  @Test
  void failsWhereMavenDoesNotComeToItsEnd() throws Exception {
    assertEquals(1, maven(FIRST + GOOD + SECOND + GOOD).code());
    assertEquals(1, maven("").code());
  }

  @Test
  void failsWhereFailuresAreIgnored() throws Exception {
    String failed = "[WARNING] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0\n";
    assertEquals(1, maven(FIRST + GOOD + SECOND + failed + BUILT).code());
  }

  @Test
  void printsOneObjectOnRequest() throws Exception {
    Files.writeString(folder.resolve("log"), FIRST + GOOD + SECOND + GOOD + BUILT);
    machine.tool("mvn", "cat \"$FAKE/log\"");
    Ran ran = machine.run("test", "--json");
    assertTrue(
        ran.out()
            .startsWith("{\"tests\":4,\"failures\":0,\"errors\":0,\"skipped\":2,\"passed\":true"),
        ran.out());
  }

  private Ran maven(String log) throws Exception {
    Files.writeString(folder.resolve("log"), log);
    return machine.tool("mvn", "cat \"$FAKE/log\"").run("test");
  }
}
