package dev.seq4j.models.network;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.text.Vocabulary;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Word vectors that were learned elsewhere, in a file of GloVe, word2vec or fastText.
 *
 * <p>A file whose name ends with {@code .bin} is word2vec's binary format, any other is text: a
 * word and its numbers on a line, parted by spaces, with or without a first line {@code words size}
 * (and, from Deeplearning4j, the number of texts). Either may be packed with gzip, {@code .gz}.
 * Words that Deeplearning4j wrote as {@code B64:} and Base64 are decoded.
 *
 * <p>The file is read as a stream and only vectors of words that are known are kept:
 * Deeplearning4j's own {@code WordVectorSerializer} holds all of them, which for three million
 * words of 300 numbers takes 3.6 GB and an object a word.
 */
public final class PretrainedVectors {

  /** Longer than any word or number; a file with more before the next space is something else. */
  private static final int LONGEST_WORD = 1 << 16;

  private static final String BASE_64 = "B64:";

  private final Path file;
  private final int size;

  private PretrainedVectors(Path file, int size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param file with word vectors
   * @return its vectors, which are read when they are used
   * @throws InvalidInputException if the file cannot be read or holds none
   */
  public static PretrainedVectors at(Path file) {
    FileProblems.requireReadable(file);
    try (Source source = new Source(file)) {
      int size = source.header();
      if (size == 0 && source.nextWord() != null) {
        size = source.countNumbers();
      }
      if (size < 1) {
        throw new InvalidInputException(file + ": holds no word vectors");
      }
      return new PretrainedVectors(file, size);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  /**
   * @return how many numbers a vector has
   */
  public int size() {
    return size;
  }

  /**
   * Copies the vectors of the words that are known; the first, if a word has several.
   *
   * @param embedding {@code [vocabulary, size]}; rows of other words stay as they are
   * @param vocabulary the words
   * @return how many words have a vector
   * @throws InvalidInputException if the sizes differ or the file is broken; names the word's
   *     number
   */
  public int copyTo(INDArray embedding, Vocabulary vocabulary) {
    if (embedding.size(1) != size) {
      throw new InvalidInputException(
          "embedding = %d: must be %d, the size of the vectors in %s"
              .formatted(embedding.size(1), size, file));
    }
    BitSet found = new BitSet(vocabulary.size());
    try (Source source = new Source(file)) {
      source.header();
      float[] vector = new float[size];
      for (String word = source.nextWord(); word != null; word = source.nextWord()) {
        int id = vocabulary.id(word);
        boolean wanted = id > Vocabulary.UNK && !found.get(id);
        source.numbers(vector, wanted);
        if (wanted) {
          embedding.getRow(id).assign(Nd4j.createFromArray(vector));
          found.set(id);
        }
      }
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
    return found.cardinality();
  }

  /** The file from its beginning to its end, word by word. */
  private static final class Source implements AutoCloseable {

    private final Path file;
    private final boolean binary;
    private final InputStream in;
    private long words;

    /** What ended the last piece of text: space, line feed or, at the end of the file, -1. */
    private int end = '\n';

    Source(Path file) throws IOException {
      this.file = file;
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      boolean packed = name.endsWith(".gz");
      binary = name.endsWith(".bin") || name.endsWith(".bin.gz");
      InputStream raw = Files.newInputStream(file);
      in = new BufferedInputStream(packed ? new GZIPInputStream(raw) : raw, 1 << 16);
    }

    /** Reads a first line {@code words size}; returns the size, or 0 for a text without one. */
    int header() throws IOException {
      in.mark(3 * LONGEST_WORD);
      String first = piece();
      String second = end == ' ' ? piece() : "";
      String texts = end == ' ' ? piece() : "1"; // of Deeplearning4j
      if (end == '\n' && isCount(first) && isCount(second) && texts.matches("[0-9]+")) {
        return Integer.parseInt(second);
      }
      if (binary) {
        throw new InvalidInputException(
            file + ": is no binary file of word2vec, it does not begin with two numbers");
      }
      in.reset();
      end = '\n';
      return 0;
    }

    private static boolean isCount(String text) {
      return text.matches("[1-9][0-9]{0,8}");
    }

    /** Returns the next word, null at the end. */
    String nextWord() throws IOException {
      String word = piece();
      while (end != -1 && word.isEmpty()) { // between vectors may be a line feed
        word = piece();
      }
      if (word.isEmpty()) {
        return null;
      }
      words++;
      if (end != ' ') {
        throw problem("has no numbers");
      }
      return word.startsWith(BASE_64) ? decoded(word.substring(BASE_64.length())) : word;
    }

    private String decoded(String base64) {
      try {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(problem("is not Base64").getMessage(), e);
      }
    }

    int countNumbers() throws IOException {
      int count = 0;
      while (end == ' ') {
        count += piece().isEmpty() ? 0 : 1;
      }
      return count;
    }

    void numbers(float[] vector, boolean wanted) throws IOException {
      if (binary) {
        binaryNumbers(vector, wanted);
        return;
      }
      int count = 0;
      while (end == ' ') {
        String number = piece();
        if (!number.isEmpty() && count < vector.length && wanted) {
          vector[count] = parsed(number);
        }
        count += number.isEmpty() ? 0 : 1;
      }
      if (count != vector.length) {
        throw problem("has " + count + " numbers, those before " + vector.length);
      }
    }

    private float parsed(String number) {
      try {
        return requireFinite(Float.parseFloat(number));
      } catch (NumberFormatException e) {
        throw new InvalidInputException(
            problem("has " + number + " where a number must be").getMessage(), e);
      }
    }

    private void binaryNumbers(float[] vector, boolean wanted) throws IOException {
      byte[] bytes = in.readNBytes(vector.length * Float.BYTES);
      if (bytes.length < vector.length * Float.BYTES) {
        throw problem("is cut short");
      }
      end = '\n';
      if (wanted) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        for (float value : vector) {
          requireFinite(value);
        }
      }
    }

    private float requireFinite(float value) {
      if (!Float.isFinite(value)) {
        throw problem("has " + value + " where a finite number must be");
      }
      return value;
    }

    private InvalidInputException problem(String reason) {
      return new InvalidInputException(
          String.format(Locale.ROOT, "%s: the vector of word %,d %s", file, words, reason));
    }

    /** Reads up to the next space, tab, line feed or the end of the file. */
    private String piece() throws IOException {
      ByteArrayOutputStream piece = new ByteArrayOutputStream();
      for (end = in.read(); end > ' ' || end == '\r'; end = in.read()) {
        if (piece.size() == LONGEST_WORD) {
          throw new EOFException("a word of more than " + LONGEST_WORD + " bytes is none");
        }
        if (end != '\r') {
          piece.write(end);
        }
      }
      end = end == '\t' ? ' ' : end;
      return piece.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
