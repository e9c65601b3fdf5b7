package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.SentencePattern;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class FilmBatchesTest {

  private static final SentencePattern PATTERN =
      new SentencePattern(List.of(List.of("dark", "light"), List.of("even", "odd")));
  private static final int FRAMES = 3;

  /** Frames of one grey each, and what it is. */
  private static DescribedFilm film(long seed) {
    List<Picture> frames = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    for (int t = 0; t < FRAMES; t++) {
      int grey = (int) (seed >>> (8 * t) & 0xFF);
      frames.add(grey(grey));
      words.add(List.of(grey < 128 ? "dark" : "light", grey % 2 == 0 ? "even" : "odd"));
    }
    return new DescribedFilm(new Film(frames), words);
  }

  private static Picture grey(int grey) {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, grey * 0x010101);
    image.setRGB(1, 0, grey * 0x010101);
    return Picture.of(image);
  }

  private static FilmBatches batches(long seed) {
    return new FilmBatches(FilmBatchesTest::film, PATTERN, 4, 3, seed);
  }

  @Test
  void aBatchIsFilmsAndTheWordsOfEachFrame() {
    DataSet batch = batches(1).next();
    INDArray frames = batch.getFeatures();
    INDArray labels = batch.getLabels();

    assertThat(frames.shape()).containsExactly(4, 3 * 2, FRAMES);
    assertThat(labels.shape()).containsExactly(4, 1, 2 * FRAMES);
    assertThat(labels.dataType()).isEqualTo(DataType.INT32);
    assertThat(batch.getFeaturesMaskArray()).isNull();
    for (int row = 0; row < 4; row++) {
      for (int t = 0; t < FRAMES; t++) {
        int grey = Math.round(frames.getFloat(row, 0, t) * 255);
        assertThat(frames.getFloat(row, 5, t)).isEqualTo(frames.getFloat(row, 0, t));
        assertThat(labels.getInt(row, 0, 2 * t)).isEqualTo(grey < 128 ? 0 : 1);
        assertThat(labels.getInt(row, 0, 2 * t + 1)).isEqualTo(grey % 2 == 0 ? 2 : 3);
      }
    }
    assertThat(batches(1).inputColumns()).isEqualTo(6);
    assertThat(batches(1).getLabels()).containsExactly("dark", "light", "even", "odd");
    assertThat(batches(1).totalOutcomes()).isEqualTo(4);
  }

  @Test
  void batchesAreAFunctionOfSeedEpochAndNumber() {
    FilmBatches iterated = batches(5);
    List<DataSet> all = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      while (iterated.hasNext()) {
        all.add(iterated.next());
      }
      iterated.reset();
    }
    assertThat(all).hasSize(6);
    FilmBatches sought = batches(5);
    for (int i : new int[] {4, 0, 5}) {
      sought.seek(i / 3, i % 3);
      DataSet batch = sought.next();
      assertThat(batch.getFeatures()).isEqualTo(all.get(i).getFeatures());
      assertThat(batch.getLabels()).isEqualTo(all.get(i).getLabels());
    }
    assertThat(all.stream().map(batch -> batch.getFeatures().sumNumber()).distinct()).hasSize(6);
    assertThat(batches(6).next().getFeatures()).isNotEqualTo(all.get(0).getFeatures());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new FilmBatches(FilmBatchesTest::film, PATTERN, 0, 3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new FilmBatches(FilmBatchesTest::film, PATTERN, 4, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batches an epoch = 0: must be 1 or above");
    DescribedFilm one =
        new DescribedFilm(new Film(List.of(grey(3))), List.of(List.of("dark", "odd")));
    FilmBatches mixed =
        new FilmBatches(seed -> seed % 2 == 0 ? film(seed) : one, PATTERN, 16, 1, 1);
    assertThatThrownBy(mixed::next)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("as the others are");
    assertThatThrownBy(() -> new DescribedFilm(one.film(), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("film: 1 frames and 0 descriptions: must be as many");
  }
}
