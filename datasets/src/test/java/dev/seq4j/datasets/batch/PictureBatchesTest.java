package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.datasets.scenes.Drawing;
import dev.seq4j.datasets.scenes.DrawnScenes;
import dev.seq4j.datasets.scenes.HeldOut;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class PictureBatchesTest {

  private static final Tokenizer WORDS =
      new WordTokenizer(WordTokenizer.Case.LOWER, WordTokenizer.Language.ENGLISH);
  private static final DrawnScenes SCENES = new DrawnScenes(HeldOut.NONE, false);
  private static final Vocabulary VOCABULARY = vocabulary("<bos>", "<eos>");

  private static Vocabulary vocabulary(String... specials) {
    var builder = Vocabulary.builder().withSpecials(specials);
    SCENES.sample(500, 1).stream()
        .map(CaptionedPicture::caption)
        .forEach(caption -> builder.addAll(WORDS.tokenize(caption)));
    return builder.build();
  }

  private static PictureBatches batches(long seed) {
    return new PictureBatches(SCENES, WORDS, VOCABULARY, 7, 3, seed);
  }

  private static void assertSame(MultiDataSet actual, MultiDataSet expected) {
    assertThat(actual.getFeatures()).containsExactly(expected.getFeatures());
    assertThat(actual.getLabels()).containsExactly(expected.getLabels());
    assertThat(actual.getLabelsMaskArray(0)).isEqualTo(expected.getLabelsMaskArray(0));
  }

  @Test
  void aBatchIsPicturesAndTheirCaptionsOneStepApart() {
    MultiDataSet batch = batches(1).next();

    assertThat(batch.getFeatures(0).shape())
        .containsExactly(7, Picture.CHANNELS, Drawing.SIDE, Drawing.SIDE);
    assertThat(batch.getFeatures(0).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(batch.getFeatures(0).minNumber().floatValue()).isBetween(0f, 1f);
    assertThat(batch.getFeaturesMaskArray(0)).isNull();
    INDArray in = batch.getFeatures(1);
    INDArray out = batch.getLabels(0);
    INDArray mask = batch.getLabelsMaskArray(0);
    assertThat(in.dataType()).isEqualTo(DataType.INT32);
    assertThat(batch.getFeaturesMaskArray(1)).isEqualTo(mask);
    for (int row = 0; row < 7; row++) {
      int length = mask.getRow(row).sumNumber().intValue();
      int[] ids = new int[length - 1];
      for (int t = 0; t < length - 1; t++) {
        ids[t] = out.getInt(row, 0, t);
        assertThat(in.getInt(row, t + 1)).isEqualTo(ids[t]);
      }
      assertThat(in.getInt(row, 0)).isEqualTo(VOCABULARY.id("<bos>"));
      assertThat(out.getInt(row, 0, length - 1)).isEqualTo(VOCABULARY.id("<eos>"));
      assertThat(WORDS.join(VOCABULARY.decode(ids)))
          .matches("a \\w+ \\w+ \\w+ .* a \\w+ \\w+ \\w+");
    }
  }

  @Test
  void batchesAreAFunctionOfSeedEpochAndNumber() {
    PictureBatches iterated = batches(5);
    List<MultiDataSet> all = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      while (iterated.hasNext()) {
        all.add(iterated.next());
      }
      iterated.reset();
    }
    assertThat(all).hasSize(6);
    PictureBatches sought = batches(5);
    for (int i : new int[] {4, 0, 5}) {
      sought.seek(i / 3, i % 3);
      assertSame(sought.next(), all.get(i));
    }
    assertThat(all.stream().map(batch -> batch.getFeatures(0).sumNumber()).distinct()).hasSize(6);
    assertThat(batches(6).next().getFeatures(0)).isNotEqualTo(all.get(0).getFeatures(0));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new PictureBatches(SCENES, WORDS, VOCABULARY, 0, 3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batch size = 0: must be 1 or above");
    assertThatThrownBy(() -> new PictureBatches(SCENES, WORDS, VOCABULARY, 7, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("batches an epoch = 0: must be 1 or above");
    assertThatThrownBy(() -> new PictureBatches(SCENES, WORDS, vocabulary(), 7, 3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must have the special tokens <bos> and <eos>");
    Picture odd = Picture.of(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
    PictureBatches mixed =
        new PictureBatches(
            seed -> seed % 2 == 0 ? SCENES.apply(1) : new CaptionedPicture(odd, "a cross"),
            WORDS,
            VOCABULARY,
            16,
            1,
            1);
    assertThatThrownBy(mixed::next)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("as the others are");
  }
}
