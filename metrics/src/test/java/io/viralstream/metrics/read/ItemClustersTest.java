package io.viralstream.metrics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.read.ItemClusters.PicturedItem;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemClustersTest {
  private static final Group PAIR = new Group(Kind.PAIR, "7");
  private static final Group SOURCE = new Group(Kind.SOURCE, "COCO");

  @Test
  void questionsAboutOnePictureAreTogether() {
    assertEquals(
        List.of(List.of("1", "3"), List.of("2")),
        clusters(item("1", "x"), item("2", "y"), item("3", "x")));
  }

  @Test
  void whatHangsTogetherOverAPictureAndAGroupIsOne() {
    assertEquals(
        List.of(List.of("1", "2", "3")),
        clusters(item("1", "x"), item("2", "x", PAIR), item("3", "y", PAIR)));
  }

  @Test
  void anItemWithoutAPictureStandsForItself() {
    assertEquals(List.of(List.of("1"), List.of("2")), clusters(item("1", ""), item("2", "")));
  }

  @Test
  void aPartOfTheBenchmarkIsNoBond() {
    assertEquals(
        List.of(List.of("1"), List.of("2")),
        clusters(item("1", "x", SOURCE), item("2", "y", SOURCE)));
  }

  private static List<List<String>> clusters(PicturedItem... items) {
    return ItemClusters.items(ItemClusters.of(List.of(items))).stream()
        .map(cluster -> cluster.stream().map(ScoredItem::id).toList())
        .toList();
  }

  private static PicturedItem item(String id, String picture, Group... groups) {
    return new PicturedItem(
        new ScoredItem(id, "c", "yes", List.of(groups), Optional.empty()), picture);
  }
}
