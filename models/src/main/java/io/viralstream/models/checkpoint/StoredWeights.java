package io.viralstream.models.checkpoint;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gives a module the weights that files hold, as F32 whatever they are stored as.
///
/// They are copied once, from the mapped file into the engine's memory. Every weight that the
/// module asks for must be there in exactly its shape; nothing starts fresh in silence.
public final class StoredWeights implements WeightSource {
  private final Torch torch;
  private final WeightFiles files;

  private final Reading reading;

  /// From a stored tensor to one of the engine.
  private interface Reading {
    Tensor read(Torch torch, StoredTensor stored, Kind as);
  }

  public StoredWeights(Torch torch, WeightFiles files) {
    this(torch, files, TensorStorage::read);
  }

  private StoredWeights(Torch torch, WeightFiles files, Reading reading) {
    this.torch = torch;
    this.files = files;
    this.reading = reading;
  }

  /// Weights that stay in the mapped files where they are F32 there. Those files must stay as long
  /// as the model does, so this is not for checkpoints that others delete.
  public static StoredWeights mapped(Torch torch, WeightFiles files) {
    return new StoredWeights(
        torch, files, (engine, stored, as) -> TensorStorage.map(engine, stored, as, files));
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    StoredTensor stored = files.tensor(name);
    if (!Arrays.equals(stored.dimensions(), shape)) {
      throw refused(name, "shape " + stored.shape() + ", expected " + Arrays.toString(shape));
    }
    if (!stored.type().isWeight()) {
      throw refused(name, stored.type() + ", expected F32, F16 or BF16");
    }
    try (Scope scope = torch.inference()) {
      return scope.keep(reading.read(torch, stored, Kind.F32));
    }
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
        target.overwrite(TensorStorage.read(torch, fitting, Kind.F32));
      }
    }
  }

  private CheckpointRejected refused(String name, String reason) {
    return new CheckpointRejected(files.file(name) + ": tensor " + name + ": " + reason);
  }

  /// What a file holds of a module's parameters, in their own type.
  public static List<StoredTensor> of(Torch torch, Parameters parameters) {
    List<StoredTensor> stored = new ArrayList<>();
    try (Scope scope = torch.inference()) {
      for (String name : parameters.names()) {
        stored.add(TensorStorage.store(name, parameters.named(name)));
      }
    }
    return stored;
  }

  /// As [#of], rounded to half precision.
  public static List<StoredTensor> halved(Torch torch, Parameters parameters) {
    List<StoredTensor> stored = new ArrayList<>();
    for (String name : parameters.names()) {
      stored.add(
          StoredTensor.f16(name, parameters.named(name).shape(), parameters.read(torch, name)));
    }
    return stored;
  }

  /// As [#of], in half precision where that loses nothing: frozen weights that came from such a
  /// file.
  public static List<StoredTensor> narrowest(Torch torch, Parameters parameters) {
    List<StoredTensor> stored = new ArrayList<>();
    for (String name : parameters.names()) {
      long[] shape = parameters.named(name).shape();
      float[] values = parameters.read(torch, name);
      StoredTensor half = StoredTensor.f16(name, shape, values);
      boolean exact = Arrays.equals(half.floats(), values);
      stored.add(exact ? half : StoredTensor.f32(name, shape, values));
    }
    return stored;
  }
}
