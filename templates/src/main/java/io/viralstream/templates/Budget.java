package io.viralstream.templates;

/// How much a template of any author may do.
///
/// Work is counted, not timed, so that a template renders or is refused alike on every machine: one
/// unit for each part evaluated and item touched, and one for every few letters made or searched.
/// What is made counts twice over, so that the budget bounds memory too.
final class Budget {
  private static final int LETTERS = 16;

  /// Macros inside macros.
  private static final int DEEPEST_CALL = 24;

  private long left;
  private int calls;

  Budget(long work) {
    left = work;
  }

  void spend(long work) {
    left -= work;
    if (left < 0) throw new TemplateRejected("does more work than a template may");
  }

  /// Pays for a text before it is made or searched.
  void spendLetters(long letters) {
    spend(1 + letters / LETTERS);
  }

  void enterCall() {
    if (++calls > DEEPEST_CALL) {
      throw new TemplateRejected("calls itself more than " + DEEPEST_CALL + " deep");
    }
  }

  void leaveCall() {
    calls--;
  }
}
