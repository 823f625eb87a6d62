package io.viralstream.models.text;

/// A token that stands beside the vocabulary and is found in a text as it is written.
///
/// @param special whether it steers the model, and so must never come out of what people type
/// @param swallowsBefore whether blanks before it belong to it
/// @param swallowsBehind whether blanks behind it belong to it
record AddedToken(
    String content, int id, boolean special, boolean swallowsBefore, boolean swallowsBehind) {}
