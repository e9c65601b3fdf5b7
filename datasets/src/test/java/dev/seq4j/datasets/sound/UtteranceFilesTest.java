package dev.seq4j.datasets.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.datasets.source.BadLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UtteranceFilesTest {

  private static final List<Utterance> MADE = new SpokenDigits(3, 2, 1, 2, 20, 1).make();

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    UtteranceFiles.write(folder, MADE);
  }

  private UtteranceFiles.Read read(Path path) {
    return new UtteranceFiles(path, BadLines.SKIP).read(SpokenDigits.RATE);
  }

  private Path list(String rows) throws IOException {
    return Files.writeString(folder.resolve("list.csv"), "file,labels,speaker\n" + rows);
  }

  @Test
  void whatIsWrittenIsRead() {
    UtteranceFiles.Read read = new UtteranceFiles(folder, BadLines.REFUSE).read(SpokenDigits.RATE);
    assertThat(read.leftOut()).isEmpty();
    assertThat(read.digest()).hasSize(64).isEqualTo(read(folder).digest());
    assertThat(read.utterances()).hasSameSizeAs(MADE);
    for (int i = 0; i < MADE.size(); i++) {
      Utterance expected = MADE.get(i);
      Utterance actual = read.utterances().get(i);
      assertThat(actual.speaker()).isEqualTo(expected.speaker());
      assertThat(actual.name()).endsWith("wav");
      assertThat(actual.sound().samples())
          .containsExactly(expected.sound().samples(), within(1 / 32768f));
      assertThat(actual.segments()).hasSameSizeAs(expected.segments());
      for (int s = 0; s < expected.segments().size(); s++) {
        Segment segment = actual.segments().get(s);
        assertThat(segment.label()).isEqualTo(expected.segments().get(s).label());
        assertThat(segment.end()).isCloseTo(expected.segments().get(s).end(), within(1e-5));
      }
    }
  }

  @Test
  void bringsSoundsToTheRate() {
    for (Utterance utterance : new UtteranceFiles(folder, BadLines.SKIP).read(8000).utterances()) {
      assertThat(utterance.sound().rate()).isEqualTo(8000);
    }
  }

  @Test
  void readsAList() throws IOException {
    Path list =
        list("speaker002/001.wav,speaker002/001.txt,ann\nspeaker001/002.wav,speaker001/002.txt,\n");
    List<Utterance> utterances = read(list).utterances();
    assertThat(utterances).hasSize(2);
    assertThat(utterances.get(0).speaker()).isEqualTo("ann");
    assertThat(utterances.get(1).speaker()).isEqualTo(utterances.get(1).name());
    assertThat(utterances.get(1).sound().length()).isEqualTo(MADE.get(1).sound().length());
  }

  @Test
  void namesWhatItLeavesOutOfAFolder() throws IOException {
    Files.delete(folder.resolve("speaker001/001.txt"));
    Files.writeString(folder.resolve("speaker001/002.wav"), "noise");
    Files.writeString(folder.resolve("speaker002/001.txt"), "0.1\t0.2\tone\n0.1\t0.2\n");
    UtteranceFiles.Read read = read(folder);
    assertThat(read.utterances()).hasSize(4);
    assertThat(read.leftOut()).hasSize(3);
    assertThat(read.leftOut().get(0))
        .endsWith("001.wav: has no labels beside it, must have 001.txt or 001.csv");
    assertThat(read.leftOut().get(1)).contains("002.wav: is no sound that can be read");
    assertThat(read.leftOut().get(2))
        .endsWith("001.txt: 1 line is left out: line 2 has 2 of 3 columns");
    assertThatThrownBy(() -> new UtteranceFiles(folder, BadLines.REFUSE).read(16_000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("001.wav: has no labels beside it");
  }

  @Test
  void namesWhatItLeavesOutOfAList() throws IOException {
    Path list = list("none.wav,none.txt,ann\nx\nspeaker001/001.wav,speaker001/001.txt,ann\n");
    UtteranceFiles.Read read = read(list);
    assertThat(read.utterances()).hasSize(1);
    assertThat(read.leftOut()).hasSize(1);
    assertThat(read.leftOut().get(0))
        .contains("list.csv: 2 lines are left out: line 2 names what cannot be used, ")
        .endsWith("none.wav: no such file; line 3 has 1 of 3 columns");
    assertThatThrownBy(() -> new UtteranceFiles(list, BadLines.REFUSE).read(16_000))
        .hasMessageContaining("list.csv: line 2 names what cannot be used");
  }

  @Test
  void refusesWhatHoldsNothing() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> read(empty)).hasMessageEndingWith("empty: holds no sound with labels");
    assertThatThrownBy(() -> read(list("none.wav,none.txt,ann\n")))
        .hasMessageContaining("list.csv: holds no sound with labels; the first problem is ");
    assertThatThrownBy(() -> read(folder.resolve("nowhere"))).hasMessageContaining("no such file");
  }

  @Test
  void partsAreOfOtherSpeakers() {
    List<Utterance> made = new SpokenDigits(10, 2, 1, 1, 20, 1).make();
    SpeakerParts parts = SpeakerParts.of(made, 0.2, 0.3, 1);
    assertThat(parts.bySpeaker()).isTrue();
    assertThat(parts.test()).hasSize(6);
    assertThat(parts.validation()).hasSize(2);
    assertThat(parts.train()).hasSize(12);
    List<String> heard = parts.train().stream().map(Utterance::speaker).toList();
    assertThat(parts.test()).noneMatch(utterance -> heard.contains(utterance.speaker()));
    assertThat(parts.validation()).noneMatch(utterance -> heard.contains(utterance.speaker()));

    SpeakerParts ofOne = SpeakerParts.of(new SpokenDigits(1, 9, 1, 1, 20, 1).make(), 0.2, 0.3, 1);
    assertThat(ofOne.bySpeaker()).isFalse();
    assertThat(ofOne.test()).hasSize(3);
  }
}
