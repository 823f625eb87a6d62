package io.viralstream.cli.role;

import io.viralstream.workers.train.ArmPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An arm as one word of the command line: its name, and what differs from the default training.
///
/// Written `viral`, `baseline`, or `NAME,lambda=0.25,layer=3,teacher=self,seed=7,every=20`, with
/// any word of [ArmOption]; `baseline` is λ = 0 unless it says otherwise.
public final class ArmText {
  private static final String EXPECTED =
      "recipe=full|stage1|stage2|finetune, lambda=, layer=, teacher=model|self|none,"
          + " features=f32|f16|bf16, seed=, every=, width=, rate=, cosine=, warmup=, batch=, projectorrate=, rank=, alpha=,"
          + " dropout=, packing=, length=, shards=, microbatch=, recompute=, weights=f32|bf16|device,"
          + " steps=, feeds=, projectors=, objective=, residual= or teachergrid=";

  private ArmText() {}

  /// @throws IllegalArgumentException where the text is none of the forms above, naming the part
  public static ArmPlan parse(String text) {
    List<String> parts = parts(text);
    ArmPlan plan = ArmPlan.named(parts.getFirst());
    for (String part : inOrder(parts.subList(1, parts.size()))) plan = with(plan, part);
    return plan;
  }

  /// What has no equals sign goes on with the list before it: `feeds=a,b`.
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",")) {
      boolean goesOn = parts.size() > 1 && !part.contains("=");
      parts.add(goesOn ? parts.removeLast() + "," + part : part);
    }
    return parts;
  }

  /// The recipe first, whose defaults the others change; then the steps, which say a warm-up and a
  /// cosine; then the warm-up, as a cosine must be longer; each wherever it stands in the text.
  private static List<String> inOrder(List<String> parts) {
    List<ArmOption> early = List.of(ArmOption.RECIPE, ArmOption.STEPS, ArmOption.WARMUP);
    return parts.stream()
        .sorted(
            Comparator.comparingInt(part -> {
              int place = ArmOption.known(part).map(early::indexOf).orElse(-1);
              return place < 0 ? early.size() : place;
            }))
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
