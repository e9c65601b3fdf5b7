package dev.seq4j.datasets.imdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.DataHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewCorporaTest {

  @TempDir private Path folder;

  private ReviewCorpora read(Path cache) {
    CorpusLocation sample =
        DataHome.of(Map.of(), folder).withOffline(true).locate(Catalogue.REVIEWS);
    return ReviewCorpora.read(sample, TableFormat.DEFAULT, new WordTokenizer(), cache);
  }

  @Test
  void dividesDataInOnePartByClassAndAlwaysAlike() {
    ReviewCorpora first = read(folder.resolve("one"));
    ReviewCorpora second = read(folder.resolve("two"));

    assertThat(first.train().size()).isEqualTo(480);
    assertThat(first.test().size()).isEqualTo(120);
    assertThat(Arrays.stream(first.test().labels()).sum()).isEqualTo(60);
    assertThat(second.test().tokens(7)).isEqualTo(first.test().tokens(7));
  }

  @Test
  void loadsWhatWasTokenizedBefore() {
    ReviewCorpora first = read(folder);
    assertThat(folder.resolve("tokens")).isNotEmptyDirectory();
    ReviewCorpora again = read(folder);

    assertThat(again.digest()).isEqualTo(first.digest());
    assertThat(again.train().tokens(3)).isEqualTo(first.train().tokens(3));
    assertThat(again.test().labels()).isEqualTo(first.test().labels());
  }

  @Test
  void readsWithoutACacheThatCanBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThat(read(file).train().size()).isEqualTo(480);
  }
}
