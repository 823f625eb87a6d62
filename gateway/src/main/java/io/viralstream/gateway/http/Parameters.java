package io.viralstream.gateway.http;

import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The parameters of a request's address: each at most once, each checked against its pattern.
public final class Parameters {
  /// Feeds and benchmarks.
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /// SHA-256 in lower-case hex, what ids and versions are.
  public static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final int LENGTH = 200;

  private final RoutingContext context;

  public Parameters(RoutingContext context) {
    this.context = context;
  }

  /// A part of the path.
  public String path(String name, Pattern pattern) {
    try {
      String value = context.pathParam(name);
      return checked(name, value == null ? "" : value, pattern);
    } catch (IllegalArgumentException bad) {
      throw malformed(name, "is not percent-encoded UTF-8");
    }
  }

  public Optional<String> query(String name, Pattern pattern) {
    return single(name).map(value -> checked(name, value, pattern));
  }

  /// Free text of bounded length.
  public Optional<String> query(String name) {
    return single(name).map(value -> bounded(name, value));
  }

  private Optional<String> single(String name) {
    List<String> values = query().values(name);
    if (values.size() > 1) throw malformed(name, "is given " + values.size() + " times");
    return values.stream().findFirst();
  }

  private Query query() {
    String raw = context.request().query();
    return new Query(raw == null ? "" : raw);
  }

  /// A parameter that may be given several times.
  public List<String> queries(String name, Pattern pattern, int most) {
    List<String> values = query().values(name);
    if (values.size() > most) throw malformed(name, "is given more than " + most + " times");
    return values.stream().map(value -> checked(name, value, pattern)).toList();
  }

  public int integer(String name, int absent, int least, int most) {
    return query(name).map(value -> integer(name, value, least, most)).orElse(absent);
  }

  private static int integer(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException notANumber) {
      throw malformed(name, "is not an integer");
    }
    throw malformed(name, "is not between " + least + " and " + most);
  }

  private static String checked(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches())
      throw malformed(name, "does not match " + pattern.pattern());
    return value;
  }

  private static String bounded(String name, String value) {
    if (value.length() > LENGTH) throw malformed(name, "has more than " + LENGTH + " characters");
    return value;
  }

  private static ProblemException malformed(String name, String detail) {
    return Problem.at(name, ProblemKind.MALFORMED, name + ": " + detail).exception();
  }
}
