package io.viralstream.cli.role;

/// A role that runs until it is closed.
public interface Role extends AutoCloseable {
  String name();

  RoleState state();

  /// Stops in order: what was begun is finished or left so that another takes it up.
  @Override
  void close();
}
