package dev.seq4j.models.classifier;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.SparseVector;
import dev.seq4j.models.bundle.ModelEntries;
import dev.seq4j.models.bundle.ModelWeights;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a linear classifier has learned.
 *
 * <pre>
 *   score_c = bias_c + sum over the text's features j of x_j * weight_(j, c)
 * </pre>
 *
 * One column of weights is enough for two classes: it speaks for the second and, with its sign
 * turned, for the first. More classes have a column each, that class against all others.
 *
 * <p>The file's entry {@code linear.bin} holds the number of columns as an INT32, the biases and
 * then the weights feature by feature, FLOAT, all big-endian; {@code bag.bin} the features.
 *
 * @param bag the features
 * @param weights {@code [features, columns]}, row by row
 * @param bias of each column
 */
record LinearWeights(BagOfWords bag, float[] weights, float[] bias) implements ModelWeights {

  private static final String LINEAR = "linear.bin";

  static int columns(int classes) {
    return classes == 2 ? 1 : classes;
  }

  static LinearWeights read(ModelEntries entries, LinearSettings settings, Vocabulary vocabulary)
      throws IOException {
    BagOfWords bag =
        BagOfWords.read(
            entries.bytes(BagOfWords.ENTRY), settings.bag(), vocabulary, BagOfWords.ENTRY);
    ByteBuffer numbers = ByteBuffer.wrap(entries.bytes(LINEAR));
    int columns = numbers.remaining() >= Integer.BYTES ? numbers.getInt() : 0;
    long needed = (bag.size() + 1L) * columns * Float.BYTES;
    if (columns < 1 || numbers.remaining() != needed) {
      throw entries.problem(
          "is damaged, its %s holds %d columns in %d bytes, for %d features"
              .formatted(LINEAR, columns, numbers.remaining(), bag.size()));
    }
    float[] bias = new float[columns];
    float[] weights = new float[bag.size() * columns];
    numbers.asFloatBuffer().get(bias).get(weights);
    return new LinearWeights(bag, weights, bias);
  }

  double[] scores(SparseVector x) {
    double[] scores = new double[bias.length];
    for (int c = 0; c < bias.length; c++) {
      double score = bias[c];
      for (int i = 0; i < x.features().length; i++) {
        score += (double) x.values()[i] * weights[x.features()[i] * bias.length + c];
      }
      scores[c] = score;
    }
    return scores;
  }

  /** Returns what a feature of value 1 adds to a column's score. */
  float weight(int feature, int column) {
    return weights[feature * bias.length + column];
  }

  @Override
  public long parameters() {
    return weights.length + (long) bias.length;
  }

  @Override
  public double sum() {
    double sum = 0;
    for (float b : bias) {
      sum += b;
    }
    for (float w : weights) {
      sum += w;
    }
    return sum;
  }

  @Override
  public Map<String, AtomicFile.Content> entries() {
    Map<String, AtomicFile.Content> entries = new LinkedHashMap<>();
    entries.put(BagOfWords.ENTRY, bag::write);
    entries.put(
        LINEAR,
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.writeInt(bias.length);
          writeFloats(data, bias);
          writeFloats(data, weights);
          data.flush();
        });
    return entries;
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }
}
