package io.viralstream.metrics.read;

import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.ScoredItem.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Items that say something about each other, together: those of one picture, and those of one
/// pair, set, figure or question; what hangs together over several of these is one cluster.
///
/// So no picture and no group lies in two clusters, and counts of clusters add up. MMVP's clusters
/// are its pairs, What's Up's its sets, HallusionBench's its sets of figures.
final class ItemClusters {

  /// @param picture its hash or name; empty where it has none
  record PicturedItem(ScoredItem item, String picture) {}

  private ItemClusters() {}

  static List<List<PicturedItem>> of(List<PicturedItem> items) {
    int[] leaders = new int[items.size()];
    for (int i = 0; i < leaders.length; i++) leaders[i] = i;
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      for (String bond : bonds(items.get(i))) {
        Integer other = known.putIfAbsent(bond, i);
        if (other != null) leaders[leader(leaders, i)] = leader(leaders, other);
      }
    }
    Map<Integer, List<PicturedItem>> clusters = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++)
      clusters.computeIfAbsent(leader(leaders, i), key -> new ArrayList<>()).add(items.get(i));
    return List.copyOf(clusters.values());
  }

  static List<List<ScoredItem>> items(List<List<PicturedItem>> clusters) {
    return clusters.stream()
        .map(cluster -> cluster.stream().map(PicturedItem::item).toList())
        .toList();
  }

  private static int leader(int[] leaders, int of) {
    int leader = of;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }

  private static List<String> bonds(PicturedItem one) {
    var bonds = new ArrayList<String>();
    if (!one.picture().isEmpty()) bonds.add("picture " + one.picture());
    for (Group group : one.item().groups()) {
      switch (group.kind()) {
        case IMAGE, PAIR, SET, FIGURE, QUESTION -> bonds.add(group.kind() + " " + group.id());
        case SOURCE, AXIS -> {}
      }
    }
    return bonds;
  }
}
