package dev.seq4j.datasets.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The bytes of a saved {@link Corpus}.
 *
 * <pre>
 *   magic             8 bytes, "S4J-CORP"
 *   version           varint
 *   key               data digest, tokenizer
 *   class names       count, then each
 *   distinct tokens   count, then each
 *   texts             count, then label and length of each
 *   tokens            number of each in the table of distinct tokens
 *   checksum          CRC-32C of all bytes before, 4 bytes, big-endian
 * </pre>
 *
 * <p>A number is a varint: 7 bits a byte, the lowest first, the eighth bit set if more follow. As
 * frequent tokens occur early and so have small numbers, a token takes about 1.6 bytes. A string is
 * its length and its UTF-16 units, so that even one with half a surrogate pair comes back as it
 * was.
 */
final class CorpusFormat {

  static final int VERSION = 1;

  private static final byte[] MAGIC = "S4J-CORP".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 4;

  private CorpusFormat() {}

  static void write(Corpus corpus, CorpusCache.Key key, OutputStream out) throws IOException {
    CRC32C checksum = new CRC32C();
    OutputStream checked = new CheckedOutputStream(out, checksum);
    checked.write(MAGIC);
    Output to = new Output(checked);
    to.number(VERSION);
    to.string(key.data());
    to.string(key.tokenizer());
    to.strings(corpus.classNames());
    to.strings(corpus.distinctTokens());
    to.number(corpus.size());
    for (int text = 0; text < corpus.size(); text++) {
      to.number(corpus.label(text));
      to.number(corpus.length(text));
    }
    for (int i = 0; i < corpus.tokenCount(); i++) {
      to.number(corpus.number(i));
    }
    to.flush();
    out.write(ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) checksum.getValue()).array());
  }

  /** Returns the corpus, or nothing if the bytes are not a whole one of this version and key. */
  static Optional<Corpus> read(byte[] file, CorpusCache.Key key) {
    int end = file.length - CHECKSUM_BYTES;
    if (end < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Optional.empty();
    }
    CRC32C checksum = new CRC32C();
    checksum.update(file, 0, end);
    if (ByteBuffer.wrap(file).getInt(end) != (int) checksum.getValue()) {
      return Optional.empty();
    }
    // From here on the bytes are those that some version of this class wrote.
    Input from = new Input(file, MAGIC.length);
    if (from.number() != VERSION
        || !from.string().equals(key.data())
        || !from.string().equals(key.tokenizer())) {
      return Optional.empty();
    }
    List<String> classNames = from.strings();
    List<String> table = from.strings();
    int[] labels = new int[from.number()];
    int[] starts = new int[labels.length + 1];
    for (int text = 0; text < labels.length; text++) {
      labels[text] = from.number();
      starts[text + 1] = starts[text] + from.number();
    }
    int[] tokens = new int[starts[labels.length]];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = from.number();
    }
    return Optional.of(new Corpus(table, tokens, starts, labels, classNames));
  }

  /** Writes numbers and strings through a buffer. */
  private static final class Output {

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int count;

    Output(OutputStream out) {
      this.out = out;
    }

    void number(int value) throws IOException {
      if (count + 5 > buffer.length) {
        flush();
      }
      int rest = value;
      while ((rest & ~0x7F) != 0) {
        buffer[count++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      buffer[count++] = (byte) rest;
    }

    void string(String value) throws IOException {
      number(value.length());
      for (int i = 0; i < value.length(); i++) {
        number(value.charAt(i));
      }
    }

    void strings(List<String> values) throws IOException {
      number(values.size());
      for (String value : values) {
        string(value);
      }
    }

    void flush() throws IOException {
      out.write(buffer, 0, count);
      count = 0;
    }
  }

  /** Reads what {@link Output} wrote. */
  private static final class Input {

    private final byte[] bytes;
    private int position;

    Input(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    int number() {
      int value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[position++];
        value |= (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }

    String string() {
      char[] units = new char[number()];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) number();
      }
      return new String(units);
    }

    List<String> strings() {
      int size = number();
      List<String> values = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        values.add(string());
      }
      return Collections.unmodifiableList(values);
    }
  }
}
