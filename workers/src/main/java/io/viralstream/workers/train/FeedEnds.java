package io.viralstream.workers.train;

import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.OpenEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Which feed ends an arm has seen, wholly or in part.
///
/// An end stands once in every partition of `samples`; it is complete when its markers came from
/// all of them. Of completed ends the newest 4,096 are remembered, which fits a checkpoint record.
final class FeedEnds {
  private static final int REMEMBERED = 4_096;

  private record Markers(String feed, int partitions, TreeSet<Integer> seen) {}

  private final Map<String, Markers> open = new LinkedHashMap<>();
  private final SequencedSet<String> completed = new LinkedHashSet<>();

  /// FeedEnds as a checkpoint left them.
  static FeedEnds of(Checkpoint checkpoint) {
    FeedEnds ends = new FeedEnds();
    for (OpenEnd end : checkpoint.getOpenEnds()) {
      ends.open.put(
          end.getId(),
          new Markers(end.getFeed(), end.getPartitions(), new TreeSet<>(end.getSeen())));
    }
    ends.completed.addAll(checkpoint.getCompletedEnds());
    return ends;
  }

  /// Takes a marker and says whether it completed its end; a repeated one does not.
  boolean completes(FeedEnd marker) {
    if (completed.contains(marker.getId())) return false;
    Markers markers =
        open.computeIfAbsent(
            marker.getId(),
            id -> new Markers(marker.getFeed(), marker.getPartitions(), new TreeSet<>()));
    markers.seen().add(marker.getPartition());
    if (markers.seen().size() < markers.partitions()) return false;
    open.remove(marker.getId());
    completed.add(marker.getId());
    if (completed.size() > REMEMBERED) completed.removeFirst();
    return true;
  }

  List<OpenEnd> open() {
    List<OpenEnd> ends = new ArrayList<>();
    open.forEach((id, markers) ->
        ends.add(
            new OpenEnd(id, markers.feed(), markers.partitions(), List.copyOf(markers.seen()))));
    return ends;
  }

  List<String> completed() {
    return List.copyOf(completed);
  }
}
