package io.viralstream.models.tensor;

/// What AdamW remembers of one parameter.
///
/// @param mean exponential mean of its gradients, shaped like it
/// @param square exponential mean of their squares, shaped like it
/// @param steps updates so far, an F32 scalar
public record AdamState(Tensor mean, Tensor square, Tensor steps) implements AutoCloseable {
  @Override
  public void close() {
    mean.close();
    square.close();
    steps.close();
  }
}
