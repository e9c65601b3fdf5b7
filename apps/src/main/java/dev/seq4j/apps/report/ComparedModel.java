package dev.seq4j.apps.report;

import dev.seq4j.apps.plot.Curves;
import dev.seq4j.models.classifier.ClassificationReport;
import java.util.List;

/**
 * A model of a comparison.
 *
 * @param name by which it was asked for
 * @param report on the test texts
 * @param parameters numbers that were learned
 * @param trainSeconds training and validation
 * @param millisPerText to classify a test text, tokens given, many at a time
 * @param peakBytes most memory of the process while it was trained and tested
 * @param curve validation accuracy in the course of the training
 */
public record ComparedModel(
    String name,
    ClassificationReport report,
    long parameters,
    double trainSeconds,
    double millisPerText,
    long peakBytes,
    List<Curves.Point> curve) {

  public ComparedModel {
    curve = List.copyOf(curve);
  }
}
