package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.ItemGroup;
import java.util.List;
import java.util.Optional;

/// A benchmark's question as it was read and found good; its picture has still to be looked at.
///
/// Texts without an image marker are kept to the letter: the version is the hash of exactly these.
///
/// @param imageName what the benchmark calls the picture, where the client has said it
/// @param groups what the question counts together with, at most one of each kind
public record ItemDraft(
    String sourceId,
    String category,
    String question,
    String truth,
    List<String> choices,
    Optional<String> group,
    Optional<Field> image,
    Optional<String> imageName,
    List<ItemGroup> groups) {

  /// The draft as a record.
  public BenchmarkItem item(String id, Optional<ImageRef> picture, Fingerprints fingerprints) {
    return BenchmarkItem.newBuilder()
        .setId(id)
        .setSourceId(sourceId)
        .setCategory(category)
        .setQuestion(question)
        .setTruth(truth)
        .setChoices(choices)
        .setGroup(group.orElse(null))
        .setImage(picture.orElse(null))
        .setFingerprints(fingerprints)
        .setImageName(imageName.orElse(null))
        .setGroups(groups)
        .build();
  }
}
