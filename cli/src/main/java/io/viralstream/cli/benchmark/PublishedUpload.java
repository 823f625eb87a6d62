package io.viralstream.cli.benchmark;

import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.benchmark.QuestionFile.Contents;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.SealRequest;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.BatchUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.ImageFolder.LocalImage;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.datasets.QuestionFiles;
import io.viralstream.datasets.QuestionInput;
import io.viralstream.datasets.RecordFault;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordSource.Placed;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ItemHashes;
import java.io.IOException;
import java.util.Optional;

/// Registers a benchmark from the files that it is published as: hashes it, sends its items under
/// the version that results, seals them.
///
/// A picture's bytes are those in the file, else those in the folder of pictures. Where there is no
/// such folder, a picture is its name, and only recorded answers can be evaluated.
public final class PublishedUpload {
  private static final int MOST = Limits.defaults().benchmarkItems();

  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  /// What becomes of one question.
  @FunctionalInterface
  private interface Step {
    void take(String place, QuestionItem item, Optional<LocalImage> image)
        throws IOException, InterruptedException;
  }

  public PublishedUpload(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @throws IOException where a file cannot be read, or a question is refused: then nothing is
  ///   sealed, and where it was refused on this side, nothing was sent
  public Contents register(
      QuestionInput input, Optional<ImageFolder> images, Registration benchmark)
      throws IOException, InterruptedException {
    Optional<String> synonyms = QuestionFiles.synonyms(input);
    var hashes = new ItemHashes();
    hash(input, images, benchmark, hashes);
    if (hashes.size() == 0) throw new IOException("no questions; nothing was sealed");
    var contents = new Contents(BenchmarkVersion.of(hashes, synonyms), hashes.size());
    send(input, images, benchmark, contents);
    gateway.seal(
        new SealRequest(
            benchmark.name(),
            contents.version(),
            contents.items(),
            benchmark.watched() ? SealRequest.Use.WATCHED : SealRequest.Use.ASKED,
            benchmark.rule(),
            synonyms));
    return contents;
  }

  private void hash(
      QuestionInput input, Optional<ImageFolder> images, Registration benchmark, ItemHashes hashes)
      throws IOException, InterruptedException {
    var counts = new UploadCounts();
    each(
        "hash",
        input,
        images,
        benchmark,
        counts,
        (place, item, image) -> add(hashes, place, item, counts));
    demandAll(counts);
  }

  private static void add(ItemHashes hashes, String place, QuestionItem item, UploadCounts counts)
      throws IOException {
    Optional<ItemHashes.Item> known = hashes.find(item.idHash());
    if (known.isEmpty()) hashes.put(item.idHash(), item.hash(), 0);
    else if (!known.get().hash().equals(item.hash()))
      counts.refuse(place, "label: was asked before with another truth");
    if (hashes.size() > MOST)
      throw new IOException(place + ": has more than " + MOST + " questions");
  }

  private void send(
      QuestionInput input, Optional<ImageFolder> images, Registration benchmark, Contents contents)
      throws IOException, InterruptedException {
    var counts = new UploadCounts();
    BatchUpload.Destination destination =
        batch -> gateway.items(benchmark.name(), contents.version(), batch);
    var batches = new BatchUpload("items", destination, counts, pause);
    each(
        "send",
        input,
        images,
        benchmark,
        counts,
        (place, item, image) -> batches.add(place, item.json(), image));
    batches.flush();
    demandAll(counts);
  }

  private void each(
      String verb,
      QuestionInput input,
      Optional<ImageFolder> images,
      Registration benchmark,
      UploadCounts counts,
      Step step)
      throws IOException, InterruptedException {
    try (RecordSource<BenchmarkQuestion> source = QuestionFiles.open(benchmark.rule(), input);
        Progress progress = console.progress(verb, source.size())) {
      long read = 0;
      while (next(source, images, counts, step)) progress.at(source.position(), ++read + " items");
      progress.at(source.size(), read + " items");
    }
  }

  private static boolean next(
      RecordSource<BenchmarkQuestion> source,
      Optional<ImageFolder> images,
      UploadCounts counts,
      Step step)
      throws IOException, InterruptedException {
    try {
      Optional<Placed<BenchmarkQuestion>> next = source.next();
      if (next.isEmpty()) return false;
      take(next.get().place(), next.get().record(), images, counts, step);
    } catch (RecordFault fault) {
      counts.refuse(fault.place(), fault.reason());
    }
    return true;
  }

  private static void take(
      String place,
      BenchmarkQuestion question,
      Optional<ImageFolder> images,
      UploadCounts counts,
      Step step)
      throws IOException, InterruptedException {
    try {
      Optional<LocalImage> image = image(question, images);
      step.take(place, QuestionItem.of(question, image), image);
    } catch (ImageFolder.Unavailable missing) {
      counts.refuse(place, missing.reason());
    } catch (ProblemException refused) {
      counts.refuse(place, refused.problem().detail());
    }
  }

  private static Optional<LocalImage> image(
      BenchmarkQuestion question, Optional<ImageFolder> images) throws ImageFolder.Unavailable {
    if (question.picture().isEmpty()) return Optional.empty();
    Picture picture = question.picture().get();
    if (picture.bytes().isPresent()) {
      byte[] bytes = picture.bytes().get();
      return Optional.of(new LocalImage(ContentId.of(bytes), bytes));
    }
    return images.isPresent() ? Optional.of(images.get().read(picture.name())) : Optional.empty();
  }

  /// A benchmark that was sealed without some of its questions would be another one.
  private void demandAll(UploadCounts counts) throws IOException {
    counts.remarks().forEach(console::note);
    if (counts.refused() > 0)
      throw new IOException(counts.refused() + " questions were refused; nothing was sealed");
  }
}
