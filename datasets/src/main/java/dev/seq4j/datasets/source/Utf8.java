package dev.seq4j.datasets.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-8 read strictly: bytes that are none are an error with a place, never a question mark. */
public final class Utf8 {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /**
   * Where bytes stop being UTF-8.
   *
   * @param offset of the first wrong byte, from 0
   * @param line in which it stands, from 1
   * @param value the byte, from 0 to 255
   */
  record Place(long offset, long line, int value) {}

  /**
   * @param bytes holds the text
   * @param length how many of the bytes, from the first, are the text
   * @return the text
   * @throws CharacterCodingException if it is not UTF-8
   */
  public static String decode(byte[] bytes, int length) throws CharacterCodingException {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    // String puts U+FFFD where bytes are wrong, and is far quicker than a decoder that reports
    // them.
    return text.indexOf('\uFFFD') < 0
        ? text
        : strictDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
  }

  /** A reader that throws a {@link CharacterCodingException}, without a byte order mark. */
  static BufferedReader reader(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, strictDecoder()), BUFFER);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /**
   * @param in read to the first wrong byte; not closed
   * @return that byte and where it stands; the end, if all is UTF-8
   * @throws IOException if it cannot be read
   */
  static Place firstMalformed(InputStream in) throws IOException {
    CharsetDecoder decoder = strictDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    long offset = 0;
    long line = 1;
    int value = 0;
    boolean end = false;
    CoderResult result = CoderResult.UNDERFLOW;
    while (!end && !result.isError()) {
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      end = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0)).flip();
      chars.clear();
      result = decoder.decode(bytes, chars, end);
      offset += bytes.position();
      value = bytes.hasRemaining() ? bytes.get(bytes.position()) & 0xFF : 0;
      chars.flip();
      line += chars.chars().filter(c -> c == '\n').count();
      bytes.compact();
    }
    return new Place(offset, line, value);
  }

  private static CharsetDecoder strictDecoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
