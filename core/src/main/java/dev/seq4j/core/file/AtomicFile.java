package dev.seq4j.core.file;

import dev.seq4j.core.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes whole files: beside their place, flushed to disk, then moved into place.
 *
 * <p>Whoever reads the file sees the old content or the new, never a part, whatever interrupts the
 * writer. A file that cannot be written is an {@link InvalidInputException} that says why.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param out where the content goes; need not be closed
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing one of the same name. Missing parent folders are made.
   *
   * @param file the file
   * @param content writes what will be in it
   * @throws InvalidInputException if the file cannot be written; the old one is untouched then
   */
  public static void write(Path file, Content content) {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + ": is a folder, a file is needed");
    }
    Path place = file.toAbsolutePath();
    Path beside = null;
    try {
      Files.createDirectories(place.getParent());
      beside = place.resolveSibling(partName(place));
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.writeTo(out);
      }
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      move(beside, place);
    } catch (IOException e) {
      throw FileProblems.cannotWrite(file, e);
    } finally {
      delete(beside);
    }
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param file the file
   * @param text its whole content
   * @throws InvalidInputException if the file cannot be written; the old one is untouched then
   */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Moves a complete file into its place, at once where the file system can do so.
   *
   * @param from a file on the same file system
   * @param to its place; a file there is replaced
   * @throws IOException if it cannot be moved
   */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  // Not Files.createTempFile, whose files only their owner may read.
  private static String partName(Path place) {
    long unique = ThreadLocalRandom.current().nextLong();
    return place.getFileName() + "." + Long.toUnsignedString(unique, 36) + ".part";
  }

  private static void delete(Path beside) {
    if (beside != null) {
      try {
        Files.deleteIfExists(beside);
      } catch (IOException e) {
        throw FileProblems.cannotWrite(beside, e);
      }
    }
  }
}
