package io.viralstream.cli.role;

import io.viralstream.models.tensor.DeviceRefused;

/// A device that was asked for and cannot be had; the message says what is missing and how to get
/// it.
///
/// The words stand here alone: help texts and documents refer to them.
public final class DeviceUnavailable extends RuntimeException {
  DeviceUnavailable(DeviceRefused refused) {
    super(refused.getMessage() + ". " + remedy(refused), refused);
  }

  /// In the words that another process has said already.
  public DeviceUnavailable(String words) {
    super(words);
  }

  private static String remedy(DeviceRefused refused) {
    return switch (refused.missing()) {
      case LIBRARY ->
          "Missing is the library, CUDA's libtorch: pip install torch==2.7.1, then set"
              + " PYTORCH_LIBRARY_PATH to its folder torch/lib, PYTORCH_VERSION=2.7.1,"
              + " PYTORCH_FLAVOR=cu128, and LD_LIBRARY_PATH to torch/lib and the folders"
              + " nvidia/*/lib beside torch, as compose/.env lists them";
      case DRIVER ->
          "Missing is NVIDIA's driver, whose library is libcuda.so.1: install it on this machine"
              + " until `nvidia-smi` lists the card; a container must be given the card, as the"
              + " profile gpu in compose/compose.yaml does; without CUDA's libtorch"
              + " (PYTORCH_LIBRARY_PATH unset) the CPU needs no driver";
      case INDEX ->
          "Missing is a card of this index: `nvidia-smi -L` lists the cards, counted from 0, and"
              + " CUDA_VISIBLE_DEVICES hides all that it does not name";
      case NOTHING -> "Library, driver and card were found, but nothing can be computed there";
    };
  }
}
