package io.viralstream.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A template is code from outside: whatever it tries, it is refused by name and does not hang; how
/// soon is what `bench/speed refusals` measures.
public class HostileTemplateTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 9, 14, 5, 6);
  private static final Map<String, Object> NAMES =
      Map.of("messages", List.of(Map.of("role", "user", "content", "a".repeat(100_000))));
  private static final String WORK = "more work";

  public static Stream<Arguments> templates() {
    return Stream.of(endless(), costly(), deep(), lengthy(), reachingOut()).flatMap(each -> each);
  }

  private static Stream<Arguments> endless() {
    return Stream.of(
        template("loops inside loops", WORK, nested("{% for %s in range(1000) %}", "{% endfor %}")),
        template("a range without end", WORK, "{{ range(10 ** 15) | list }}"),
        template("a range of all numbers", WORK, "{{ range(2 ** 62) | list }}"),
        template(
            "a range beyond all numbers", "number", "{{ range(0 - 2 ** 62, 2 ** 62) | list }}"),
        template("a text that doubles", WORK, doubling("x", "'a'", "x ~ x")),
        template("a list that doubles", WORK, doubling("x", "[1]", "x + x")),
        template("a huge product of a text", WORK, "{{ 'a' * 10 ** 12 }}"),
        template("a huge product of a list", WORK, "{{ [1, 2] * 10 ** 12 }}"),
        template("a replacement that explodes", WORK, doubling("x", "'aa'", "x.replace('a', x)")),
        template("a join that explodes", WORK, doubling("x", "'aa'", "x.join(x)")));
  }

  private static Stream<Arguments> costly() {
    return Stream.of(
        template(
            "text without end",
            "writes more",
            "{% for m in range(99) %}{{ messages[0].content }}{% endfor %}"),
        template(
            "searches in long texts",
            WORK,
            "{% set t = messages[0].content %}{% for i in range(99999) %}{{ t.count('b') }}{{ (t +"
                + " 'b') in t }}{% endfor %}"),
        template("unique of many", WORK, "{{ range(50000) | unique | list | length }}"),
        template(
            "sorting again and again",
            WORK,
            "{% for i in range(999) %}{% set x = range(999) | sort(reverse=true) %}{% endfor %}"));
  }

  private static Stream<Arguments> deep() {
    return Stream.of(
        template(
            "a macro that calls itself",
            "deep",
            "{% macro f(x) %}{{ f(x + 1) }}{% endmacro %}{{ f(0) }}"),
        template(
            "macros that call each other twice",
            "deep",
            "{% macro f() %}{{ g() }}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{{ f() }}{%"
                + " endmacro %}{{ f() }}"),
        template(
            "a list inside itself",
            "nests",
            "{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{%"
                + " endfor %}{{ ns.x }}"),
        template(
            "brackets without end",
            "nested",
            "{{ " + "(".repeat(9_999) + ")".repeat(9_999) + " }}"),
        template(
            "lists without end", "nested", "{{ " + "[".repeat(9_999) + "]".repeat(9_999) + " }}"),
        template("signs without end", "nested", "{{ " + "-".repeat(9_999) + "1 }}"),
        template("denials without end", "nested", "{{ " + "not ".repeat(9_999) + "1 }}"),
        template("blocks without end", "nested", "{% if 1 %}".repeat(9_999)),
        template(
            "choices without end",
            "nested",
            "{% if 0 %}" + "{% elif 0 %}".repeat(9_999) + "{% endif %}"));
  }

  private static Stream<Arguments> lengthy() {
    return Stream.of(
        template("sums without end", "chain", "{{ 1" + " + 1".repeat(9_999) + " }}"),
        template("filters without end", "chain", "{{ 1" + "|string".repeat(9_999) + " }}"),
        template("attributes without end", "chain", "{{ messages" + "[0]".repeat(9_999) + " }}"),
        template("a very long template", "letters", "a".repeat(1 << 20)),
        template("a number beyond all", "digits", "{{ " + "9".repeat(99) + " }}"),
        template("a product beyond all", "too large", "{{ 9 ** 18 * 9 ** 18 }}"));
  }

  private static Stream<Arguments> reachingOut() {
    return Stream.of(
        template("a file", "not served", "{% include '/etc/passwd' %}"),
        template("an import", "not served", "{% import 'os' as os %}"),
        template("another template", "not served", "{% extends 'base' %}"),
        template("a Python class", "undefined", "{{ ''.__class__.__mro__ }}"),
        template("a Java class", "undefined", "{{ messages.getClass().forName('x') }}"),
        template("changing its data", "undefined", "{{ messages[0].update({'role': 'x'}) }}"),
        template(
            "a hidden attribute", "attribute", "{% set ns = namespace() %}{% set ns._x = 1 %}"),
        template("a long refusal", "aaa", "{{ raise_exception(messages[0].content) }}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("templates")
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void refusesByName(String what, String named, String template) {
    TemplateRejected refused = assertThrows(TemplateRejected.class, () -> render(template));
    assertTrue(refused.toString().contains(named), refused.toString());
    assertTrue(refused.toString().length() < 700, refused.toString());
  }

  @Test
  void leavesRoomForLongConversations() {
    List<Map<String, String>> messages =
        Collections.nCopies(500, Map.of("role", "user", "content", "word ".repeat(100)));
    String text =
        Template.parse(
                "{% for m in messages %}{% if m.role == 'user' %}{{ m.content | trim }}{% endif"
                    + " %}{% endfor %}")
            .render(Map.of("messages", messages), NOW);
    assertEquals(500 * 499, text.length());
  }

  /// Wrong letters anywhere give a refusal or a text, never another failure.
  @Test
  void survivesRandomDamage() {
    String template =
        "{% set ns = namespace(x=1) %}{%- for m in messages[:2] | selectattr('role') if not loop"
            + " %}\n"
            + " {% if m['content'].split('a', 2)[-1] is string and 1 < 2 %}{{ m | tojson(indent=2)"
            + " }}{% elif m.get('x') %}{{ 'x' ~ 1.5 * 2 ** 3 }}{% else %}{{ -ns.x }}{% endif %}{%"
            + " endfor %}{# c #}{% macro f(a, b=[1, {'k': none}]) %}{{ a[::-1] }}{% endmacro %}{{"
            + " f('abc') }}";
    String letters = "{}%#-+'\"()[]:,.|~=<>*/ \n\\aifn09_e";
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder damaged = new StringBuilder(template);
      for (int j = 0; j <= random.nextInt(4); j++) {
        int at = random.nextInt(damaged.length());
        char letter = letters.charAt(random.nextInt(letters.length()));
        if (random.nextBoolean()) damaged.insert(at, letter);
        else damaged.deleteCharAt(at);
      }
      refused += refuses(damaged.toString()) ? 1 : 0;
    }
    assertTrue(refused > 1_000 && refused < 5_000, refused + " refused");
  }

  private static boolean refuses(String template) {
    try {
      Template.parse(template).render(Map.of("messages", List.of(Map.of("content", "a"))), NOW);
      return false;
    } catch (TemplateRejected expected) {
      return true;
    }
  }

  /// As a prompt with one long message.
  public static String render(String template) {
    return Template.parse(template).render(NAMES, NOW);
  }

  private static Arguments template(String what, String named, String template) {
    return Arguments.of(what, named, template);
  }

  private static String nested(String open, String close) {
    return open.replace("%s", "a")
        + open.replace("%s", "b")
        + open.replace("%s", "c")
        + "{{ a }}"
        + close.repeat(3);
  }

  private static String doubling(String name, String first, String next) {
    return "{%% set ns = namespace(%1$s=%2$s) %%}{%% for i in range(99) %%}{%% set %1$s = ns.%1$s %%}{%% set ns.%1$s = %3$s %%}{%% endfor %%}"
        .formatted(name, first, next);
  }
}
