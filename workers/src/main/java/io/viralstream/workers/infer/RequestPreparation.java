package io.viralstream.workers.infer;

import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Prompt;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.TextRejected;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.InferTask;
import java.util.Optional;

/// From a question to a request that one model can answer, or the reason why it cannot.
///
/// On the model thread, as the encoder may have to look at the picture; [QuestionPreparation] did
/// before what needs no model.
record RequestPreparation(LoadedModel model, FeatureCache features) {

  /// The question as ids; the picture is not looked at.
  Prompt prompt(PreparedQuestion question) throws QuestionRejected {
    Subject subject = question.picture().isPresent() ? Subject.PICTURE : Subject.TEXT;
    try {
      return model.prompt(subject, question.task().getQuestion());
    } catch (TextRejected bad) {
      throw new QuestionRejected(Category.INVALID, "question: " + bad.getMessage());
    }
  }

  Request prepare(PreparedQuestion question, Prompt prompt) throws QuestionRejected {
    Question asked = prompt.about(seen(question));
    int room = room(asked.packed().length());
    int most = Math.min(question.task().getDecoding().getMaxTokens(), room);
    Stopping stopping = new Stopping(model.endTokens(), Optional.empty(), most);
    return model.request(asked, Sampling.greedy(), stopping);
  }

  /// An item of an evaluation has the answer that it has anywhere; a live question has haste.
  static BatchSettings settings(InferTask task) {
    int together = task.getExecution().getBatch();
    BatchSettings usual = BatchSettings.defaults();
    BatchSettings wanted = together == 0 ? usual : usual.atMost(together);
    return switch (task.getPurpose()) {
      case EVALUATION, CLOSE, UNKNOWN -> wanted;
      case ASK -> wanted.fast();
    };
  }

  private int room(int promptTokens) throws QuestionRejected {
    int context = model.context();
    if (promptTokens < context) return context - promptTokens;
    throw new QuestionRejected(
        Category.TOO_LONG, "question takes " + promptTokens + " tokens, context " + context);
  }

  private Optional<PatchFeatures> seen(PreparedQuestion question) throws QuestionRejected {
    try {
      return question.picture().map(picture -> model.see(picture, features));
    } catch (TextRejected takesNone) {
      throw new QuestionRejected(Category.INVALID, "image: " + takesNone.getMessage());
    }
  }
}
