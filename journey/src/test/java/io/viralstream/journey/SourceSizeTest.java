package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Files stay under 400 lines and methods under 40, in every module, so that each is read in one
/// sitting; and few are so short that a reader must put the idea together from many.
class SourceSizeTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;
  private static final int FRAGMENT_LINES = 20;
  private static final int FRAGMENT_PERCENT = 8;

  /// Files of one compiler: a new one for each file takes longer than all reading, and one for all
  /// would hold them in memory.
  private static final int AT_ONCE = 100;

  @Test
  void sourcesCanBeReadInOneSitting() throws IOException {
    List<Path> sources = sources();
    assertTrue(sources.size() > 100, "the modules' sources were not found");
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources)
      if (Files.readAllLines(file).size() > FILE_LINES) tooLong.add(file.toString());
    for (int from = 0; from < sources.size(); from += AT_ONCE)
      longMethods(sources.subList(from, Math.min(sources.size(), from + AT_ONCE)), tooLong);
    assertEquals(List.of(), tooLong);
  }

  /// A file of a few lines is mostly a part of the idea of its user. Types of their own are worth
  /// one at times, but not as a habit.
  @Test
  void fewSourcesAreFragments() throws IOException {
    int fragments = 0;
    int all = 0;
    for (Path file : sources()) {
      if (!file.toString().contains("/src/main/") || file.endsWith("package-info.java")) continue;
      all++;
      if (Files.readAllLines(file).size() <= FRAGMENT_LINES) fragments++;
    }
    assertTrue(fragments * 100 < all * FRAGMENT_PERCENT, fragments + " of " + all);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      Stream<Path> roots =
          modules.flatMap(module ->
              List.of(module.resolve("src/main/java"), module.resolve("src/test/java")).stream());
      return roots.filter(Files::isDirectory).flatMap(SourceSizeTest::javaFiles).toList();
    }
  }

  private static java.util.stream.Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void longMethods(List<Path> sources, List<String> tooLong) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            LineMap lines = unit.getLineMap();
            long start = lines.getLineNumber(positions.getStartPosition(unit, method));
            long end = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (end - start + 1 > METHOD_LINES)
              tooLong.add(unit.getSourceFile().getName() + "#" + method.getName());
            return super.visitMethod(method, unused);
          }
        }.scan(unit, null);
      }
    }
  }
}
