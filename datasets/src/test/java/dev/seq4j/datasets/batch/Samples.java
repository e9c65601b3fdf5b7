package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.text.LabelledText;
import dev.seq4j.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Small data that the tests of this package share. */
final class Samples {

  static final Tokenizer WHITE_SPACE =
      new Tokenizer() {
        @Override
        public List<String> tokenize(String text) {
          return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }

        @Override
        public String join(List<String> tokens) {
          return String.join(" ", tokens);
        }

        @Override
        public String spec() {
          return "white-space";
        }
      };

  private Samples() {}

  /** Texts of these lengths; the first id of each tells its index, if the vocabulary allows. */
  static EncodedTexts ofLengths(int... lengths) {
    int[][] ids = new int[lengths.length][];
    int[] labels = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      ids[i] = new int[lengths[i]];
      Arrays.fill(ids[i], 1 + i);
      labels[i] = i % 2;
    }
    return EncodedTexts.of(ids, labels, List.of("negative", "positive"), lengths.length + 1);
  }

  /** Lengths as of IMDB's reviews: log-normal, median 175, cut to 50..400. */
  static int[] reviewLengths(int texts) {
    java.util.Random random = new java.util.Random(7);
    int[] lengths = new int[texts];
    Arrays.setAll(
        lengths,
        i ->
            (int)
                Math.max(
                    50, Math.min(400, Math.round(175 * Math.exp(0.65 * random.nextGaussian())))));
    return lengths;
  }

  /** Texts of words that are rare and frequent as in a language, one in ten empty. */
  static List<LabelledText> texts(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(10) == 0 ? 0 : random.nextInt(30);
      for (int t = 0; t < length; t++) {
        text.append(" w").append((int) Math.pow(500, random.nextDouble()));
      }
      texts.add(new LabelledText(text.toString(), random.nextBoolean() ? "positive" : "negative"));
    }
    return texts;
  }

  static int[] counting(int size) {
    int[] ids = new int[size];
    Arrays.setAll(ids, i -> i);
    return ids;
  }

  /** Returns tokens that are their places, from 1, with labels 0 to 3. */
  static LabelledTokens labelled(int size) {
    int[] ids = new int[size];
    int[] labels = new int[size];
    Arrays.setAll(ids, i -> i + 1);
    Arrays.setAll(labels, i -> i % 4);
    return new LabelledTokens(ids, labels, List.of("a", "b", "c", "d"), size + 1);
  }

  /** Returns a row of an integer array of two or three dimensions. */
  static int[] row(INDArray array, int row) {
    assertThat(array.dataType()).isEqualTo(DataType.INT32);
    return array.slice(row).dup('c').data().asInt();
  }

  /** Returns how many ones a row of a mask begins with, and checks that zeros follow. */
  static int ones(INDArray mask, int row) {
    assertThat(mask.dataType()).isEqualTo(DataType.FLOAT);
    float[] values = mask.slice(row).dup('c').data().asFloat();
    int ones = 0;
    while (ones < values.length && values[ones] == 1) {
      ones++;
    }
    for (int t = ones; t < values.length; t++) {
      assertThat(values[t]).isZero();
    }
    return ones;
  }

  static void assertSame(DataSet actual, DataSet expected) {
    assertThat(actual.getFeatures()).isEqualTo(expected.getFeatures());
    assertThat(actual.getLabels()).isEqualTo(expected.getLabels());
    assertThat(actual.getFeaturesMaskArray()).isEqualTo(expected.getFeaturesMaskArray());
    assertThat(actual.getLabelsMaskArray()).isEqualTo(expected.getLabelsMaskArray());
  }
}
