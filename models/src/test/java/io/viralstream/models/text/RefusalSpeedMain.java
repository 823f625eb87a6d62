package io.viralstream.models.text;

import io.viralstream.templates.HostileTemplateTest;
import io.viralstream.templates.TemplateRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/// How soon hostile templates and tokenizer files are refused: the median and the slowest, by hand.
final class RefusalSpeedMain {
  private static final int ROUNDS = 20;

  private RefusalSpeedMain() {}

  public static void main(String[] arguments) {
    measure("template", HostileTemplateTest.templates().toList(), RefusalSpeedMain::render);
    measure("tokenizer", HostileTokenizerTest.files().toList(), RefusalSpeedMain::parse);
  }

  private static void measure(String kind, List<Arguments> inputs, Consumer<String> refusal) {
    double[] best = new double[inputs.size()];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < best.length; i++)
        best[i] = Math.min(best[i], millis(inputs.get(i), refusal));
    }
    int slowest = 0;
    for (int i = 0; i < best.length; i++) if (best[i] > best[slowest]) slowest = i;
    String name = String.valueOf(inputs.get(slowest).get()[0]);
    double[] sorted = best.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s inputs=%d medianMillis=%.1f slowestMillis=%.1f slowest=\"%s\"%n",
        kind,
        best.length,
        sorted[best.length / 2],
        best[slowest],
        name);
  }

  private static double millis(Arguments input, Consumer<String> refusal) {
    long began = System.nanoTime();
    refusal.accept(String.valueOf(input.get()[2]));
    return (System.nanoTime() - began) / 1e6;
  }

  private static void render(String template) {
    try {
      throw new IllegalStateException("not refused: " + HostileTemplateTest.render(template));
    } catch (TemplateRejected refused) {
      return;
    }
  }

  private static void parse(String json) {
    try (Tokenizer tokenizer = Tokenizer.parse(json)) {
      throw new IllegalStateException("not refused: " + tokenizer);
    } catch (TextRejected refused) {
      return;
    }
  }
}
