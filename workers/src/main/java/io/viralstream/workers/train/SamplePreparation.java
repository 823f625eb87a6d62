package io.viralstream.workers.train;

import io.viralstream.images.ImageMarker;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.PictureReader;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Turn;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.ImageSource;
import java.util.List;
import java.util.Optional;

/// From a task to a sample that can be learnt, or the reason why it cannot.
public final class SamplePreparation {
  private final PromptEncoder prompts;
  private final ImageSource images;
  private final PictureReader pictures;
  private final List<Preprocessing> preprocessings;
  private final SampleLimits limits;

  /// @param preprocessings of all encoders that look at a sample's picture
  public SamplePreparation(
      PromptEncoder prompts,
      ImageSource images,
      PictureReader pictures,
      List<Preprocessing> preprocessings,
      SampleLimits limits) {
    this.prompts = prompts;
    this.images = images;
    this.pictures = pictures;
    this.preprocessings = List.copyOf(preprocessings);
    this.limits = limits;
  }

  PreparedSample prepare(long offset, TrainTask task, Sample sample) throws SampleRejected {
    PackedSample text = packed(sample, sample.getImage().isPresent() ? limits.visualTokens() : 0);
    Optional<HashedPicture> picture = Optional.empty();
    if (text.visualTokens() > 0) picture = Optional.of(picture(sample.getImage().orElseThrow()));
    return new PreparedSample(
        sample.getId(),
        task.getFeed(),
        task.getPass(),
        offset,
        text,
        picture,
        sample.getCategory());
  }

  private PackedSample packed(Sample sample, int visualTokens) throws SampleRejected {
    EncodedPrompt prompt = encode(sample);
    if (prompt.answerTokens() == 0) {
      throw new SampleRejected(Category.INVALID, "turns: no answer token to learn");
    }
    return switch (limits.packing()) {
      case ISOLATED -> {
        check(prompt, visualTokens);
        yield TrainSample.packed(prompt, visualTokens);
      }
      case CHAINED -> cut(TrainSample.packed(prompt, visualTokens));
    };
  }

  private PackedSample cut(PackedSample whole) throws SampleRejected {
    Optional<PackedSample> cut = whole.cutTo(limits.context());
    if (cut.isPresent()) return cut.get();
    throw new SampleRejected(
        Category.TOO_LONG,
        "of "
            + whole.length()
            + " tokens, the first "
            + limits.context()
            + " hold no answer token");
  }

  private EncodedPrompt encode(Sample sample) throws SampleRejected {
    refuseMarkers(sample);
    List<Turn> turns =
        sample.getTurns().stream()
            .map(turn -> new Turn(turn.getQuestion(), turn.getAnswer()))
            .toList();
    try {
      EncodedPrompt prompt =
          sample.getImage().isPresent()
              ? prompts.conversation(limits.packing(), turns, pictureTurn(sample))
              : prompts.conversation(limits.packing(), Subject.TEXT, turns);
      prompt.requireBelow(limits.vocabulary());
      return prompt;
    } catch (TextRejected bad) {
      throw new SampleRejected(Category.INVALID, "turns: " + bad.getMessage());
    }
  }

  private static int pictureTurn(Sample sample) throws SampleRejected {
    int turn = sample.getPictureTurn();
    int turns = sample.getTurns().size();
    if (turn == 0 || turn > 0 && turn < turns) return turn;
    throw new SampleRejected(
        Category.INVALID, "pictureTurn=" + turn + ", expected one of " + turns + " turns");
  }

  /// The gateway takes LLaVA's `<image>` out; another producer of this topic may leave it in.
  private static void refuseMarkers(Sample sample) throws SampleRejected {
    boolean marked =
        sample.getTurns().stream()
            .anyMatch(
                turn -> ImageMarker.in(turn.getQuestion()) || ImageMarker.in(turn.getAnswer()));
    if (marked) {
      throw new SampleRejected(Category.INVALID, "turns: a text has <image>, expected none");
    }
  }

  private void check(EncodedPrompt prompt, int visualTokens) throws SampleRejected {
    int longest = prompt.longest(visualTokens);
    if (longest > limits.context()) {
      throw new SampleRejected(
          Category.TOO_LONG, "a turn takes " + longest + " tokens, context " + limits.context());
    }
    if (prompt.length() + visualTokens > limits.packed()) {
      throw new SampleRejected(
          Category.TOO_LONG,
          "all turns take "
              + (prompt.length() + visualTokens)
              + " tokens, limit "
              + limits.packed());
    }
  }

  private HashedPicture picture(ImageRef reference) throws SampleRejected {
    try {
      byte[] file = images.read(reference);
      return HashedPicture.of(reference.getSha256(), file, pictures, preprocessings);
    } catch (ImageSource.Unavailable missing) {
      throw new SampleRejected(missing.category(), "image: " + missing.getMessage());
    } catch (ImageRejected bad) {
      throw new SampleRejected(
          Category.IMAGE_CORRUPT, "image: " + reference.getUri() + ": " + bad.getMessage());
    }
  }
}
