package dev.seq4j.models.bag;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The features of a bag of words as bytes.
 *
 * <pre>
 *   version (1), number of texts, number of features
 *   for each feature: difference of its n-gram's number to the one before, texts that have it
 * </pre>
 *
 * Every number is written in groups of seven bits, the lowest first, the top bit of a byte saying
 * that another follows.
 */
final class BagFile {

  private static final int VERSION = 1;

  private BagFile() {}

  static void write(DataOutputStream out, NGrams features, int texts, int[] textsWith)
      throws IOException {
    writeNumber(out, VERSION);
    writeNumber(out, texts);
    writeNumber(out, features.size());
    long before = 0;
    for (int feature = 0; feature < features.size(); feature++) {
      writeNumber(out, features.key(feature) - before);
      writeNumber(out, textsWith[feature]);
      before = features.key(feature);
    }
  }

  static BagOfWords read(
      DataInputStream in, BagSettings settings, Vocabulary vocabulary, String name)
      throws IOException {
    try {
      long version = readNumber(in);
      if (version != VERSION) {
        throw problem(name, "version = " + version + ", must be " + VERSION);
      }
      int texts = count(readNumber(in), 1, Integer.MAX_VALUE, "texts", name);
      // Each feature takes two bytes or more, so that a wrong number cannot ask for all memory.
      int size = count(readNumber(in), 1, in.available() / 2, "features", name);
      long[] keys = new long[size];
      int[] textsWith = new int[size];
      long before = 0;
      for (int feature = 0; feature < size; feature++) {
        keys[feature] = before + readNumber(in);
        textsWith[feature] = count(readNumber(in), 1, texts, "texts of feature " + feature, name);
        requireNGram(keys[feature], before, settings.nGrams(), vocabulary, feature, name);
        before = keys[feature];
      }
      return new BagOfWords(settings, vocabulary, keys, texts, textsWith);
    } catch (EOFException e) {
      throw new InvalidInputException(name + ": is cut short", e);
    }
  }

  private static void requireNGram(
      long key, long before, int order, Vocabulary vocabulary, int feature, String name) {
    boolean known = key > before;
    int[] words = known ? NGrams.words(key) : new int[0];
    for (int word : words) {
      known &= word > Vocabulary.UNK && word < vocabulary.size();
    }
    if (!known || words.length > order) {
      throw problem(name, "feature " + feature + " is no n-gram of the vocabulary");
    }
  }

  private static int count(long value, int lowest, int highest, String what, String name) {
    if (value < lowest || value > highest) {
      throw problem(name, "%s = %d, must be in [%d, %d]".formatted(what, value, lowest, highest));
    }
    return (int) value;
  }

  private static InvalidInputException problem(String name, String reason) {
    return new InvalidInputException(name + ": " + reason);
  }

  private static void writeNumber(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      out.writeByte((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readNumber(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int group = in.readUnsignedByte();
      value |= (long) (group & 0x7f) << shift;
      if (group <= 0x7f) {
        return value;
      }
    }
    throw new EOFException("a number that does not end");
  }
}
