package io.viralstream.cli.demo;

import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The demo's pictures and questions as files, written anew from their seed.
///
/// The held-out part has both worlds: what the stream teaches, and what the base model knew.
///
/// @param streamFolder conversations to train on, with their pictures
/// @param heldOutFolder questions to measure with, with their pictures
record DemoScenes(Path streamFolder, Path heldOutFolder) {

  /// Held-out scenes come from their own series: their side of the split decides, not the seed.
  static DemoScenes write(Path folder, DemoSettings settings) throws IOException {
    var scenes = new DemoScenes(folder.resolve("stream"), folder.resolve("held-out"));
    long seed = settings.seed();
    new SceneFolder(scenes.streamFolder())
        .writeConversations(SceneSource.streamTraining(seed).first(settings.streamScenes()));
    new SceneFolder(scenes.heldOutFolder())
        .writeItems(
            Stream.concat(
                SceneSource.streamHeldOut(seed).first(settings.taughtScenes()),
                SceneSource.baseHeldOut(seed).first(settings.keptScenes())));
    return scenes;
  }

  Path stream() {
    return streamFolder.resolve(SceneFolder.CONVERSATIONS);
  }

  Path heldOut() {
    return heldOutFolder.resolve(SceneFolder.ITEMS);
  }
}
