package io.viralstream.streams;

import java.nio.file.Path;
import java.time.Duration;

/// How the stream applications run.
///
/// @param bootstrap Kafka's `host:port`, several separated by commas
/// @param prefix what the application ids begin with: `PREFIX-route`, `PREFIX-score` and
///   `PREFIX-group`
/// @param stateDirectory where stores are kept; another process must not use the same one
/// @param threads threads of each application
/// @param replication copies of the topics that the applications make for themselves
/// @param commit time between transactions: what follows is seen that much later
/// @param transactionTimeout how long others wait for the transaction of a killed process
/// @param silence a feed is ended for a partition after this time without a sample
/// @param answerWait how long an answer waits for its truth before it is a dead letter
/// @param patience how long an evaluation goes without an answer before what is missing is asked
///   again; each asking doubles it
/// @param askings how often an evaluation asks again before it is closed as failed
/// @param recordedSilence recorded answers are closed after this time without one
/// @param remembered how long after an evaluation's end its late answers still score
/// @param turn time between two chunks of an expansion, and between two reports of progress
/// @param chunk questions of one evaluation that one partition asks in a turn
/// @param storeMemory bytes that the on-disk stores of all applications may keep in memory
public record StreamsSettings(
    String bootstrap,
    String prefix,
    Path stateDirectory,
    int threads,
    int replication,
    Duration commit,
    Duration transactionTimeout,
    Duration silence,
    Duration answerWait,
    Duration patience,
    int askings,
    Duration recordedSilence,
    Duration remembered,
    Duration turn,
    int chunk,
    long storeMemory) {
  private static final long MIB = 1024L * 1024;

  public StreamsSettings {
    require(!bootstrap.isBlank(), "bootstrap", bootstrap, "HOST:PORT");
    require(prefix.matches("[A-Za-z0-9._-]{1,64}"), "prefix", prefix, "[A-Za-z0-9._-]{1,64}");
    require(threads >= 1 && threads <= 64, "threads", threads, "1 to 64");
    require(replication >= 1 && replication <= 7, "replication", replication, "1 to 7");
    between("commit", commit, Duration.ofMillis(1), Duration.ofSeconds(30));
    between("transactionTimeout", transactionTimeout, commit.plusMillis(1), Duration.ofMinutes(15));
    between("silence", silence, Duration.ofMillis(100), Duration.ofDays(1));
    between("answerWait", answerWait, Duration.ofSeconds(1), Duration.ofDays(1));
    between("patience", patience, Duration.ofSeconds(1), Duration.ofDays(1));
    require(askings >= 0 && askings <= 10, "askings", askings, "0 to 10");
    between("recordedSilence", recordedSilence, Duration.ofSeconds(1), Duration.ofDays(30));
    between("remembered", remembered, Duration.ofSeconds(1), Duration.ofDays(365));
    between("turn", turn, Duration.ofMillis(1), Duration.ofMinutes(1));
    require(chunk >= 1 && chunk <= 10_000, "chunk", chunk, "1 to 10000");
    require(storeMemory >= 4 * MIB, "storeMemory", storeMemory, "at least 4 MiB");
  }

  /// For one machine.
  public static StreamsSettings defaults(String bootstrap, Path stateDirectory) {
    return new StreamsSettings(
        bootstrap,
        "viral",
        stateDirectory,
        1,
        1,
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        3,
        Duration.ofDays(1),
        Duration.ofDays(30),
        Duration.ofMillis(200),
        200,
        24 * MIB);
  }

  /// The same with another number of threads.
  public StreamsSettings withThreads(int threads) {
    return with(threads, replication, patience);
  }

  /// The same with another number of copies.
  public StreamsSettings withReplication(int replication) {
    return with(threads, replication, patience);
  }

  /// The same with another wait for answers before an evaluation asks again.
  public StreamsSettings withPatience(Duration patience) {
    return with(threads, replication, patience);
  }

  private StreamsSettings with(int threads, int replication, Duration patience) {
    return new StreamsSettings(
        bootstrap,
        prefix,
        stateDirectory,
        threads,
        replication,
        commit,
        transactionTimeout,
        silence,
        answerWait,
        patience,
        askings,
        recordedSilence,
        remembered,
        turn,
        chunk,
        storeMemory);
  }

  private static void between(String key, Duration value, Duration least, Duration most) {
    String expected = least + " to " + most;
    require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, key, value, expected);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds)
      throw new IllegalArgumentException("streams " + key + "=" + value + ", expected " + expected);
  }
}
