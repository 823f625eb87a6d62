package io.viralstream.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Tokens that `tokenizer_config.json` names beside those of `tokenizer.json`: transformers adds
/// those that are missing there, with ids of its own or of theirs.
///
/// Here nothing is added, so that each must be one of `tokenizer.json` already.
record ConfiguredTokens(List<Named> tokens) {
  private static final List<String> LISTS =
      List.of("additional_special_tokens", "extra_special_tokens");

  /// @param key that names it
  /// @param id where the key says one
  record Named(String key, String content, OptionalLong id) {}

  static ConfiguredTokens of(JsonNode config) {
    List<Named> tokens = new ArrayList<>();
    config
        .path("added_tokens_decoder")
        .properties()
        .forEach(each -> add(tokens, "added_tokens_decoder", each.getValue(), id(each.getKey())));
    for (String key : LISTS) {
      config.path(key).forEach(each -> add(tokens, key, each, OptionalLong.empty()));
    }
    return new ConfiguredTokens(List.copyOf(tokens));
  }

  private static void add(List<Named> tokens, String key, JsonNode token, OptionalLong id) {
    JsonNode content = token.isObject() ? token.path("content") : token;
    if (content.isTextual()) tokens.add(new Named(key, content.textValue(), id));
  }

  private static OptionalLong id(String key) {
    return key.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(key)) : OptionalLong.empty();
  }

  /// @throws TextRejected naming key and token where the tokenizer reads another one
  void requireIn(Tokenizer tokenizer) {
    for (Named token : tokens) {
      OptionalLong read = tokenizer.single(token.content());
      if (read.isPresent() && (token.id().isEmpty() || token.id().equals(read))) continue;
      throw new TextRejected(
          "tokenizer_config.json: "
              + token.key()
              + ": "
              + token.content()
              + " is no such token of tokenizer.json; write both anew with transformers'"
              + " save_pretrained");
    }
  }
}
