package dev.seq4j.models.translation;

import dev.seq4j.core.text.CharTokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.NumberedBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Words of random letters whose translation is the same word backwards: what a translator must look
 * at for its n-th letter is known.
 */
final class Backwards extends NumberedBatches {

  /** The letters, and nothing else. */
  static final Lexicon LETTERS = Lexicon.ofWords(List.of("abcdefgh"), new CharTokenizer(), 1);

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  private final int rows;

  /**
   * @param rows words a batch
   * @param batches of an epoch
   */
  Backwards(int rows, int batches) {
    super(batches);
    this.rows = rows;
  }

  /** Different words, the same for the same seed. */
  static List<String> words(int count, long seed) {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
      StringBuilder word = new StringBuilder();
      IntStream.range(0, length).forEach(i -> word.append((char) ('a' + random.nextInt(8))));
      words.add(word.toString());
    }
    return words;
  }

  static String backwards(String word) {
    return new StringBuilder(word).reverse().toString();
  }

  @Override
  protected MultiDataSet make(int number) {
    return of(words(rows, 1000 + number));
  }

  static MultiDataSet of(List<String> words) {
    Vocabulary vocabulary = LETTERS.vocabulary();
    int longest = words.stream().mapToInt(String::length).max().orElseThrow();
    INDArray source = Nd4j.zeros(DataType.INT32, words.size(), longest);
    INDArray target = Nd4j.zeros(DataType.INT32, words.size(), longest + 1);
    INDArray labels = Nd4j.zeros(DataType.INT32, words.size(), 1, longest + 1);
    INDArray sourceMask = Nd4j.zeros(DataType.FLOAT, words.size(), longest);
    INDArray targetMask = Nd4j.zeros(DataType.FLOAT, words.size(), longest + 1);
    for (int row = 0; row < words.size(); row++) {
      int[] ids = LETTERS.ids(words.get(row));
      int[] reversed = LETTERS.ids(backwards(words.get(row)));
      target.putScalar(row, 0, vocabulary.id(Vocabulary.BOS_TOKEN));
      for (int t = 0; t < ids.length; t++) {
        source.putScalar(row, t, ids[t]);
        target.putScalar(row, t + 1, reversed[t]);
        labels.putScalar(row, 0, t, reversed[t]);
        sourceMask.putScalar(row, t, 1);
      }
      labels.putScalar(row, 0, ids.length, vocabulary.id(Vocabulary.EOS_TOKEN));
      for (int t = 0; t <= ids.length; t++) {
        targetMask.putScalar(row, t, 1);
      }
    }
    return new MultiDataSet(
        new INDArray[] {source, target},
        new INDArray[] {labels},
        new INDArray[] {sourceMask, targetMask},
        new INDArray[] {targetMask});
  }

  /** What words become, backwards. */
  static String[] backwards(List<String> words) {
    return words.stream().map(Backwards::backwards).toArray(String[]::new);
  }
}
