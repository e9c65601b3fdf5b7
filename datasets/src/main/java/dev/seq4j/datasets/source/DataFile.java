package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A file with data, on disk or in memory: opened as a stream, unpacked if it is gzip, with one line
 * for the user about whatever is wrong with it.
 */
public final class DataFile {

  private static final int BUFFER = 1 << 16;
  private static final byte[] ZIP_START = {'P', 'K', 3, 4};

  private final String name;
  private final Path path;
  private final byte[] content;

  private DataFile(String name, Path path, byte[] content) {
    this.name = name;
    this.path = path;
    this.content = content;
  }

  /**
   * @param path a file on disk
   * @return the file
   * @throws InvalidInputException if there is no such file, or it cannot be read
   */
  public static DataFile of(Path path) {
    FileProblems.requireReadable(path);
    return new DataFile(path.toString(), path, null);
  }

  /**
   * @param name how messages call it; its ending counts as a file's does
   * @param content its bytes, which must not change from now on
   * @return a file that lies in memory
   */
  public static DataFile inMemory(String name, byte[] content) {
    return new DataFile(name, null, content);
  }

  /**
   * @param sample a sample inside the jar
   * @return the file
   */
  public static DataFile of(Sample sample) {
    try (InputStream in = DataFile.class.getResourceAsStream(sample.resource())) {
      if (in == null) {
        throw new IllegalStateException(sample.resource() + ": not on the class path");
      }
      return inMemory(sample.resource(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @return its path, or its name inside the jar, as messages show it
   */
  public String name() {
    return name;
  }

  /**
   * @return its length as it lies there, packed if it is packed
   */
  public long bytes() {
    try {
      return path == null ? content.length : Files.size(path);
    } catch (IOException e) {
      throw FileProblems.cannotRead(path, e);
    }
  }

  /**
   * @return SHA-256 of its bytes as they lie there
   */
  public String sha256() {
    return path == null ? ContentDigest.sha256(content) : ContentDigest.sha256(path);
  }

  /**
   * @param progress is told the bytes read, as they lie on disk
   * @return the file's content, unpacked if it begins as gzip does
   * @throws InvalidInputException if it is empty, or is called {@code .gz} or {@code .tgz} and is
   *     no gzip
   * @throws IOException if it cannot be read; see {@link #problem(IOException)}
   */
  public InputStream open(Progress progress) throws IOException {
    InputStream raw = path == null ? new ByteArrayInputStream(content) : Files.newInputStream(path);
    try {
      InputStream counted = new Counted(raw, bytes(), progress);
      BufferedInputStream in = new BufferedInputStream(counted, BUFFER);
      in.mark(2);
      int first = in.read();
      int second = in.read();
      in.reset();
      if (first < 0) {
        throw problem("is empty");
      }
      if (first == 0x1f && second == 0x8b) {
        return new GZIPInputStream(in, BUFFER);
      }
      String lowerCase = name.toLowerCase(Locale.ROOT);
      if (lowerCase.endsWith(".gz") || lowerCase.endsWith(".tgz")) {
        throw problem("is not a gzip file, whatever its name says");
      }
      return in;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * @param progress is told the bytes read, as they lie on disk
   * @return the file's text, read as strict UTF-8, without a byte order mark
   * @throws InvalidInputException as {@link #open} does
   * @throws IOException if it cannot be read; see {@link #problem(IOException)}
   */
  public BufferedReader openText(Progress progress) throws IOException {
    return openText(progress, Long.MAX_VALUE);
  }

  /**
   * @param progress is told the bytes read, as they lie on disk
   * @param mostBytes how long the text may be, unpacked
   * @return the file's text, read as strict UTF-8, without a byte order mark; reading more than is
   *     allowed throws an {@link InvalidInputException}
   * @throws InvalidInputException as {@link #open} does
   * @throws IOException if it cannot be read; see {@link #problem(IOException)}
   */
  public BufferedReader openText(Progress progress, long mostBytes) throws IOException {
    Progress limit =
        (done, total) -> {
          if (done > mostBytes) {
            throw problem(
                String.format(Locale.ROOT, "has more than the %,d bytes allowed", mostBytes));
          }
        };
    InputStream in = new Counted(open(progress), -1, limit);
    try {
      return Utf8.reader(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * @param progress is told the bytes read, as they lie on disk
   * @param suffixes of the file to read if this is a zip: its first one that ends so and does not
   *     begin with an underscore, as notes beside the data do
   * @return the text, read as strict UTF-8, without a byte order mark
   * @throws InvalidInputException as {@link #open} does, or if the zip has no such file
   * @throws IOException if it cannot be read; see {@link #problem(IOException)}
   */
  public BufferedReader openText(Progress progress, List<String> suffixes) throws IOException {
    BufferedInputStream in = new BufferedInputStream(open(progress), BUFFER);
    try {
      in.mark(ZIP_START.length);
      byte[] start = in.readNBytes(ZIP_START.length);
      in.reset();
      return Utf8.reader(Arrays.equals(start, ZIP_START) ? unzipped(in, suffixes) : in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private ZipInputStream unzipped(InputStream in, List<String> suffixes) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String path = entry.getName().toLowerCase(Locale.ROOT);
      boolean note = path.substring(path.lastIndexOf('/') + 1).startsWith("_");
      if (!note && suffixes.stream().anyMatch(path::endsWith)) {
        return zip;
      }
    }
    throw problem("is a zip with no file *" + String.join(", *", suffixes) + " in it");
  }

  /**
   * @param reason what is wrong with the file
   * @return an exception to throw: the file's name, a colon and the reason
   */
  public InvalidInputException problem(String reason) {
    return new InvalidInputException(name + ": " + reason);
  }

  /**
   * @param cause what went wrong while the file was read
   * @return an exception to throw; it names the place, if the text is not UTF-8
   */
  public InvalidInputException problem(IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return new InvalidInputException(name + ": " + notUtf8(), cause);
    }
    String packed = isZip() ? "zip" : "gzip";
    if (cause instanceof EOFException) {
      return new InvalidInputException(
          name + ": is truncated, the " + packed + " data end early", cause);
    }
    if (cause instanceof ZipException) {
      String reason = Excerpt.of(String.valueOf(cause.getMessage()));
      return new InvalidInputException(
          name + ": the " + packed + " data are damaged (" + reason + ")", cause);
    }
    return path == null
        ? new InvalidInputException(name + ": cannot be read, " + cause.getMessage(), cause)
        : FileProblems.cannotRead(path, cause);
  }

  private boolean isZip() {
    return name.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private String notUtf8() {
    if (isZip()) {
      return "the text in it is not UTF-8";
    }
    try (InputStream in = open(Progress.NONE)) {
      Utf8.Place place = Utf8.firstMalformed(in);
      // A UTF-16 file begins with one of these two bytes.
      boolean utf16 = place.offset() == 0 && place.value() >= 0xFE;
      return String.format(
          Locale.ROOT,
          "is not UTF-8 at byte %d, line %d; if it is %s: iconv -f %s -t UTF-8 OLD > NEW",
          place.offset(),
          place.line(),
          utf16 ? "UTF-16" : "Latin-1",
          utf16 ? "UTF-16" : "ISO-8859-1");
    } catch (IOException e) {
      throw problem(e);
    }
  }

  /** Tells a listener how many bytes were read. */
  private static final class Counted extends FilterInputStream {
    private final long total;
    private final Progress progress;
    private long done;

    Counted(InputStream in, long total, Progress progress) {
      super(in);
      this.total = total;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? -1 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(read);
      return read;
    }

    private void count(int read) {
      if (read > 0) {
        done += read;
        progress.advanced(done, total);
      }
    }
  }
}
