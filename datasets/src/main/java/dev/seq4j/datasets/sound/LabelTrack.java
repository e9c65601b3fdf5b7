package dev.seq4j.datasets.sound;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.CsvTable;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Excerpt;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A file that says what is heard in a sound from when to when, in seconds: a label track as
 * Audacity exports it if its first line has a tab, else CSV with a header.
 *
 * <pre>
 *   0.210000   0.530000   seven            start,end,label
 *   0.840000   1.110000   two              0.21,0.53,seven
 * </pre>
 *
 * <p>The columns of CSV may stand anywhere among others. Lines of Audacity that begin with a
 * backslash, which give frequencies, are passed over. A line that has too few columns, a time that
 * is no number, an end that is not after its start, a start before the end of the line before, no
 * label, or an end after that of the sound, is a {@link BadLine}.
 */
public final class LabelTrack {

  /** Seconds by which a label may go beyond the sound, or over the one before, and is cut. */
  private static final double TOLERANCE = 0.05;

  private static final List<String> COLUMNS = List.of("start", "end", "label");

  private final DataFile file;
  private final BadLines bad;
  private final double seconds;

  private final List<Segment> segments = new ArrayList<>();
  private final List<BadLine> badLines = new ArrayList<>();

  /**
   * What was read.
   *
   * @param segments in their order, none over another
   * @param badLines those left out
   */
  public record Track(List<Segment> segments, List<BadLine> badLines) {

    public Track {
      segments = List.copyOf(segments);
      badLines = List.copyOf(badLines);
    }
  }

  private LabelTrack(DataFile file, double seconds, BadLines bad) {
    this.file = Objects.requireNonNull(file, "file");
    this.bad = Objects.requireNonNull(bad, "badLines");
    this.seconds = seconds;
  }

  /**
   * @param file the file; one that is empty says that nothing is heard
   * @param seconds how long the sound lasts
   * @param badLines what becomes of its bad lines
   * @return what it says
   * @throws InvalidInputException if it is no such file, or has a bad line and these are refused;
   *     names the file and the line
   */
  public static Track read(DataFile file, double seconds, BadLines badLines) {
    LabelTrack track = new LabelTrack(file, seconds, badLines);
    if (file.bytes() > 0) {
      track.read();
    }
    return new Track(track.segments, track.badLines);
  }

  private void read() {
    try (BufferedReader text = file.openText(Progress.NONE)) {
      text.mark(1 << 16);
      String first = text.readLine();
      text.reset();
      if (first != null && first.indexOf('\t') >= 0) {
        readTabs(text);
      } else {
        readCsv(text);
      }
    } catch (IOException e) {
      throw file.problem(e);
    }
  }

  private void readTabs(BufferedReader text) throws IOException {
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      String[] values = line.split("\t", -1);
      if (line.isBlank()) {
        bad(new BadLine(number, "is empty"));
      } else if (!line.startsWith("\\")) {
        if (values.length < COLUMNS.size()) {
          bad(new BadLine(number, "has %d of 3 columns".formatted(values.length)));
        } else {
          add(number, List.of(values));
        }
      }
    }
  }

  private void readCsv(BufferedReader text) throws IOException {
    new CsvTable(file, COLUMNS)
        .read(
            text,
            new CsvTable.Reader() {
              @Override
              public void row(long line, List<String> values) {
                add(line, values);
              }

              @Override
              public void bad(BadLine line) {
                LabelTrack.this.bad(line);
              }
            });
  }

  private void bad(BadLine line) {
    badLines.add(bad.report(file, line));
  }

  private void add(long line, List<String> values) {
    double[] times = new double[2];
    for (int i = 0; i < times.length; i++) {
      try {
        times[i] = Double.parseDouble(values.get(i).strip());
      } catch (NumberFormatException e) {
        bad(
            new BadLine(
                line,
                "has %s = %s, must be a number of seconds"
                    .formatted(COLUMNS.get(i), Excerpt.of(values.get(i)))));
        return;
      }
    }
    String label = values.get(2).strip();
    double before = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
    double start = Math.max(times[0], before);
    double end = Math.min(times[1], seconds);
    String problem = problem(times[0], times[1], before, label);
    if (problem == null && end <= start) {
      problem = "is over before %s, where the one before ends".formatted(before);
    }
    if (problem == null) {
      segments.add(new Segment(start, end, label));
    } else {
      bad(new BadLine(line, problem));
    }
  }

  private String problem(double start, double end, double before, String label) {
    if (label.isEmpty()) {
      return "has no label";
    }
    if (!(start >= 0)) {
      return "has start = %s, must be 0 or above".formatted(start);
    }
    if (!(end > start)) {
      return "has end = %s, must be after its start, %s".formatted(end, start);
    }
    if (start < before - TOLERANCE) {
      return "has start = %s, must be %s or after, where the one before ends"
          .formatted(start, before);
    }
    if (end > seconds + TOLERANCE) {
      return String.format(
          Locale.ROOT, "has end = %s, must be %.3f or before, the end of the sound", end, seconds);
    }
    return null;
  }

  /**
   * Writes a track that Audacity imports and {@link #read} reads.
   *
   * @param file replaced if it is there
   * @param segments what is heard
   * @throws InvalidInputException if it cannot be written
   */
  public static void write(Path file, List<Segment> segments) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append(
          String.format(
              Locale.ROOT, "%.6f\t%.6f\t%s%n", segment.start(), segment.end(), segment.label()));
    }
    AtomicFile.write(file, text.toString());
  }
}
