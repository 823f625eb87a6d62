package io.viralstream.cli.command;

import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--gateway`: which running gateway to talk to.
final class GatewayOption {
  @Option(
      names = "--gateway",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The gateway to talk to (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  Gateway connect(Pause pause) {
    return new Gateway(url, pause);
  }
}
