package io.viralstream.gateway.ingest;

import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.Turn;
import java.util.List;
import java.util.Optional;

/// A sample as it was read and found good; its picture has still to be looked at.
///
/// @param turns at least one; texts without blanks around them and without image marker
/// @param pictureTurn the turn that has the picture, from 0
/// @param note what was left out, if anything
record SampleDraft(
    Optional<String> clientId,
    List<Turn> turns,
    Optional<Field> image,
    int pictureTurn,
    Optional<String> note) {}
