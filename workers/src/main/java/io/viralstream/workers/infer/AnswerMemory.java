package io.viralstream.workers.infer;

import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Prompt;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.tensor.Device;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.util.Optional;

/// Which questions to one model may be answered from the folder of answers, and by which key.
///
/// Only greedy answers to an evaluation's questions on the CPU: there the bits do not depend on
/// what runs beside a question. A live question is computed in haste, and a card promises nothing
/// of the kind. A task with `uncached` neither reads the folder nor writes to it.
///
/// @param weights SHA-256 of the version's directory: weights, tokenizer, template, settings, and
///   the hash of the base where it was trained on one
/// @param folder where answers are kept, if anywhere
record AnswerMemory(LoadedModel model, String weights, Optional<AnswerFolder> folder) {
  /// Raise it with any change of the code after which a model answers otherwise.
  private static final int COMPUTATION = 1;

  /// Where a question's answer is kept; empty where it is to be computed in any case.
  Optional<AnswerEntry> entry(PreparedQuestion question, Prompt prompt) {
    InferTask task = question.task();
    boolean kept =
        folder.isPresent()
            && model.torch().settings().device().equals(Device.CPU)
            && task.getPurpose() == Purpose.EVALUATION
            && task.getDecoding().getTemperature() == 0
            && !task.getExecution().getUncached();
    return kept ? Optional.of(new AnswerEntry(key(question, prompt))) : Optional.empty();
  }

  /// The ids of the prompt hold tokenizer, template and question; the limit is the one asked for,
  /// which the context then cuts alike.
  private String key(PreparedQuestion question, Prompt prompt) {
    String picture =
        question
            .picture()
            .map(HashedPicture::sha256)
            .map(sha256 -> model.preprocessing().map(Object::toString).orElse("") + " " + sha256)
            .orElse("none");
    return String.join(
        "\n",
        "answer " + COMPUTATION,
        "weights " + weights,
        "engine " + model.torch().identity(),
        "decoder " + Runtime.version(), // decodes the pictures
        "prompt " + question.task().getPrompt() + " " + prompt.words(),
        "picture " + picture,
        "greedy " + question.task().getDecoding().getMaxTokens());
  }

  Optional<Reply.Said> find(Optional<AnswerEntry> entry) {
    return entry.flatMap(each -> folder.flatMap(kept -> kept.find(each)));
  }

  void keep(Optional<AnswerEntry> entry, Reply.Said said) {
    entry.ifPresent(each -> folder.ifPresent(kept -> kept.keep(each, said)));
  }
}
