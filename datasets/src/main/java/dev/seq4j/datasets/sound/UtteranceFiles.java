package dev.seq4j.datasets.sound;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.sound.Sound;
import dev.seq4j.core.sound.SoundFile;
import dev.seq4j.datasets.source.BadLine;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.ContentDigest;
import dev.seq4j.datasets.source.CsvTable;
import dev.seq4j.datasets.source.DataFile;
import dev.seq4j.datasets.source.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sounds with their {@link LabelTrack}s, in a folder or named by a list.
 *
 * <pre>
 *   speech/                          file,labels,speaker
 *     ann/1.wav  ann/1.txt           ann/1.wav,ann/1.txt,ann
 *     ann/2.wav  ann/2.csv           ann/2.wav,ann/2.csv,ann
 *     bob/1.wav  bob/1.txt           bob/1.wav,bob/1.txt,bob
 * </pre>
 *
 * <p>In a folder each WAV file has its labels beside it, in a file of the same name that ends with
 * {@code .txt} or {@code .csv}; those of a folder inside it are of one speaker, those that lie in
 * it directly of one each. In a list, a CSV file with a header, paths begin where the list lies; an
 * empty speaker is one of his own. What cannot be used is left out and reported, or refused.
 */
public final class UtteranceFiles {

  private static final List<String> COLUMNS = List.of("file", "labels", "speaker");

  private static final List<String> LABELS = List.of(".txt", ".csv");

  private final Path path;
  private final BadLines badLines;

  private final List<Utterance> utterances = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /**
   * What was read.
   *
   * @param utterances in the order of the list, or of the files' names; one or more
   * @param leftOut what could not be used, a line each
   * @param digest SHA-256 of all that was read
   */
  public record Read(List<Utterance> utterances, List<String> leftOut, String digest) {

    public Read {
      utterances = List.copyOf(utterances);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * @param path a folder, or a list in CSV
   * @param badLines what becomes of what cannot be used
   */
  public UtteranceFiles(Path path, BadLines badLines) {
    this.path = Objects.requireNonNull(path, "path");
    this.badLines = Objects.requireNonNull(badLines, "badLines");
  }

  /**
   * @param rate samples a second to which every sound is brought
   * @return all utterances
   * @throws InvalidInputException if there is none, the list is no such list, or there is something
   *     that cannot be used and that is refused
   */
  public Read read(int rate) {
    utterances.clear();
    leftOut.clear();
    files.clear();
    Path root = path.toAbsolutePath();
    if (Files.isDirectory(path)) {
      readFolder(rate);
    } else {
      root = root.getParent();
      readList(DataFile.of(path), rate);
    }
    if (utterances.isEmpty()) {
      throw new InvalidInputException(
          path
              + ": holds no sound with labels"
              + (leftOut.isEmpty() ? "" : "; the first problem is " + leftOut.get(0)));
    }
    return new Read(utterances, leftOut, ContentDigest.sha256(root, files));
  }

  private void readFolder(int rate) {
    List<Path> sounds;
    try (Stream<Path> found = Files.walk(path, 2)) {
      sounds = found.filter(UtteranceFiles::isSound).sorted().toList();
    } catch (IOException e) {
      throw FileProblems.cannotRead(path, e);
    }
    for (Path sound : sounds) {
      String file = sound.getFileName().toString();
      String name = file.substring(0, file.lastIndexOf('.'));
      List<Path> labels =
          LABELS.stream()
              .map(end -> sound.resolveSibling(name + end))
              .filter(Files::exists)
              .toList();
      boolean ofSpeaker = !sound.getParent().equals(path);
      String speaker = ofSpeaker ? sound.getParent().getFileName().toString() : "";
      try {
        if (labels.isEmpty()) {
          throw new InvalidInputException(
              "%s: has no labels beside it, must have %s.txt or %s.csv"
                  .formatted(sound, name, name));
        }
        add(sound, labels.get(0), speaker, rate);
      } catch (InvalidInputException e) {
        if (badLines == BadLines.REFUSE) {
          throw e;
        }
        leftOut.add(e.getMessage());
      }
    }
  }

  private static boolean isSound(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".wav")
        && Files.isRegularFile(file);
  }

  private void readList(DataFile list, int rate) {
    List<BadLine> bad = new ArrayList<>();
    try (BufferedReader text = list.openText(Progress.NONE)) {
      new CsvTable(list, COLUMNS)
          .read(
              text,
              new CsvTable.Reader() {
                @Override
                public void row(long line, List<String> values) {
                  try {
                    add(
                        path.resolveSibling(values.get(0)),
                        path.resolveSibling(values.get(1)),
                        values.get(2),
                        rate);
                  } catch (InvalidInputException | InvalidPathException e) {
                    bad(new BadLine(line, "names what cannot be used, " + e.getMessage()));
                  }
                }

                @Override
                public void bad(BadLine line) {
                  bad.add(badLines.report(list, line));
                }
              });
    } catch (IOException e) {
      throw list.problem(e);
    }
    if (!bad.isEmpty()) {
      leftOut.add(0, list.name() + ": " + BadLines.describe(bad));
    }
  }

  private void add(Path soundFile, Path labelFile, String speaker, int rate) {
    Sound sound = SoundFile.read(soundFile).resampled(rate);
    DataFile labels = DataFile.of(labelFile);
    LabelTrack.Track track = LabelTrack.read(labels, sound.seconds(), badLines);
    if (!track.badLines().isEmpty()) {
      leftOut.add(labels.name() + ": " + BadLines.describe(track.badLines()));
    }
    String name = soundFile.toString();
    utterances.add(
        new Utterance(name, speaker.isEmpty() ? name : speaker, sound, track.segments()));
    files.add(soundFile.toAbsolutePath());
    files.add(labelFile.toAbsolutePath());
  }

  /**
   * Writes utterances so that {@link #read} reads them: a WAV file and a label track each.
   *
   * @param folder where they go, by their names
   * @param utterances whose names are paths that end with {@code .wav}
   * @throws InvalidInputException if a file cannot be written
   */
  public static void write(Path folder, List<Utterance> utterances) {
    for (Utterance utterance : utterances) {
      Path sound = folder.resolve(utterance.name());
      SoundFile.write(sound, utterance.sound());
      String file = sound.getFileName().toString();
      String labels = file.substring(0, file.length() - ".wav".length()) + ".txt";
      LabelTrack.write(sound.resolveSibling(labels), utterance.segments());
    }
  }
}
