package io.viralstream.cli.role;

import io.viralstream.workers.train.ArmPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// An arm as one word of the command line: its name, and what differs from the default training.
///
/// Written `viral`, `baseline`, or `NAME,lambda=0.25,layer=3,teacher=self,seed=7,every=20`, with
/// any word of [ArmOption]; `baseline` is λ = 0 unless it says otherwise.
public final class ArmText {
  private static final String EXPECTED =
      "lambda=, layer=, teacher=model|self|none, features=f32|f16|bf16, seed=, every=, width=,"
          + " rate=, cosine=, warmup= or batch=";

  private ArmText() {}

  /// @throws IllegalArgumentException where the text is none of the forms above, naming the part
  public static ArmPlan parse(String text) {
    String[] parts = text.split(",");
    ArmPlan plan = ArmPlan.named(parts[0]);
    for (String part : inOrder(parts)) plan = with(plan, part);
    return plan;
  }

  /// The warm-up first: a cosine must be longer, wherever it stands in the text.
  private static List<String> inOrder(String[] parts) {
    return Arrays.stream(parts)
        .skip(1)
        .sorted(Comparator.comparing(part -> !part.startsWith(ArmOption.WARMUP.word() + "=")))
        .toList();
  }

  private static ArmPlan with(ArmPlan plan, String part) {
    try {
      int equals = part.indexOf('=') + 1;
      return ArmOption.of(part.substring(0, equals)).with(plan, part.substring(equals));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arm setting " + part + ", expected " + EXPECTED, e);
    }
  }

  /// The form that `parse` reads, with every setting said.
  public static String of(ArmPlan plan) {
    List<String> parts = new ArrayList<>(List.of(plan.name()));
    for (ArmOption option : ArmOption.values()) parts.add(option.text(option.of(plan)));
    return String.join(",", parts);
  }
}
