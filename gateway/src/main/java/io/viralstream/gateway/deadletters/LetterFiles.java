package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.deadletters.LetterSheet.HeaderView;
import io.viralstream.gateway.deadletters.LetterSheet.ResendableView;
import io.viralstream.gateway.deadletters.ResendCheck.Pictures;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.kafka.Places;
import io.viralstream.metrics.read.StoredLetter;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import io.viralstream.schemas.Resent;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Header;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/// The letters themselves, in the log: what they hold, and whether they can be sent again.
///
/// Their bytes may be anything. Nothing is done with them but reading them by the schema of the
/// topic that they come from, and all that is shown is cut to a length.
public final class LetterFiles {
  private static final int KEY = 200;
  private static final int HEADERS = 50;
  private static final int HEADER = 500;
  private static final int HEX = 256;
  private static final int FAULT = 500;

  /// Values that one request may hold in memory.
  private static final long CARRIED_BYTES = 32L << 20;

  private final TopicSerdes serdes;
  private final Function<Places, Pictures> pictures;

  /// @param images where samples' pictures come in
  public LetterFiles(TopicSerdes serdes, ImageIntake images) {
    this(serdes, places -> new StoredPictures(places, serdes.of(Topics.IMAGES), images));
  }

  LetterFiles(TopicSerdes serdes, Function<Places, Pictures> pictures) {
    this.serdes = serdes;
    this.pictures = pictures;
  }

  /// The first letters of a page that are carried at once, and how many are left for the next.
  record Carried(List<StoredLetter> letters, int rest) {}

  static Carried carried(List<StoredLetter> page) {
    long bytes = 0;
    for (int i = 0; i < page.size(); i++) {
      bytes += page.get(i).bytes();
      if (bytes > CARRIED_BYTES && i > 0) return new Carried(page.subList(0, i), page.size() - i);
    }
    return new Carried(page, 0);
  }

  ResendDecision decision(Places places, StoredLetter row) {
    return letter(places, row)
        .map(letter -> new ResendCheck(serdes, pictures.apply(places)).of(letter))
        .orElseGet(() ->
            new ResendDecision.Refused(
                row.id(), Refusal.VANISHED, "the letter is not in the log any more"));
  }

  LetterSheet sheet(Places places, StoredLetter row) {
    Optional<DeadLetter> found = letter(places, row);
    ByteBuffer value = found.flatMap(DeadLetter::getValue).orElseGet(() -> ByteBuffer.allocate(0));
    List<Header> headers = found.map(DeadLetter::getHeaders).orElse(List.of());
    Reading reading = read(row.origin().topic(), value);
    return new LetterSheet(
        LetterView.of(row),
        found.flatMap(DeadLetter::getKey).map(key -> Excerpt.text(key, KEY)).orElse(null),
        headers.stream().limit(HEADERS).map(LetterFiles::header).toList(),
        found.flatMap(Resent::before).map(id -> Excerpt.cut(id, KEY)).orElse(null),
        reading.record().map(RecordJson::of).orElse(null),
        reading.fault().map(fault -> Excerpt.cut(fault, FAULT)).orElse(null),
        Excerpt.hex(value, HEX),
        row.resent().isPresent() ? null : ResendableView.of(decision(places, row)));
  }

  /// A record, or why there is none.
  private record Reading(Optional<IndexedRecord> record, Optional<String> fault) {
    static Reading failed(String fault) {
      return new Reading(Optional.empty(), Optional.of(fault));
    }
  }

  private Reading read(String topic, ByteBuffer value) {
    Optional<Topic<?>> known =
        Topics.ALL.stream().filter(each -> each.name().equals(topic)).findFirst();
    if (known.isEmpty()) return Reading.failed("the schema of " + topic + " is not known here");
    if (!value.hasRemaining()) return Reading.failed("the letter does not hold the record's bytes");
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    try {
      return new Reading(Optional.of(serdes.of(known.get()).toRecord(bytes)), Optional.empty());
    } catch (SerializationException broken) {
      return Reading.failed(String.valueOf(broken.getMessage()));
    } catch (RetriableException away) {
      return Reading.failed("the schema registry does not answer");
    }
  }

  private Optional<DeadLetter> letter(Places places, StoredLetter row) {
    RecordPlace at = row.stored();
    return places
        .value(at.topic(), at.partition(), at.offset())
        .map(serdes.of(Topics.DEAD_LETTERS)::toRecord)
        .filter(letter -> letter.getId().equals(row.id()));
  }

  private static HeaderView header(Header header) {
    String value = header.getValue().map(bytes -> Excerpt.text(bytes, HEADER)).orElse("");
    return new HeaderView(Excerpt.cut(header.getKey(), KEY), value);
  }
}
