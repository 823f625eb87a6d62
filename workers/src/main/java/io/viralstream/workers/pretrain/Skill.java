package io.viralstream.workers.pretrain;

import io.viralstream.workers.scenes.Category;

/// How well one kind of question is answered.
public record Skill(Category category, int asked, int right) {
  public double accuracy() {
    return (double) right / asked;
  }
}
