package io.viralstream.models.checkpoint;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Gives a module the weights that files hold, in the type of [Weights#kind] whatever they are
/// stored as, and under whatever names.
///
/// They are copied once, from the mapped file into the engine's memory, or stay in the file. Every
/// weight that the module asks for must be there in exactly its shape; nothing starts fresh in
/// silence, and [#left] tells what nothing has asked for.
public final class StoredWeights implements WeightSource {
  private final Torch torch;
  private final WeightFiles files;
  private final TensorNames names;
  private final Reading reading;
  private final SortedSet<String> left;

  /// From a stored tensor to one of the engine.
  private interface Reading {
    Tensor read(Torch torch, StoredTensor stored, Kind as);
  }

  /// Weights under our own names.
  public StoredWeights(Torch torch, WeightFiles files) {
    this(torch, files, SourceTensor::whole);
  }

  public StoredWeights(Torch torch, WeightFiles files, TensorNames names) {
    this(torch, files, names, TensorStorage::read);
  }

  private StoredWeights(Torch torch, WeightFiles files, TensorNames names, Reading reading) {
    this.torch = torch;
    this.files = files;
    this.names = names;
    this.reading = reading;
    left = new TreeSet<>(files.names());
  }

  /// Weights that stay in the mapped files where they are F32 there and here. Those files must stay
  /// as long as the model does, so this is not for checkpoints that others delete.
  public static StoredWeights mapped(Torch torch, WeightFiles files, TensorNames names) {
    return new StoredWeights(
        torch, files, names, (engine, stored, as) -> TensorStorage.map(engine, stored, as, files));
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    List<String> problems = problems(files, names, name, shape);
    if (!problems.isEmpty()) throw new CheckpointRejected(problems.getFirst());
    SourceTensor source = names.of(name);
    left.remove(source.name());
    StoredTensor part = source.in(files.tensor(source.name())).reshaped(shape);
    try (Scope scope = torch.inference()) {
      return scope.keep(reading.read(torch, part, Weights.kind(torch, name)));
    }
  }

  /// What is wrong with the tensor that a weight of ours is read from; nothing where it is sound.
  /// It is not read.
  public static List<String> problems(
      WeightFiles files, TensorNames names, String ours, long... shape) {
    SourceTensor source = names.of(ours);
    String where = files.file(source.name()) + ": tensor " + source.name();
    Optional<StoredTensor> stored = files.find(source.name());
    if (stored.isEmpty()) return List.of(where + " is missing");
    List<String> problems = new ArrayList<>();
    long[] whole = source.shape(shape);
    if (!Arrays.equals(stored.get().dimensions(), whole)) {
      problems.add(
          where + ": shape " + stored.get().shape() + ", expected " + Arrays.toString(whole));
    }
    if (!stored.get().type().isWeight()) {
      problems.add(where + ": " + stored.get().type() + ", expected " + names.weightTypes());
    }
    return problems;
  }

  /// The tensors that no module has asked for, in the order of their names.
  public SortedSet<String> left() {
    return Collections.unmodifiableSortedSet(left);
  }

  /// Replaces the values of parameters that exist, whose number of elements is stored alike.
  ///
  /// @throws CheckpointRejected where a tensor is missing or holds no weights
  public void into(Parameters parameters) {
    for (String name : parameters.names()) {
      StoredTensor stored = files.tensor(name);
      if (!stored.type().isWeight()) {
        throw new CheckpointRejected(name + ": is " + stored.type() + ", not F32, F16 or BF16");
      }
      try (Scope scope = torch.inference()) {
        Tensor target = parameters.named(name);
        StoredTensor fitting = stored.reshaped(target.shape());
        target.overwrite(TensorStorage.read(torch, fitting, target.kind()));
      }
    }
  }

  /// A module's parameters for a file, in their own type. They are read when they are written.
  public static List<WritableTensor> of(Parameters parameters) {
    return each(parameters, EngineTensor::of);
  }

  /// As [#of], rounded to half precision.
  public static List<WritableTensor> halved(Parameters parameters) {
    return each(parameters, EngineTensor::halved);
  }

  /// As [#of], in half precision where that loses nothing: frozen weights that came from such a
  /// file.
  public static List<WritableTensor> narrowest(Parameters parameters) {
    return each(parameters, EngineTensor::narrowest);
  }

  private static List<WritableTensor> each(
      Parameters parameters, BiFunction<String, Tensor, WritableTensor> written) {
    return parameters.names().stream()
        .map(name -> written.apply(name, parameters.named(name)))
        .toList();
  }
}
