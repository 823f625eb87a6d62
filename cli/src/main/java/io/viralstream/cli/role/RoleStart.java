package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import java.io.IOException;

/// How one role is started against a cluster.
@FunctionalInterface
public interface RoleStart {
  /// Returns once the role runs; it may still wait for its first work.
  Role start(Cluster cluster, Environment environment) throws IOException, InterruptedException;
}
