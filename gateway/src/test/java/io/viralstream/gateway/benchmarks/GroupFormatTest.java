package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupFormatTest {
  @Test
  void readsGroupsInTheOrderOfTheirKinds() {
    assertEquals(
        List.of(new ItemGroup(GroupKind.PAIR, "7", 2), new ItemGroup(GroupKind.SOURCE, "COCO", 0)),
        groups("[{\"kind\":\"source\",\"id\":\"COCO\"},{\"kind\":\"pair\",\"id\":7,\"size\":2}]"));
  }

  @Test
  void namesWhatIsWrong() {
    assertEquals(Optional.of("groups[0].kind"), field("[{\"kind\":\"PAIR\",\"id\":\"7\"}]"));
    assertEquals(Optional.of("groups[0].size"), field("[{\"kind\":\"pair\",\"id\":\"7\"}]"));
    assertEquals(
        Optional.of("groups[0].size"), field("[{\"kind\":\"axis\",\"id\":\"7\",\"size\":2}]"));
    assertEquals(
        Optional.of("groups[1]"),
        field("[{\"kind\":\"axis\",\"id\":\"7\"},{\"kind\":\"axis\",\"id\":\"8\"}]"));
  }

  @Test
  void countsTheItemsOfEachGroup() {
    var groups = new StagedGroups();
    groups.add(item("1", 2));
    assertTrue(groups.fault().orElseThrow().startsWith("1 groups"));
    groups.add(item("2", 2));
    assertEquals(Optional.empty(), groups.fault());
    groups.add(item("3", 2));
    assertTrue(groups.fault().isPresent());
  }

  @Test
  void namesAnItemThatContradictsItsGroup() {
    var groups = new StagedGroups();
    groups.add(item("1", 2));
    groups.add(item("2", 3));
    assertTrue(groups.fault().orElseThrow().startsWith("question 2 says"));
  }

  private static BenchmarkItem item(String id, int size) {
    return BenchmarkItem.newBuilder()
        .setId(id)
        .setSourceId(id)
        .setCategory("c")
        .setQuestion("q")
        .setTruth("yes")
        .setChoices(List.of())
        .setGroup(null)
        .setFingerprints(new Fingerprints("", null))
        .setGroups(List.of(new ItemGroup(GroupKind.PAIR, "7", size)))
        .build();
  }

  private static Optional<String> field(String text) {
    Problem problem = Refusals.of(() -> groups(text));
    return problem.field();
  }

  private static List<ItemGroup> groups(String text) {
    Field json =
        new BoundedJson(1_000).read(("{\"groups\":" + text + "}").getBytes(StandardCharsets.UTF_8));
    return GroupFormat.read(json.required("groups"));
  }
}
