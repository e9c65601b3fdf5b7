package dev.seq4j.models.bag;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The features of texts: which words and n-grams there are, and how a text becomes a vector.
 *
 * <pre>{@code
 * BagOfWords bag = BagOfWords.learn(BagSettings.DEFAULT.withNGrams(2), vocabulary, trainingTexts);
 * SparseVector x = bag.vector(vocabulary.encode(tokenizer.tokenize("not so good")));
 * bag.name(x.features()[0]); // "not so"
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class BagOfWords {

  /** What the entry of a model file is called that holds the features. */
  public static final String ENTRY = "bag.bin";

  /** The most words a vocabulary may have here, besides padding and the unknown word. */
  public static final int MOST_WORDS = NGrams.MAX_WORDS - 2;

  private final BagSettings settings;
  private final Vocabulary vocabulary;
  private final NGrams features;
  private final int texts;
  private final int[] textsWith; // by feature

  /** Takes the arrays as they are; whoever calls has checked them. */
  BagOfWords(
      BagSettings settings, Vocabulary vocabulary, long[] features, int texts, int[] textsWith) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.features = new NGrams(features, vocabulary.size());
    this.texts = texts;
    this.textsWith = textsWith;
  }

  /**
   * Learns which n-grams are features.
   *
   * @param settings what counts as one
   * @param vocabulary the words; one that is not in it is part of no feature
   * @param texts the training texts as ids of the vocabulary; read several times
   * @return the features, one or more
   * @throws InvalidInputException if no n-gram is in enough texts, or there are too many words
   */
  public static BagOfWords learn(BagSettings settings, Vocabulary vocabulary, List<int[]> texts) {
    NGrams.requireWords(vocabulary);
    NGramCounts counts = NGramCounts.of(texts, vocabulary.size(), settings);
    long[] keys = counts.keys();
    if (keys.length == 0) {
      throw new InvalidInputException(
          "min texts = %d: no word is in so many of the %d texts"
              .formatted(settings.minTexts(), texts.size()));
    }
    return new BagOfWords(settings, vocabulary, keys, texts.size(), counts.counts());
  }

  /**
   * @param ids a text, as ids of the vocabulary
   * @return its features; none for a text without known words
   */
  public SparseVector vector(int[] ids) {
    int[] found = occurrences(ids);
    int[] distinct = new int[found.length];
    float[] values = new float[found.length];
    int size = 0;
    for (int feature : found) {
      if (size > 0 && distinct[size - 1] == feature) {
        values[size - 1]++;
      } else {
        distinct[size] = feature;
        values[size++] = 1;
      }
    }
    distinct = Arrays.copyOf(distinct, size);
    values = Arrays.copyOf(values, size);
    switch (settings.weighting()) {
      case BINARY -> Arrays.fill(values, 1);
      case COUNT -> {} // as they are
      case TF_IDF -> weigh(distinct, values);
    }
    return new SparseVector(distinct, values);
  }

  /** Returns the numbers of all features, one for each time that one stands in the text, rising. */
  private int[] occurrences(int[] ids) {
    int[] found = new int[ids.length * settings.nGrams()];
    long[] keys = new long[NGrams.MAX_ORDER];
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      int n = NGrams.at(ids, i, settings.nGrams(), keys, 0);
      for (int k = 0; k < n; k++) {
        int number = features.number(keys[k]);
        if (number >= 0) {
          found[size++] = number;
        }
      }
    }
    Arrays.sort(found, 0, size);
    return Arrays.copyOf(found, size);
  }

  private void weigh(int[] distinct, float[] values) {
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) (Math.log((1.0 + texts) / (1.0 + textsWith[distinct[i]])) + 1);
      squares += (double) values[i] * values[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < values.length; i++) {
      values[i] /= length;
    }
  }

  /**
   * @return how many features there are
   */
  public int size() {
    return features.size();
  }

  /**
   * @param feature from 0 to below {@link #size()}
   * @return its words with spaces between them
   */
  public String name(int feature) {
    return Arrays.stream(words(feature))
        .mapToObj(vocabulary::token)
        .collect(Collectors.joining(" "));
  }

  /**
   * @param feature from 0 to below {@link #size()}
   * @return the ids of its words, 1 to 3
   */
  public int[] words(int feature) {
    return NGrams.words(features.key(Objects.checkIndex(feature, size())));
  }

  /**
   * Finds features in a text.
   *
   * @param ids a text, as ids of the vocabulary
   * @param position of a word in it
   * @return the features that begin with that word
   */
  public int[] featuresAt(int[] ids, int position) {
    long[] keys = new long[NGrams.MAX_ORDER];
    int n = NGrams.at(ids, position, settings.nGrams(), keys, 0);
    return IntStream.range(0, n).map(k -> features.number(keys[k])).filter(f -> f >= 0).toArray();
  }

  /**
   * @return what counts as a feature
   */
  public BagSettings settings() {
    return settings;
  }

  /**
   * @return the words
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Writes the features as part of something larger.
   *
   * @param out where they go; flushed and left open
   * @throws IOException if they cannot be written
   */
  public void write(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    BagFile.write(data, features, texts, textsWith);
    data.flush();
  }

  /**
   * Reads features.
   *
   * @param bytes as {@link #write} writes them
   * @param settings with which they were learned
   * @param vocabulary the words
   * @param name what to call the bytes in messages
   * @return the features
   * @throws InvalidInputException if they are broken; names what is wrong
   */
  public static BagOfWords read(
      byte[] bytes, BagSettings settings, Vocabulary vocabulary, String name) {
    NGrams.requireWords(vocabulary);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return BagFile.read(in, settings, vocabulary, name);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail", e);
    }
  }
}
