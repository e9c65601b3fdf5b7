package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seq4j.core.train.Metrics;
import dev.seq4j.models.classifier.TextClassifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewServiceTest {

  @Test
  void trainsSavesLoadsAndAnswers(@TempDir Path folder) {
    Path model = folder.resolve("model.zip");
    Metrics metrics = ReviewService.train(model, 2);

    assertTrue(metrics.loss() < 0.75, "learns, or at least does no harm: " + metrics);
    String review = "A wonderful film.";
    assertEquals(
        TextClassifier.load(model).classify(review).label(),
        new ReviewService(model).classify(review));
  }

  @Test
  void logsThroughLogback() {
    assertEquals(
        "ch.qos.logback.classic.LoggerContext",
        org.slf4j.LoggerFactory.getILoggerFactory().getClass().getName());
  }
}
