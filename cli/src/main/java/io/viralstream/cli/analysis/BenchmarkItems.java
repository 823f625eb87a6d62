package io.viralstream.cli.analysis;

import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.gateway.benchmarks.LogScan;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.kafka.Clients;
import io.viralstream.gateway.kafka.LogEnds;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.ImageSource;
import io.viralstream.workers.kafka.KafkaImages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/// The items of a sealed benchmark version with their pictures, from a stack's log, in the order of
/// their ids.
public final class BenchmarkItems implements AnalysisData {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SHOWN = 12; // digits of a version that tell it from others
  private static final Duration SCAN = Duration.ofMinutes(10);

  private final VersionName version;
  private final List<Asked> items;
  private final KafkaImages images;
  private final PictureReader reader;

  /// An item without what only scoring needs.
  private record Asked(String id, String question, Optional<ImageRef> image) {}

  private BenchmarkItems(
      VersionName version, List<Asked> items, KafkaImages images, PictureReader reader) {
    this.version = version;
    this.items = items;
    this.images = images;
    this.reader = reader;
  }

  /// Reads the items; pictures are read when it is their turn.
  ///
  /// @param most of the items, from the first id on
  /// @throws AnalysisRefused where there are none, or the log does not answer
  public static BenchmarkItems open(StackLog log, VersionName version, int most) {
    TopicSerdes serdes = log.serdes();
    SortedMap<String, Asked> items = new TreeMap<>();
    var clients = new Clients(log.kafka(), "analyse", PATIENCE);
    try (Admin admin = clients.admin()) {
      var scan =
          new TopicScan(
              () -> clients.consumer("scan"),
              LogEnds.from(admin, PATIENCE),
              SCAN,
              Clock.systemUTC());
      new LogScan(scan, serdes.of(Topics.BENCHMARK_ITEMS), Integer.MAX_VALUE)
          .each(version, item -> keep(item, items, most));
    } catch (ProblemException unread) {
      throw new AnalysisRefused("--benchmark: " + unread.getMessage());
    }
    if (items.isEmpty())
      throw new AnalysisRefused(
          "--benchmark: " + version.name() + "@" + version.version() + " has no items in the log");
    var connected = new ConnectedClients(Map.of("bootstrap.servers", log.kafka()));
    return new BenchmarkItems(
        version,
        List.copyOf(items.values()),
        new KafkaImages(connected, serdes),
        PictureReader.standard(Runtime.getRuntime().maxMemory()));
  }

  private static void keep(BenchmarkItem item, SortedMap<String, Asked> items, int most) {
    items.put(item.getId(), new Asked(item.getId(), item.getQuestion(), item.getImage()));
    if (items.size() > most) items.remove(items.lastKey());
  }

  /// The first of them, which share what pictures are read from.
  public BenchmarkItems first(int most) {
    List<Asked> fewer = items.subList(0, Math.min(most, items.size()));
    return new BenchmarkItems(version, List.copyOf(fewer), images, reader);
  }

  /// The picture of an item; empty where it has none, or it is gone.
  public Optional<Picture> picture(String id) {
    try {
      return items.stream().filter(each -> each.id().equals(id)).findFirst().map(this::picture);
    } catch (PictureFile.Refused none) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    String hash = version.version().substring(0, SHOWN);
    return "benchmark " + version.name() + "@" + hash + ", items " + items.size();
  }

  @Override
  public String key() {
    return ContentId.of(
        "benchmark items",
        List.of(version.name(), version.version(), Integer.toString(items.size())));
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public AnalysisItem at(int index) {
    Asked item = items.get(index);
    return new AnalysisItem(item.id(), item.question(), () -> picture(item), Optional.empty());
  }

  private Picture picture(Asked item) {
    ImageRef reference =
        item.image().orElseThrow(() -> new PictureFile.Refused("the item has no picture"));
    try {
      return reader.read(images.read(reference));
    } catch (ImageSource.Unavailable gone) {
      throw new PictureFile.Refused(gone.category() + ": " + gone.getMessage());
    } catch (ImageRejected bad) {
      throw new PictureFile.Refused("picture " + reference.getSha256() + ": " + bad.getMessage());
    }
  }

  @Override
  public boolean isLabelled() {
    return false;
  }

  @Override
  public void close() {
    images.close();
  }
}
