package io.viralstream.gateway.batch;

import io.viralstream.gateway.json.Field;
import java.util.function.Supplier;

/// One record of a request, not yet read: reading may find that it is no JSON.
///
/// @param number from 1; in JSON Lines the line itself, blank ones counted
public record Line(int number, Supplier<Field> document) {}
