package io.viralstream.pretraining;

import io.viralstream.scenes.Category;

/// How well one kind of question is answered.
public record Skill(Category category, int asked, int right) {
  public double accuracy() {
    return (double) right / asked;
  }
}
