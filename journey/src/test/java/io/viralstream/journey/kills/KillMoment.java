package io.viralstream.journey.kills;

/// When a process is killed.
enum KillMoment {
  RANDOM("at random"),
  ANSWERED("between answer and acknowledgement"),
  INSERTED("between insert and offset commit"),
  RENAMED("between checkpoint rename and transaction commit"),
  REBALANCE("during a rebalance"),
  EXPANSION("during an expansion"),
  REGISTRATION("during a registration");

  private final String words;

  KillMoment(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
