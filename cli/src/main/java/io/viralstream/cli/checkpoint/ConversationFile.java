package io.viralstream.cli.checkpoint;

import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.RecordFile;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.ingest.LlavaSample;
import io.viralstream.gateway.ingest.LlavaSample.SampleDraft;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.images.ImageLimits;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Turn;
import io.viralstream.models.tuning.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of conversations as the gateway reads them, each ready to be learnt. One that cannot be
/// learnt refuses the file: a loss over the others would look like one over all.
public final class ConversationFile {
  /// Samples whose features are in memory at once.
  private static final int MOST = 10_000;

  private final LlavaSample format = new LlavaSample(Limits.defaults());
  private final PictureReader pictures;
  private final Path file;
  private final Optional<ImageFolder> images;

  /// @param images the folder that pictures' names are looked up in; data URLs need none
  public ConversationFile(Path file, Optional<ImageFolder> images) {
    this.file = file;
    this.images = images;
    this.pictures = PictureReader.standard(Runtime.getRuntime().maxMemory());
  }

  /// One conversation.
  ///
  /// @param id its own, else its number in the file, from 1
  public record Conversation(String id, TrainSample sample) {}

  /// @param progress of the file's bytes
  /// @throws Refused naming file, line and field
  /// @throws IOException where the file cannot be read, or is no text in UTF-8
  public List<Conversation> read(Tuning tuning, Progress progress) throws IOException {
    List<Conversation> all = new ArrayList<>();
    try (RecordFile records = RecordFile.open(file)) {
      for (Optional<RecordFile.Placed> next = records.next();
          next.isPresent();
          next = records.next()) {
        if (all.size() == MOST) throw new Refused(file, "has more than " + MOST + " samples");
        all.add(conversation(tuning, next.get(), all.size() + 1));
        progress.at(records.position(), all.size() + " samples");
      }
    }
    if (all.isEmpty()) throw new Refused(file, "has no sample");
    return all;
  }

  private Conversation conversation(Tuning tuning, RecordFile.Placed placed, int number) {
    String id = String.valueOf(number);
    try {
      SampleDraft draft = format.read(placed.document());
      id = draft.clientId().orElse(id);
      Optional<Picture> picture = Optional.empty();
      if (draft.image().isPresent()) picture = Optional.of(picture(draft.image().get()));
      List<Turn> turns =
          draft.turns().stream()
              .map(turn -> new Turn(turn.getQuestion(), turn.getAnswer()))
              .toList();
      return new Conversation(id, tuning.sample(turns, picture, draft.pictureTurn()));
    } catch (ProblemException bad) {
      throw new Refused(placed.place(), id, bad.problem().detail());
    } catch (TextRejected bad) {
      throw new Refused(placed.place(), id, String.valueOf(bad.getMessage()));
    } catch (ImageFolder.Unavailable missing) {
      throw new Refused(placed.place(), id, missing.reason());
    } catch (ImageRejected bad) {
      throw new Refused(placed.place(), id, "image: " + bad.getMessage());
    }
  }

  private Picture picture(Field field) throws ImageFolder.Unavailable, ImageRejected {
    return pictures.read(bytes(field));
  }

  private byte[] bytes(Field field) throws ImageFolder.Unavailable {
    if (field.text().regionMatches(true, 0, "data:", 0, 5) || images.isEmpty()) {
      return Attachments.none().image(field, ImageLimits.STANDARD.maxBytes()).bytes();
    }
    return images.get().read(field.text()).bytes();
  }

  /// A file with something that cannot be learnt; the message names file, line and field.
  public static final class Refused extends RuntimeException {
    Refused(Path file, String reason) {
      super(file.getFileName() + ": " + reason);
    }

    Refused(String place, String id, String reason) {
      super(place + " (sample " + id + "): " + reason);
    }
  }
}
