package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.benchmarks.SealedItems.ItemScan;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.scoring.BenchmarkRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SealCheckTest {
  private static final VersionName VERSION = new VersionName("b", Records.VERSION);

  private final List<BenchmarkItem> log = new ArrayList<>();
  private final ItemScan scan =
      new ItemScan() {
        @Override
        public StagedItems scan(VersionName version) {
          var items = new StagedItems();
          log.forEach(item -> items.put(0, item));
          return items;
        }

        @Override
        public void each(VersionName version, Consumer<BenchmarkItem> reader) {
          log.forEach(reader);
        }
      };

  @Test
  void refusesAnEmptyTruthUnderAnyRuleButCaptions() {
    put("red", "", List.of());
    assertEquals(
        "rule: generic needs a label that is not empty, question red has another label",
        refusal(BenchmarkRule.GENERIC).detail());
    assertDoesNotThrow(() -> demand(BenchmarkRule.CHAIR));
  }

  @Test
  void refusesATruthThatIsNeitherYesNorNoUnderARuleOfThese() {
    put("red", "Yes", List.of());
    assertDoesNotThrow(() -> demand(BenchmarkRule.MME));
    put("blue", "maybe", List.of());
    assertEquals(
        "rule: mme needs yes or no, question blue has another label",
        refusal(BenchmarkRule.MME).detail());
  }

  @Test
  void refusesATruthThatTheSynonymsHaveNoObjectFor() {
    put("red", "cat, dog", List.of());
    assertDoesNotThrow(() -> demand(BenchmarkRule.CHAIR));
    put("blue", "puppy", List.of());
    Problem problem = refusal(BenchmarkRule.CHAIR);
    assertEquals(ProblemKind.CONFLICT, problem.kind());
    assertEquals(Optional.of("rule"), problem.field());
  }

  @Test
  void refusesAGroupThatLacksItemsByItsName() {
    put("red", "yes", pair("7", 2));
    put("green", "yes", pair("8", 1));
    assertEquals(
        "groups: pair 7 has 1 items, expected its size of 2", refusal(BenchmarkRule.POPE).detail());
    put("blue", "yes", pair("7", 2));
    assertDoesNotThrow(() -> demand(BenchmarkRule.POPE));
  }

  @Test
  void countsTheGroupsOfTheLastRecordOfAnItemAndThatOnce() {
    put("red", "yes", pair("7", 2));
    put("red", "yes", pair("8", 1));
    put("red", "yes", pair("8", 1));
    assertDoesNotThrow(() -> demand(BenchmarkRule.POPE));
  }

  @Test
  void tellsTheClientToComeBackWhereAnItemChangesMeanwhile() {
    put("red", "yes", List.of());
    StagedItems before = scan.scan(VERSION);
    log.clear();
    put("red", "no", List.of());
    assertEquals(
        ProblemKind.UNAVAILABLE,
        Refusals.of(() -> SealCheck.demand(request(BenchmarkRule.POPE), before, scan)).kind());
  }

  private Problem refusal(BenchmarkRule rule) {
    return Refusals.of(() -> demand(rule));
  }

  private void demand(BenchmarkRule rule) {
    SealCheck.demand(request(rule), scan.scan(VERSION), scan);
  }

  private SealRequest request(BenchmarkRule rule) {
    Optional<String> synonyms =
        rule == BenchmarkRule.CHAIR ? Optional.of("dog, puppy\ncat") : Optional.empty();
    return new SealRequest(VERSION, log.size(), false, rule, false, synonyms);
  }

  private static List<ItemGroup> pair(String id, int size) {
    return List.of(new ItemGroup(GroupKind.PAIR, id, size));
  }

  private void put(String colour, String truth, List<ItemGroup> groups) {
    log.add(
        BenchmarkItem.newBuilder()
            .setId(colour)
            .setSourceId(colour)
            .setCategory("c")
            .setQuestion("Is it " + colour + "?")
            .setTruth(truth)
            .setGroups(groups)
            .setFingerprints(new Fingerprints("", null))
            .build());
  }
}
