package dev.seq4j.models.bundle;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entries of a model file that is open. Each is checked against its checksum. */
public final class ModelEntries {

  private final Path file;
  private final ZipFile zip;

  ModelEntries(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * @param name of an entry
   * @return its content
   * @throws InvalidInputException if it is missing or damaged
   * @throws IOException if the file cannot be read
   */
  public byte[] bytes(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw problem("is incomplete, it holds no " + name);
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    CRC32 checksum = new CRC32(); // ZipFile does not look at it
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw problem("is damaged, the checksum of " + name + " does not fit");
    }
    return bytes;
  }

  /**
   * @param name of an entry that is text in UTF-8
   * @return its content
   * @throws InvalidInputException if it is missing or damaged
   * @throws IOException if the file cannot be read
   */
  public String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /**
   * @param name of an entry that is JSON
   * @param type what it holds
   * @param <T> what it holds
   * @return its content
   * @throws InvalidInputException if it is missing or damaged, or holds something else
   * @throws IOException if the file cannot be read
   */
  public <T> T json(String name, Class<T> type) throws IOException {
    return Json.read(text(name), type, file + "!" + name);
  }

  /**
   * @param reason why the file cannot be used
   * @return an exception that names the file
   */
  public InvalidInputException problem(String reason) {
    return new InvalidInputException(file + ": " + reason);
  }

  /**
   * @param reason why the file cannot be used
   * @param cause what showed it
   * @return an exception that names the file
   */
  public InvalidInputException problem(String reason, Throwable cause) {
    return new InvalidInputException(file + ": " + reason, cause);
  }
}
