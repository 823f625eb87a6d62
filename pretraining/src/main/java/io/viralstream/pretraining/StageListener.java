package io.viralstream.pretraining;

/// Hears how far pretraining is; stages may run beside each other on different threads.
public interface StageListener {
  /// A step is done.
  ///
  /// @param step counted from 1 to `steps`
  /// @param loss of this step's batch
  void stepped(Stage stage, int step, int steps, double loss);

  /// A stage is skipped, because its weights were found where an earlier run left them.
  void resumed(Stage stage);
}
