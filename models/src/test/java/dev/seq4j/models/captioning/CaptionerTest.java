package dev.seq4j.models.captioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.WarmupCosineSchedule;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.network.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A small network learns to name coloured squares in corners. */
class CaptionerTest {

  private static final int BATCHES = 150;

  private static Captioner trained;

  @TempDir private Path folder;

  private static CaptionerSettings tiny() {
    return CaptionerSettings.of(Corners.SIDE, Corners.SIDE)
        .withMaps(8)
        .withEmbedding(8)
        .withUnits(32);
  }

  private static Captioner untrained(CaptionerSettings settings) {
    return Captioner.create(settings, Corners.WORDS, Corners.VOCABULARY);
  }

  private static synchronized Captioner trained() {
    if (trained == null) {
      trained = untrained(tiny());
      trained
          .trainer()
          .schedule(new WarmupCosineSchedule(0.005, 0, BATCHES / 10, BATCHES))
          .clipNorm(1)
          .fit(new Corners(24, BATCHES));
    }
    return trained;
  }

  private static List<Picture> pictures(List<Corners.Example> examples) {
    return examples.stream().map(Corners.Example::picture).toList();
  }

  private static CaptionReport report(Captioner captioner) {
    List<Corners.Example> examples = Corners.examples(100, 5);
    AtomicInteger captioned = new AtomicInteger();
    CaptionReport report =
        CaptionReport.of(
            captioner,
            pictures(examples),
            examples.stream().map(Corners.Example::caption).toList(),
            captioner.search(),
            captioned::addAndGet);
    assertThat(captioned).hasValue(100);
    return report;
  }

  @Test
  void namesPicturesThatItHasNotSeen() {
    CaptionReport report = report(trained());
    assertThat(report.accuracy()).isGreaterThanOrEqualTo(0.95);
    assertThat(report.correct()).isEqualTo((int) Math.round(100 * report.accuracy()));
    assertThat(report.line()).endsWith(" % right of 100 pictures");
    Corners.Example example = Corners.examples(1, 6).get(0);
    assertThat(trained().caption(example.picture())).isEqualTo(example.caption());
    assertThat(report(untrained(tiny())).accuracy()).isLessThan(0.2);
  }

  /** By the whole network for each word anew, without a decoder that remembers anything. */
  private static String greedy(Captioner captioner, Picture picture) {
    Vocabulary vocabulary = captioner.vocabulary();
    float[] numbers = new float[Picture.CHANNELS * Corners.SIDE * Corners.SIDE];
    picture.copyTo(numbers, 0);
    INDArray read =
        Nd4j.create(numbers, new long[] {1, Picture.CHANNELS, Corners.SIDE, Corners.SIDE}, 'c');
    int[] written = {vocabulary.id(Vocabulary.BOS_TOKEN)};
    while (true) {
      INDArray next =
          captioner
              .graph()
              .output(false, read, Nd4j.createFromArray(new int[][] {written}))[0]
              .get(
                  NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(written.length - 1))
              .dup();
      next.putScalar(Vocabulary.PAD, 0).putScalar(Vocabulary.UNK, 0).putScalar(written[0], 0);
      int id = next.argMax(0).getInt(0);
      if (id == vocabulary.id(Vocabulary.EOS_TOKEN)
          || written.length > captioner.settings().maxLength()) {
        List<String> words = vocabulary.decode(Arrays.copyOfRange(written, 1, written.length));
        return captioner.tokenizer().join(words);
      }
      written = Arrays.copyOf(written, written.length + 1);
      written[written.length - 1] = id;
    }
  }

  /** Untrained networks, whose captions are of every kind and length. */
  @ParameterizedTest
  @EnumSource(names = {"GRU", "LSTM"})
  void aBeamOfOneIsGreedy(Cell cell) {
    Captioner captioner = untrained(tiny().withMaps(4).withUnits(24).withCell(cell).withSeed(6));
    captioner.graph().params().muli(2); // else all words are about as probable
    List<Picture> pictures = pictures(Corners.examples(8, 7));
    BeamSearch search = captioner.search();
    BeamSearch one =
        new BeamSearch(
            1,
            search.lengthPenalty(),
            search.begin(),
            search.end(),
            Set.of(Vocabulary.PAD, Vocabulary.UNK, search.begin()));

    List<String> made = captioner.caption(pictures, one).stream().map(Caption::text).toList();

    assertThat(made)
        .isEqualTo(pictures.stream().map(picture -> greedy(captioner, picture)).toList());
    assertThat(Set.copyOf(made)).hasSizeGreaterThan(1);
  }

  @Test
  void aPictureAmongOthersIsCaptionedAsAlone() {
    List<Picture> pictures = pictures(Corners.examples(70, 8)); // more than one batch
    List<Caption> together = trained().caption(pictures, trained().search());
    assertThat(together).hasSize(70);
    for (int i : new int[] {0, 33, 69}) {
      Caption alone = trained().caption(pictures.subList(i, i + 1), trained().search()).get(0);
      assertThat(alone.text()).isEqualTo(together.get(i).text());
      assertThat(alone.logProbability()).isCloseTo(together.get(i).logProbability(), within(1e-4));
    }
    assertThat(trained().caption(List.of(), trained().search())).isEmpty();
  }

  @Test
  void whatIsSavedIsLoaded() throws Exception {
    Path file = folder.resolve("model.zip");
    Provenance provenance = new Provenance("corners", "", 1, Map.of("test accuracy", 1.0));
    trained().save(file, provenance);

    Captioner loaded = Captioner.load(file);

    assertThat(loaded.settings()).isEqualTo(trained().settings());
    assertThat(loaded.vocabulary()).isEqualTo(trained().vocabulary());
    assertThat(loaded.card().provenance()).isEqualTo(provenance);
    assertThat(ModelFile.readCard(file).task()).isEqualTo(Captioner.TASK);
    List<Picture> pictures = pictures(Corners.examples(20, 9));
    assertThat(loaded.caption(pictures, loaded.search()))
        .isEqualTo(trained().caption(pictures, trained().search()));
    Path again = folder.resolve("again.zip");
    loaded.save(again, provenance);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void refusesPicturesOfAnotherSize() {
    Picture large = Corners.examples(1, 1).get(0).picture().scaled(24, 16);
    assertThatThrownBy(() -> trained().caption(large))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("picture of 24 x 16 pixels: the model needs 16 x 16");
  }

  @Test
  void refusesSettingsThatAreOutOfRange() {
    assertThatThrownBy(() -> CaptionerSettings.of(40, 30))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("height = 30: must be a multiple of 8, 16 or above");
    assertThatThrownBy(() -> tiny().withCell(Cell.RNN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cell = RNN: must be GRU or LSTM");
    assertThatThrownBy(() -> tiny().withMaps(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("maps = 0: must be 1 or above");
    assertThatThrownBy(() -> tiny().withLearningRate(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> Captioner.create(tiny(), Corners.WORDS, Vocabulary.builder().add("a").build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must have the special tokens <bos> and <eos>");
    assertThatThrownBy(
            () -> CaptionReport.of(trained(), List.of(), List.of(), trained().search(), none -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 or more");
  }
}
