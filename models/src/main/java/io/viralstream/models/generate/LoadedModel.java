package io.viralstream.models.generate;

import io.viralstream.images.ImageMarker;
import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.Asking;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A model in memory, ready to answer; one that we trained and a published one are alike from here
/// on.
///
/// @param frame the one that it is trained in
/// @param preprocessing of pictures to the squares that its encoder takes, where it has one
/// @param endTokens the ids that each end an answer
/// @param repetitionPenalty of answers, where nobody says another
/// @param imageToken the id that stands for visual tokens, where the vocabulary has one
/// @param featureKey by what its features of a picture are known: of the weights' hash and the
///   preprocessing, so that the versions of an arm share them; empty where no picture is taken, or
///   nobody has hashed the weights, whose features are then not cached
/// @param shared numbers in weights that lay in memory before, and that others compute with too
public record LoadedModel(
    VisionLanguageModel model,
    PromptTemplate frame,
    Optional<Preprocessing> preprocessing,
    Tokenizer tokenizer,
    Asking asking,
    Set<Integer> endTokens,
    double repetitionPenalty,
    OptionalInt imageToken,
    Optional<String> featureKey,
    long shared)
    implements AutoCloseable {
  public LoadedModel {
    endTokens = Set.copyOf(endTokens);
  }

  /// Loads a directory that is complete: one of ours, a published LLaVA in either layout, or a
  /// language model. [ModelOpener] opens versions trained on a base, too.
  ///
  /// @throws CheckpointRejected naming file and part
  public static LoadedModel open(Torch torch, Path directory, ServingOptions options)
      throws IOException {
    return open(torch, DirectoryKind.open(directory), Optional.empty(), options);
  }

  /// @param sha256 of the directory, where it was verified
  static LoadedModel open(
      Torch torch, DirectoryKind directory, Optional<String> sha256, ServingOptions options)
      throws IOException {
    try {
      return switch (directory) {
        case DirectoryKind.Own own -> ViralCheckpoint.load(torch, own, options);
        case DirectoryKind.Answering published ->
            PublishedCheckpoint.load(torch, published, sha256, options);
        case DirectoryKind.Trained trained ->
            PublishedCheckpoint.load(torch, trained, sha256, options);
        case DirectoryKind.Vision vision ->
            PublishedCheckpoint.load(torch, vision, sha256, options);
      };
    } catch (TextRejected bad) {
      throw new CheckpointRejected(String.valueOf(bad.getMessage()), bad);
    }
  }

  public Torch torch() {
    return model.torch();
  }

  /// What its weights take beside those that lay in memory before, and its tokenizer by a round
  /// figure: three copies, 100 bytes a token.
  public long bytes() {
    long trained =
        model.projectorParameters().elements()
            + model.adapterParameters().elements()
            + model.residualParameters().elements();
    long frozen = model.parameters().elements() - model.projectorParameters().elements() - shared;
    long weights = Kind.F32.bytes() * trained + torch().numerics().weights().bytes() * frozen;
    return weights + 300L * model.language().settings().vocabulary();
  }

  /// Positions that a prompt and its answer may take together.
  public int context() {
    return model.language().settings().context();
  }

  /// z = V_ψ(I) of a picture of any size.
  ///
  /// @throws io.viralstream.models.text.TextRejected where it takes text alone
  public PatchFeatures see(Picture picture) {
    return imageEncoder().see(picture);
  }

  /// The same of a picture that waited for the model; the cache may know its features.
  public PatchFeatures see(HashedPicture picture, FeatureCache cache) {
    return featureKey
        .map(key -> new CachingImageEncoder(imageEncoder(), key, cache).see(picture))
        .orElseGet(() -> imageEncoder().see(picture));
  }

  private ImageEncoder imageEncoder() {
    return new ImageEncoder(
        ownPreprocessing(), new VisionEncoder(torch(), model.encoder())::encode);
  }

  /// The square that its encoder is shown of a picture.
  ///
  /// @throws io.viralstream.models.text.TextRejected where it takes text alone
  public Picture frame(Picture picture) {
    return ownPreprocessing().frame(picture);
  }

  private Preprocessing ownPreprocessing() {
    return preprocessing.orElseThrow(
        () -> new TextRejected("the model takes no picture: it is a language model alone"));
  }

  /// A text, and the picture that it is about where there is one, in this model's prompt. LLaVA's
  /// `<image>` is never spelled into it.
  ///
  /// @throws io.viralstream.models.text.TextRejected where it cannot be asked so
  public Question question(Optional<PatchFeatures> picture, String text) {
    return prompt(picture.isPresent() ? Subject.PICTURE : Subject.TEXT, text).about(picture);
  }

  /// A text in this model's prompt, before the picture was looked at.
  ///
  /// @throws io.viralstream.models.text.TextRejected where it cannot be asked so
  public Prompt prompt(Subject subject, String text) {
    EncodedPrompt prompt = asking.question(subject, withoutMarker(subject, text));
    int[] after = prompt.turns().getFirst().prompt();
    if (after.length == 0) throw new TextRejected("prompt: nothing is asked");
    prompt.requireBelow(model.language().settings().vocabulary());
    return new Prompt(prompt.opening(), after);
  }

  private static String withoutMarker(Subject subject, String text) {
    Optional<ImageMarker.Fault> fault =
        switch (subject) {
          case PICTURE -> ImageMarker.besidePicture(text);
          case TEXT -> ImageMarker.withoutPicture(text);
        };
    if (fault.isPresent()) throw new TextRejected("prompt " + fault.get().sentence());
    return ImageMarker.removed(text);
  }

  /// A question with the options of its answer; the picture counts as said.
  public Request request(Question question, Sampling sampling, Stopping stopping) {
    return new Request(question, sampling.penalizing(repetitionPenalty), stopping, imageToken);
  }

  /// Has it answer several requests at once; the caller closes that before the model.
  public Generator generator() {
    return new Generator(model);
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
  }
}
