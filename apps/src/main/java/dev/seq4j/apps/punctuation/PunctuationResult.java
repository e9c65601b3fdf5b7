package dev.seq4j.apps.punctuation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.models.labelling.LabellingReport;
import dev.seq4j.models.labelling.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of {@code train punctuation}.
 *
 * @param task {@code punctuation}
 * @param outcome why the training ended
 * @param validationLoss nats a word of the validation text, of the weights that were kept; null if
 *     nothing was validated
 * @param heldOut how good the labels of the held-out words are
 * @param thresholds from which probability each capital and mark is set
 * @param byWord those of the baseline that gives each word its most frequent label
 * @param majority those of the baseline that gives every word the label that most words have
 * @param vocabulary words and endings that are known
 * @param unknownRate share of held-out words that are known by their ending at most, 0 to 1
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
record PunctuationResult(
    String task,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    LabellingReport heldOut,
    Thresholds thresholds,
    LabellingReport byWord,
    LabellingReport majority,
    int vocabulary,
    double unknownRate,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  String line() {
    StringBuilder text = new StringBuilder();
    add(
        text,
        "%-10s %7s %9s %10s %7s %7s %9s%n",
        "held out",
        "words",
        "set from",
        "precision",
        "recall",
        "F1",
        "by word");
    List<Double> setFrom = new ArrayList<>(thresholds.capitals().values()); // as the classes
    setFrom.addAll(thresholds.marks().values());
    for (int i = 0; i < heldOut.classes().size(); i++) {
      LabellingReport.OfClass of = heldOut.classes().get(i);
      add(
          text,
          "%-10s %,7d %9.3f %10.3f %7.3f %7.3f %9.3f%n",
          of.name(),
          of.words(),
          setFrom.get(i),
          of.precision(),
          of.recall(),
          of.f1(),
          byWord.classes().get(i).f1());
    }
    addMean(text, "micro", heldOut.microF1(), byWord.microF1());
    addMean(text, "macro", heldOut.macroF1(), byWord.macroF1());
    add(
        text,
        "F1 of all %.3f: capitals %.3f, marks %.3f; by word %.3f, majority %.3f%n",
        heldOut.microF1(),
        heldOut.capitalF1(),
        heldOut.markF1(),
        byWord.microF1(),
        majority.microF1());
    add(
        text,
        "words wholly right %.2f %%, by word %.2f %%, majority %.2f %%%n",
        100 * heldOut.accuracy(),
        100 * byWord.accuracy(),
        100 * majority.accuracy());
    add(text, "trained in %.0f s; model: %s", trainSeconds, file);
    return text.toString();
  }

  private static void addMean(StringBuilder text, String name, double ours, double theirs) {
    add(text, "%-10s %7s %9s %10s %7s %7.3f %9.3f%n", name, "", "", "", "", ours, theirs);
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
