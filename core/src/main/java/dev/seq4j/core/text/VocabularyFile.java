package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes {@link Vocabulary}'s file; the format is described there. */
final class VocabularyFile {

  private static final int VERSION = 1;
  private static final String HEADER_START = "# seq4j vocabulary, version ";
  private static final Pattern HEADER_PATTERN =
      Pattern.compile(
          HEADER_START + "(\\d{1,9})(?:, (\\d{1,9}) tokens, (\\d{1,9}) of them special|\\D.*)?");
  private static final Pattern HEX_ESCAPE = Pattern.compile("\\\\u[0-9A-Fa-f]{4}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  private static final List<String> REQUIRED = List.of(Vocabulary.PAD_TOKEN, Vocabulary.UNK_TOKEN);

  /** So much of a broken line is shown. */
  private static final int LONGEST_SHOWN = 40;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Escapes of one letter, and what they stand for at the same place. */
  private static final String LETTERS = "\\tnrs";

  private static final String ESCAPED = "\\\t\n\r ";

  /** Gives lines without their ends, null after the last. */
  @FunctionalInterface
  private interface Lines {
    String next() throws IOException;
  }

  private final Lines lines;
  private final String name;
  private int line;

  private VocabularyFile(Lines lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  // Writing

  static void write(Vocabulary vocabulary, Path file) {
    AtomicFile.write(file, out -> write(vocabulary, out));
  }

  static void write(Vocabulary vocabulary, Writer out) throws IOException {
    out.write(header(vocabulary.size(), vocabulary.specials().size()) + '\n');
    StringBuilder entry = new StringBuilder();
    for (int id = 0; id < vocabulary.size(); id++) {
      entry.setLength(0);
      escape(vocabulary.token(id), entry);
      entry.append('\t').append(vocabulary.count(id)).append('\n');
      out.append(entry);
    }
    out.flush();
  }

  static String digest(Vocabulary vocabulary) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      write(vocabulary, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written that could fail", e);
    }
  }

  private static void write(Vocabulary vocabulary, OutputStream out) throws IOException {
    write(vocabulary, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
  }

  private static String header(int size, int specials) {
    return HEADER_START + VERSION + ", " + size + " tokens, " + specials + " of them special";
  }

  private static void escape(String token, StringBuilder out) {
    token.codePoints().forEach(codePoint -> escape(codePoint, out));
  }

  private static void escape(int codePoint, StringBuilder out) {
    int letter = ESCAPED.indexOf(codePoint);
    if (letter >= 0) {
      out.append('\\').append(LETTERS.charAt(letter));
    } else if (Characters.kind(codePoint) == Characters.SPACE) {
      for (char c : Character.toChars(codePoint)) {
        out.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(c));
      }
    } else {
      out.appendCodePoint(codePoint);
    }
  }

  // Reading

  static Vocabulary read(Path file) {
    FileProblems.requireReadable(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream buffer = new ByteArrayOutputStream();
      return new VocabularyFile(() -> nextLine(in, buffer), file.toString()).read();
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  static Vocabulary read(Reader in, String name) throws IOException {
    BufferedReader buffered = new BufferedReader(in);
    return new VocabularyFile(() -> nextLine(buffered, name), name).read();
  }

  /** Decodes line by line, so that the line which is not UTF-8 is known. */
  private static String nextLine(InputStream in, ByteArrayOutputStream buffer) throws IOException {
    buffer.reset();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      buffer.write(b);
      b = in.read();
    }
    String decoded =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(buffer.toByteArray()))
            .toString();
    return decoded.endsWith("\r") ? decoded.substring(0, decoded.length() - 1) : decoded;
  }

  private static String nextLine(BufferedReader in, String name) throws IOException {
    try {
      return in.readLine();
    } catch (CharacterCodingException e) {
      // The reader decodes ahead: which line it is cannot be said.
      throw new InvalidInputException(name + ": is not valid UTF-8 text", e);
    }
  }

  private String nextLine() throws IOException {
    line++;
    try {
      return lines.next();
    } catch (CharacterCodingException e) {
      throw problem("is not valid UTF-8 text");
    }
  }

  private Vocabulary read() throws IOException {
    Matcher header = header(nextLine());
    int size = Integer.parseInt(header.group(2));
    int specials = Integer.parseInt(header.group(3));
    if (specials < REQUIRED.size() || specials > size) {
      throw problem("special = " + specials + ": must be from 2 to the number of tokens, " + size);
    }
    Map<String, Integer> firstLines = new LinkedHashMap<>(); // tokens in order, for no second list
    List<Long> counts = new ArrayList<>();
    for (String text = nextLine(); text != null; text = nextLine()) {
      int tab = text.indexOf('\t');
      if (tab < 1) {
        throw problem("'" + shown(text) + "' must be a token, a tab and a count");
      }
      String token = unescape(text.substring(0, tab));
      Integer first = firstLines.putIfAbsent(token, line);
      if (first != null) {
        throw problem("'" + shown(text.substring(0, tab)) + "' stands in line " + first + ", too");
      }
      if (counts.size() < REQUIRED.size() && !token.equals(REQUIRED.get(counts.size()))) {
        throw problem(
            "'" + shown(text) + "' must be the special token " + REQUIRED.get(counts.size()));
      }
      counts.add(count(text.substring(tab + 1)));
    }
    if (counts.size() != size) {
      line--;
      throw problem("the last of " + counts.size() + " tokens, but the first line says " + size);
    }
    return new Vocabulary(
        firstLines.keySet().toArray(String[]::new),
        counts.stream().mapToLong(Long::longValue).toArray(),
        specials);
  }

  private Matcher header(String text) {
    if (text == null) {
      throw problem("is empty, must begin with '" + HEADER_START + VERSION + "'");
    }
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    Matcher header = HEADER_PATTERN.matcher(marked ? text.substring(1) : text);
    boolean matches = header.matches();
    if (matches && Integer.parseInt(header.group(1)) != VERSION) {
      throw problem("version = " + header.group(1) + ": must be " + VERSION);
    }
    if (!matches || header.group(2) == null) {
      throw problem("'" + shown(text) + "' must be '" + header(20002, 2) + "' with other numbers");
    }
    return header;
  }

  private long count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw problem("count = " + shown(text) + ": must be a whole number below 10^18");
    }
    return Long.parseLong(text);
  }

  private String unescape(String text) {
    int backslash = text.indexOf('\\');
    if (backslash < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (backslash >= 0) {
      out.append(text, from, backslash);
      from = backslash + 2;
      int letter = from <= text.length() ? LETTERS.indexOf(text.charAt(from - 1)) : -1;
      if (letter >= 0) {
        out.append(ESCAPED.charAt(letter));
      } else if (HEX_ESCAPE.matcher(text).region(backslash, text.length()).lookingAt()) {
        out.append((char) HexFormat.fromHexDigits(text, from, from + 4));
        from += 4;
      } else {
        throw problem(
            "'" + shown(text) + "' has a bad escape, must be \\\\ \\t \\n \\r \\s or \\uXXXX");
      }
      backslash = text.indexOf('\\', from);
    }
    return out.append(text, from, text.length()).toString();
  }

  /** A piece of the file as it can stand in a message of one line. */
  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(c -> out.appendCodePoint(Characters.kind(c) == Characters.SPACE ? ' ' : c));
    return out + (text.length() > LONGEST_SHOWN ? "..." : "");
  }

  private InvalidInputException problem(String reason) {
    return new InvalidInputException(name + ", line " + line + ": " + reason);
  }
}
