package dev.seq4j.datasets.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.datasets.source.BadLines;
import dev.seq4j.datasets.source.DataFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTrackTest {

  private static final List<Segment> SEGMENTS =
      List.of(new Segment(0.25, 0.5, "seven"), new Segment(1, 1.5, "two"));

  private static LabelTrack.Track read(String text, BadLines badLines) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return LabelTrack.read(DataFile.inMemory("a.txt", content), 2, badLines);
  }

  @Test
  void readsWhatAudacityExports() {
    String text = "0.250000\t0.500000\tseven\n\\\t100.0\t2000.0\n1.0\t1.5\t two \n";
    assertThat(read(text, BadLines.REFUSE).segments()).isEqualTo(SEGMENTS);
  }

  @Test
  void readsCsvWithColumnsAnywhere() {
    String text = "who,end,label,start\nann,0.5,seven,0.25\nann,1.5,two,1\n";
    assertThat(read(text, BadLines.REFUSE).segments()).isEqualTo(SEGMENTS);
  }

  @Test
  void anEmptyTrackIsSilence() {
    assertThat(read("", BadLines.REFUSE).segments()).isEmpty();
    assertThat(read("start,end,label\n", BadLines.REFUSE).segments()).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path folder) {
    Path file = folder.resolve("new").resolve("a.txt");
    LabelTrack.write(file, SEGMENTS);
    assertThat(LabelTrack.read(DataFile.of(file), 2, BadLines.REFUSE).segments())
        .isEqualTo(SEGMENTS);
    LabelTrack.write(file, List.of());
    assertThat(LabelTrack.read(DataFile.of(file), 2, BadLines.REFUSE).segments()).isEmpty();
  }

  @Test
  void cutsWhatGoesALittleTooFar() {
    LabelTrack.Track track = read("0.2\t1.03\ta\n1.0\t2.04\tb\n", BadLines.REFUSE);
    assertThat(track.segments())
        .containsExactly(new Segment(0.2, 1.03, "a"), new Segment(1.03, 2, "b"));
  }

  @Test
  void namesEachLineThatItLeavesOut() {
    String text =
        "0.1\t0.2\ta\n0.3\t0.4\n\n0,5\t0.6\tb\n0.5\tNaN\tb\n-1\t0.3\tb\n0.5\t0.5\tb\n0.5\t0.6\t\n"
            + "0.1\t0.6\tb\n1.5\t3\tb\n0.18\t0.19\tb\n1.9\t2.0\tc\n";
    LabelTrack.Track track = read(text, BadLines.SKIP);
    assertThat(track.segments())
        .containsExactly(new Segment(0.1, 0.2, "a"), new Segment(1.9, 2, "c"));
    assertThat(track.badLines().stream().map(Object::toString))
        .containsExactly(
            "line 2 has 2 of 3 columns",
            "line 3 is empty",
            "line 4 has start = 0,5, must be a number of seconds",
            "line 5 has end = NaN, must be after its start, 0.5",
            "line 6 has start = -1.0, must be 0 or above",
            "line 7 has end = 0.5, must be after its start, 0.5",
            "line 8 has no label",
            "line 9 has start = 0.1, must be 0.2 or after, where the one before ends",
            "line 10 has end = 3.0, must be 2.000 or before, the end of the sound",
            "line 11 is over before 0.2, where the one before ends");
    assertThatThrownBy(() -> read(text, BadLines.REFUSE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a.txt: line 2 has 2 of 3 columns");
  }

  @Test
  void namesLinesOfCsv() {
    LabelTrack.Track track = read("start,end,label\n1,2\n0.5,x,b\n1,2,c\n", BadLines.SKIP);
    assertThat(track.segments()).containsExactly(new Segment(1, 2, "c"));
    assertThat(track.badLines().stream().map(Object::toString))
        .containsExactly(
            "line 2 has 2 of 3 columns", "line 3 has end = x, must be a number of seconds");
    assertThatThrownBy(() -> read("seven at one\n", BadLines.SKIP))
        .hasMessageContaining("must be a header with the columns start,end,label");
  }
}
