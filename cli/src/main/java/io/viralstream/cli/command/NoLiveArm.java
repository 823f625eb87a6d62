package io.viralstream.cli.command;

/// Nothing trains, so waiting for a checkpoint would never end.
public final class NoLiveArm extends RuntimeException {
  NoLiveArm() {
    super("no arm is live: start one with `viral up` or `viral train --arm NAME`");
  }
}
