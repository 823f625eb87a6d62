package io.viralstream.models.generate;

import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.VisionLanguageModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Has one model answer requests that come at any time: each answer grows by a token a step, beside
/// all others, and ends by itself. For one thread.
///
/// ```
/// try (Generator generator = new Generator(model)) {
///   Sequence first = generator.add(request, BatchSettings.defaults());
///   Sequence other = generator.add(streamed, BatchSettings.defaults(), id -> send(id));
///   while (generator.step()) {}
///   print(first.completion(), other.completion());
/// }
/// ```
///
/// Where a step throws, which is for want of memory or for a bug, it can only be closed.
public final class Generator implements AutoCloseable {
  private final VisionLanguageModel model;
  private final KeyValueBudget budget;
  private final Map<Shape, WindowGroup> groups = new LinkedHashMap<>();

  /// What sequences share that are continued together.
  private record Shape(BatchSettings settings, int window) {}

  /// With as much memory as its settings ask for.
  public Generator(VisionLanguageModel model) {
    this(model, KeyValueBudget.unbounded());
  }

  /// @param keyValueBytes for the keys and values of all its sequences; one runs whatever it takes
  public Generator(VisionLanguageModel model, long keyValueBytes) {
    this(model, new KeyValueBudget(keyValueBytes));
  }

  Generator(VisionLanguageModel model, KeyValueBudget budget) {
    this.model = model;
    this.budget = budget;
  }

  /// Takes a request in, which begins with the next step; those of equal settings share batches.
  ///
  /// @throws IllegalArgumentException where a prompt and its answer do not fit the model's context
  public Sequence add(Request request, BatchSettings settings) {
    return add(request, settings, TokenListener.none());
  }

  /// The same, with somebody who hears each token.
  public Sequence add(Request request, BatchSettings settings, TokenListener listener) {
    requireRoom(request);
    Sequence sequence = new Sequence(request, listener);
    add(sequence, settings);
    return sequence;
  }

  void add(Sequence sequence, BatchSettings settings) {
    BatchSettings held =
        settings.within(
            budget.limit(),
            KeyValueRows.bytes(model.torch().numerics(), model.language().settings(), 1, 1));
    Shape shape = new Shape(held, KeyValueRows.window(sequence.room(), context()));
    groups.computeIfAbsent(shape, this::group).add(sequence);
  }

  private WindowGroup group(Shape shape) {
    return new WindowGroup(model, shape.settings(), budget, shape.window());
  }

  /// Continues each open sequence that has room by a token, behind the one that a prompt gives when
  /// it is read; false where none was left.
  public boolean step() {
    List<WindowGroup> stepped = List.copyOf(groups.values()); // a listener may add others
    for (WindowGroup group : stepped) {
      if (!group.step()) groups.values().remove(group);
    }
    return !stepped.isEmpty();
  }

  /// What the model says to each request, in their order.
  ///
  /// @throws IllegalArgumentException as [#add], before any has begun
  public List<Completion> complete(List<Request> requests, BatchSettings settings) {
    requests.forEach(this::requireRoom);
    List<Sequence> sequences = requests.stream().map(each -> add(each, settings)).toList();
    while (sequences.stream().anyMatch(Sequence::isOpen)) step();
    return sequences.stream().map(Sequence::completion).toList();
  }

  private int context() {
    return model.language().settings().context();
  }

  private void requireRoom(Request request) {
    int positions = request.question().packed().positions();
    int most = request.stopping().most();
    if (positions + most > context()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "prompt.positions=%d with mostTokens=%d, expected at most %d together",
              positions,
              most,
              context()));
    }
  }

  /// Frees what sequences hold that have not ended.
  @Override
  public void close() {
    groups.values().forEach(WindowGroup::close);
    groups.clear();
  }
}
