package io.viralstream.cli.command;

import io.viralstream.cli.settings.Setting;
import io.viralstream.models.tensor.Device;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--device`: where a model computes; outranks `VIRAL_DEVICE`.
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      converter = ByName.class,
      description = {
        "Where the model computes: cpu, cuda or cuda:N (default: VIRAL_DEVICE, else cpu).",
        "Where library, driver or card are missing, it ends with 4 and says which."
      })
  private Optional<Device> device = Optional.empty();

  /// The same invocation, with the device that the option names.
  Invocation over(Invocation given) {
    return device
        .map(named -> given.with(given.environment().with(Setting.VIRAL_DEVICE, named.name())))
        .orElse(given);
  }

  private static final class ByName implements ITypeConverter<Device> {
    @Override
    public Device convert(String name) {
      try {
        return Device.named(name);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(String.valueOf(unknown.getMessage()));
      }
    }
  }
}
