package dev.seq4j.apps.captioning;

import dev.seq4j.models.captioning.FilmMemory;
import dev.seq4j.models.captioning.FilmReport;
import java.util.Locale;

/**
 * What came of {@code train films}.
 *
 * @param task {@code films}
 * @param outcome why the training ended
 * @param memory of the frames before
 * @param validationLoss nats a word of new films of descriptions that came in training
 * @param test films of each kind that were described
 * @param network how good its descriptions are
 * @param mostFrequent how good the description is that most frames have in training
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param parameters weights of the network
 * @param file the trained model
 * @param run the run's folder
 */
record FilmResult(
    String task,
    String outcome,
    FilmMemory memory,
    double validationLoss,
    int test,
    FilmData.Reports network,
    FilmData.Reports mostFrequent,
    long iterations,
    double trainSeconds,
    long parameters,
    String file,
    String run) {

  String line() {
    return String.format(
            Locale.ROOT,
            "%-34s %7s %7s %7s %7s %7s %14s%n",
            "right of frames, %",
            "frames",
            "wholly",
            "colour",
            "form",
            "action",
            "most frequent")
        + row(
            "whose description never came",
            network.newDescriptions(),
            mostFrequent.newDescriptions())
        + row("of films with such a frame", network.unseen(), mostFrequent.unseen())
        + row("of as many other films", network.seen(), mostFrequent.seen())
        + String.format(
            Locale.ROOT, "memory: %s; trained in %.0f s; model: %s", memory, trainSeconds, file);
  }

  private static String row(String name, FilmReport report, FilmReport baseline) {
    return String.format(
        Locale.ROOT,
        "%-34s %,7d %7.1f %7.1f %7.1f %7.1f %14.1f%n",
        name,
        report.frames(),
        100 * report.accuracy(),
        100 * report.placeAccuracy().get(0),
        100 * report.placeAccuracy().get(1),
        100 * report.placeAccuracy().get(2),
        100 * baseline.accuracy());
  }
}
