package io.viralstream.templates;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A Jinja template as chat templates are written, with Hugging Face's settings and functions.
///
/// It is code from outside: it sees the data that it is given and nothing else, and does no more
/// than a fixed number of steps.
public final class Template {
  private static final int LONGEST = 1 << 18;
  private static final long MOST_WORK = 1_000_000;

  private final List<Statement> statements;

  private Template(List<Statement> statements) {
    this.statements = statements;
  }

  /// @throws TemplateRejected where the text is no template, or uses what is not served
  public static Template parse(String source) {
    if (source.length() > LONGEST) {
      throw new TemplateRejected("of " + source.length() + " letters, at most " + LONGEST);
    }
    return new Template(StatementParser.parse(source));
  }

  /// Renders with names that stand for strings, booleans, numbers, null-free lists and maps of
  /// them.
  ///
  /// @throws TemplateRejected where the template refuses the data, or does more than it may
  public String render(Map<String, Object> names, LocalDateTime now) {
    Budget budget = new Budget(MOST_WORK);
    Map<String, Value> values = new HashMap<>(new Functions(budget, now).all());
    names.forEach((name, data) -> values.put(name, PlainData.value(data)));
    try {
      return Renderer.render(statements, values, budget);
    } catch (ArithmeticException | NumberFormatException bad) {
      throw new TemplateRejected("not a number that can be served: " + bad.getMessage());
    }
  }
}
