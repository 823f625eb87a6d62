package io.viralstream.cli.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// How a help text is laid out: picocli's order and columns, with lines that break between words.
///
/// picocli itself breaks wherever Unicode allows it, as in `http://127.0.0.1:` and `8080`, and
/// after each piece of a description.
final class HelpLayout {
  private static final int WIDEST_LABEL = 26;
  private static final String MARGIN = "  ";
  private static final String NO_SHORT_NAME = "    ";

  /// @param label as it is printed, with colours where the terminal has them
  /// @param length of the label without colours
  private record Row(String label, int length, String... text) {}

  private HelpLayout() {}

  static void install(CommandLine line) {
    line.getHelpSectionMap()
        .putAll(
            Map.of(
                SECTION_KEY_DESCRIPTION, HelpLayout::description,
                SECTION_KEY_PARAMETER_LIST, HelpLayout::parameters,
                SECTION_KEY_OPTION_LIST, HelpLayout::options,
                SECTION_KEY_COMMAND_LIST, HelpLayout::commands,
                SECTION_KEY_EXIT_CODE_LIST, HelpLayout::exitCodes,
                SECTION_KEY_FOOTER, HelpLayout::footer));
  }

  private static String description(Help help) {
    return WordWrap.paragraphs(help.commandSpec().usageMessage().description()).stream()
        .flatMap(paragraph -> WordWrap.lines(paragraph, width(help)).stream())
        .map(HelpLayout::line)
        .collect(Collectors.joining());
  }

  private static String parameters(Help help) {
    Stream<Row> rows =
        help.commandSpec().positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(parameter ->
                row(help, MARGIN + NO_SHORT_NAME + label(parameter), parameter.description()));
    return table(help, rows.toList());
  }

  private static String label(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().isVariable() ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private static String options(Help help) {
    Stream<Row> rows =
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .map(option -> row(help, MARGIN + label(option), option.description()));
    return table(help, rows.toList());
  }

  private static String label(OptionSpec option) {
    var names = String.join(", ", option.names());
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return (option.shortestName().startsWith("--") ? NO_SHORT_NAME : "") + names + value;
  }

  private static Row row(Help help, String label, String... text) {
    return new Row(help.colorScheme().optionText(label).toString(), label.length(), text);
  }

  /// Of each subcommand the first sentence.
  private static String commands(Help help) {
    if (help.subcommands().isEmpty()) return "";
    Stream<Row> rows =
        help.subcommands().entrySet().stream()
            .map(command -> {
              String[] text = command.getValue().commandSpec().usageMessage().description();
              String label = MARGIN + command.getKey();
              String coloured = help.colorScheme().commandText(label).toString();
              return new Row(coloured, label.length(), WordWrap.paragraphs(text).getFirst());
            });
    return "Commands:" + System.lineSeparator() + table(help, rows.toList());
  }

  private static String exitCodes(Help help) {
    Stream<Row> rows =
        help.commandSpec().usageMessage().exitCodeList().entrySet().stream()
            .map(code ->
                new Row(
                    MARGIN + code.getKey(),
                    MARGIN.length() + code.getKey().length(),
                    code.getValue()));
    return table(help, rows.toList());
  }

  /// Examples are copied and stay as they are; what is set in deeper is text.
  private static String footer(Help help) {
    String deep = MARGIN.repeat(3);
    return Arrays.stream(help.commandSpec().usageMessage().footer())
        .flatMap(line -> line.replace("%n", "\n").lines().toList().stream())
        .flatMap(line ->
            line.startsWith(deep) && !line.contains("--")
                ? WordWrap.lines(line, width(help) - deep.length()).stream().map(deep::concat)
                : Stream.of(line))
        .map(HelpLayout::line)
        .collect(Collectors.joining());
  }

  private static String table(Help help, List<Row> rows) {
    int widest =
        rows.stream()
            .mapToInt(Row::length)
            .filter(length -> length <= WIDEST_LABEL)
            .max()
            .orElse(0);
    int column = widest + MARGIN.length();
    return rows.stream()
        .flatMap(row -> lines(row, column, width(help)))
        .map(HelpLayout::line)
        .collect(Collectors.joining());
  }

  /// A label that is too wide has a line of its own.
  private static Stream<String> lines(Row row, int column, int width) {
    List<String> text =
        WordWrap.paragraphs(row.text()).stream()
            .flatMap(paragraph -> WordWrap.lines(paragraph, width - column).stream())
            .toList();
    Stream<String> indented = text.stream().map(" ".repeat(column)::concat);
    if (row.length() + 1 > column) return Stream.concat(Stream.of(row.label()), indented);
    String first = row.label() + " ".repeat(column - row.length()) + text.getFirst();
    return Stream.concat(Stream.of(first), indented.skip(1));
  }

  private static int width(Help help) {
    return help.commandSpec().usageMessage().width();
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}
