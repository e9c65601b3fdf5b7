package dev.seq4j.datasets.source;

import dev.seq4j.core.file.FileProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Digests of files and folders, as lower-case hexadecimal digits. */
public final class ContentDigest {

  private static final int BUFFER = 1 << 16;

  private ContentDigest() {}

  /**
   * @param file a file
   * @return MD5 of its bytes, as older sites publish it: against accidents, not against attackers
   */
  public static String md5(Path file) {
    return ofFile("MD5", file);
  }

  /**
   * @param file a file
   * @return SHA-256 of its bytes
   */
  public static String sha256(Path file) {
    return ofFile("SHA-256", file);
  }

  /**
   * SHA-256 over, for each file, its name relative to the folder (in UTF-8, with slashes), a zero
   * byte, its length as eight bytes with the highest first, and its bytes. It depends on names and
   * contents, not on where the folder stands or when it was written.
   *
   * @param folder the folder
   * @param files in the order in which they are digested
   * @return the digest
   */
  public static String sha256(Path folder, List<Path> files) {
    MessageDigest digest = algorithm("SHA-256");
    for (Path file : files) {
      try {
        byte[] content = Files.readAllBytes(file);
        String name = folder.relativize(file).toString().replace('\\', '/');
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        for (int shift = 56; shift >= 0; shift -= 8) {
          digest.update((byte) ((long) content.length >>> shift));
        }
        digest.update(content);
      } catch (IOException e) {
        throw FileProblems.cannotRead(file, e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(algorithm("SHA-256").digest(bytes));
  }

  private static String ofFile(String algorithm, Path file) {
    FileProblems.requireReadable(file);
    MessageDigest digest = algorithm(algorithm);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }
}
