package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The help of every command, at the width of a small terminal.
class HelpLayoutTest {
  private static final int WIDTH = 80;

  static Stream<CommandLine> commands() {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    var console = new Console(out, out, false, InstantSource.system());
    var here = Path.of(".");
    CommandLine line =
        Viral.commandLine(
            new Invocation(Environment.of(Map.of()), console, here, here, Pause.real()));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(WIDTH);
    return all(line);
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpLayoutTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void breaksLinesWhereWordsEnd(CommandLine command) {
    Set<String> whole = words(command);
    List<String> broken =
        body(command)
            .flatMap(line -> Arrays.stream(line.strip().split(" +", -1)))
            .filter(word -> !word.isEmpty() && !whole.contains(word))
            .toList();
    assertEquals(List.of(), broken);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void keepsToTheWidth(CommandLine command) {
    List<String> long_ = body(command).filter(line -> line.length() > WIDTH).toList();
    assertTrue(
        long_.stream().allMatch(line -> line.contains("./viral") || line.contains("--")),
        "" + long_);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fillsLinesUntilTheNextWordDoesNotFit(CommandLine command) {
    List<String> lines = body(command).toList();
    for (int i = 1; i < lines.size(); i++) {
      String above = lines.get(i - 1);
      if (!continues(above, lines.get(i))) continue;
      String words = lines.get(i).strip();
      boolean last = i + 1 == lines.size() || !continues(lines.get(i), lines.get(i + 1));
      String next = last && wordsOf(words) == 2 ? words : words.split(" ", 2)[0];
      assertTrue(above.length() + 1 + next.length() > WIDTH, above + "\n" + lines.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void leavesNoWordAloneOnALastLine(CommandLine command) {
    List<String> lines = body(command).toList();
    for (int i = 1; i < lines.size(); i++)
      if (continues(lines.get(i - 1), lines.get(i)))
        assertTrue(wordsOf(lines.get(i).strip()) > 1, lines.get(i - 1) + "\n" + lines.get(i));
  }

  private static int wordsOf(String line) {
    return line.split(" +", -1).length;
  }

  /// Whether the second line is the rest of a paragraph of which the first has words.
  private static boolean continues(String above, String line) {
    int indent = line.length() - line.stripLeading().length();
    boolean set = indent > 6 && !line.strip().startsWith("-") && !line.contains("--");
    boolean label = above.strip().startsWith("-") && !above.strip().contains("  ");
    return set && !label && !above.endsWith(".") && !above.endsWith(":") && !above.isBlank();
  }

  /// All behind the synopsis.
  private static Stream<String> body(CommandLine command) {
    List<String> lines = command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
    String first = command.getCommandSpec().usageMessage().description()[0].split(" ", 2)[0];
    return lines.stream().dropWhile(line -> !line.startsWith(first));
  }

  private static Set<String> words(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    Stream<String> texts =
        Stream.of(
                Arrays.stream(usage.description()),
                Arrays.stream(usage.footer()),
                Stream.of(usage.footerHeading(), usage.exitCodeListHeading(), "Commands:"),
                usage.exitCodeList().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()),
                spec.args().stream().flatMap(HelpLayoutTest::texts),
                spec.subcommands().entrySet().stream()
                    .flatMap(each ->
                        Stream.concat(
                            Stream.of(each.getKey()),
                            Arrays.stream(
                                each.getValue().getCommandSpec().usageMessage().description()))),
                Arrays.stream(Setting.values()).map(Setting::meaning))
            .flatMap(each -> each);
    return texts
        .flatMap(text -> Arrays.stream(text.replace("%n", " ").strip().split("\\s+", -1)))
        .collect(Collectors.toSet());
  }

  private static Stream<String> texts(ArgSpec argument) {
    String label =
        argument instanceof CommandLine.Model.OptionSpec option
            ? String.join(", ", option.names())
                + (option.arity().max() == 0 ? "" : "=" + option.paramLabel())
            : "%1$s %1$s... [%1$s...]".formatted(argument.paramLabel());
    return Stream.concat(Stream.of(label), Arrays.stream(argument.description()));
  }
}
