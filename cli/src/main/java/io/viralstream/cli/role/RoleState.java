package io.viralstream.cli.role;

/// How a role is.
public sealed interface RoleState {
  /// It begins, or waits for a component.
  record Waiting() implements RoleState {}

  /// It does its work.
  record Ready() implements RoleState {}

  /// It must not do what it was asked for; started again in the same way it is refused again.
  record Refused(String reason) implements RoleState {}

  /// It ended by itself and will not come back.
  record Failed(String reason) implements RoleState {}

  static RoleState ready(boolean ready) {
    return ready ? new Ready() : new Waiting();
  }
}
