package dev.seq4j.core.file;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in one line for the user why a file cannot be read or written. */
public final class FileProblems {

  private FileProblems() {}

  /**
   * Checks that a file is there, is a file and can be read.
   *
   * @param file the file
   * @throws InvalidInputException if not
   */
  public static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + ": is a folder, a file is needed");
    }
    if (!Files.isReadable(file)) {
      throw new InvalidInputException(file + ": cannot be read, permission denied");
    }
  }

  /**
   * @param file what was read
   * @param cause what went wrong
   * @return an exception to throw
   */
  public static InvalidInputException cannotRead(Path file, IOException cause) {
    return new InvalidInputException(file + ": cannot be read, " + reason(cause), cause);
  }

  /**
   * @param file what was written
   * @param cause what went wrong
   * @return an exception to throw
   */
  public static InvalidInputException cannotWrite(Path file, IOException cause) {
    return new InvalidInputException(file + ": cannot be written, " + reason(cause), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "a part of its path is a file, not a folder";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not valid UTF-8 text";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
