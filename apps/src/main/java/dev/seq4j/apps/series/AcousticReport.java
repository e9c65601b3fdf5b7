package dev.seq4j.apps.series;

import dev.seq4j.apps.plot.SoundSheet;
import dev.seq4j.core.sound.Mfcc;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import dev.seq4j.datasets.sound.Utterance;
import dev.seq4j.models.acoustic.FrameLabeller;
import dev.seq4j.models.acoustic.FrameReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/** What a labeller of frames makes of sounds that it has not heard before. */
final class AcousticReport {

  private static final String HEADER = "sound,speaker,said,heard,edits,frame accuracy";

  private final FrameLabeller labeller;
  private final List<Utterance> test;
  private final List<FrameReport.Labelled> labelled = new ArrayList<>();

  /**
   * @param labeller trained
   * @param test sounds that it has not heard, one or more
   */
  AcousticReport(FrameLabeller labeller, List<Utterance> test) {
    this.labeller = labeller;
    this.test = test;
    for (Utterance utterance : test) {
      float[][] probabilities = labeller.probabilities(labeller.features(utterance.sound()));
      int[] decoded = labeller.decode(probabilities);
      labelled.add(
          new FrameReport.Labelled(
              labeller.numbers(utterance.segments(), decoded.length),
              FrameLabeller.likeliest(probabilities),
              decoded,
              numbers(utterance.segments()),
              numbers(labeller.segments(decoded))));
    }
  }

  /** Returns the numbers of the words in segments, without silence. */
  private int[] numbers(List<Segment> segments) {
    return segments.stream()
        .mapToInt(segment -> labeller.labels().indexOf(segment.label()))
        .filter(number -> number > 0)
        .toArray();
  }

  FrameReport report() {
    return FrameReport.of(labelled);
  }

  static String describe(FrameReport report) {
    return String.format(
        Locale.ROOT,
        "frames right %.2f %% (before decoding %.2f %%, the most frequent label %.2f %%); of %,d"
            + " words %d substituted, %d inserted, %d deleted: word error rate %.2f %%; %.1f %% of"
            + " %,d sounds without error",
        100 * report.frameAccuracy(),
        100 * report.likeliestAccuracy(),
        100 * report.majorityAccuracy(),
        report.words(),
        report.substitutions(),
        report.insertions(),
        report.deletions(),
        100 * report.wordErrorRate(),
        100 * report.exact(),
        report.sounds());
  }

  static String words(List<Segment> segments) {
    return segments.stream().map(Segment::label).collect(Collectors.joining(" "));
  }

  /** Returns a CSV table of all sounds. */
  String table() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < test.size(); i++) {
      FrameReport.Labelled sound = labelled.get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%d,%.4f",
              StringEscapeUtils.escapeCsv(test.get(i).name()),
              StringEscapeUtils.escapeCsv(test.get(i).speaker()),
              StringEscapeUtils.escapeCsv(words(sound.said())),
              StringEscapeUtils.escapeCsv(words(sound.heard())),
              sound.edits().getDistance(),
              accuracy(sound)));
    }
    return String.join("\n", lines) + "\n";
  }

  private String words(int[] numbers) {
    return IntStream.of(numbers)
        .mapToObj(number -> labeller.labels().get(number))
        .collect(Collectors.joining(" "));
  }

  private static double accuracy(FrameReport.Labelled sound) {
    return IntStream.range(0, sound.truth().length)
            .filter(t -> sound.truth()[t] == sound.decoded()[t])
            .count()
        / (double) sound.truth().length;
  }

  /** Returns two sounds to look at: the middle one by frame accuracy, and the worst. */
  List<SoundSheet.Panel> panels() {
    List<Integer> rising =
        IntStream.range(0, test.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> accuracy(labelled.get(i))))
            .toList();
    return Stream.of(rising.get(rising.size() / 2), rising.get(0))
        .distinct()
        .map(
            i -> {
              Utterance utterance = test.get(i);
              String title =
                  String.format(
                      Locale.ROOT,
                      "%s: %.1f %% of the frames are right",
                      utterance.name(),
                      100 * accuracy(labelled.get(i)));
              return panel(labeller, title, utterance.sound(), utterance.segments());
            })
        .toList();
  }

  /**
   * Makes a picture of a sound.
   *
   * @param said what is known to be said; null if it is not known
   */
  static SoundSheet.Panel panel(
      FrameLabeller labeller, String title, Sound sound, List<Segment> said) {
    float[][] probabilities = labeller.probabilities(labeller.features(sound));
    return new SoundSheet.Panel(
        title,
        new Mfcc(labeller.settings().mfcc()).logEnergies(sound),
        probabilities,
        labeller.settings().mfcc().begin(0),
        labeller.settings().mfcc().begin(1) - labeller.settings().mfcc().begin(0),
        said,
        labeller.segments(labeller.decode(probabilities)));
  }
}
