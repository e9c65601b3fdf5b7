package dev.seq4j.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileProblemsTest {

  @TempDir Path folder;

  static Stream<Arguments> causes() {
    return Stream.of(
        arguments(new NoSuchFileException("f"), "no such file or folder"),
        arguments(new AccessDeniedException("f"), "permission denied"),
        arguments(new NotDirectoryException("f"), "a part of its path is a file, not a folder"),
        arguments(
            new FileAlreadyExistsException("f"), "a part of its path is a file, not a folder"),
        arguments(
            new FileSystemException("f", null, "Read-only file system"), "Read-only file system"),
        arguments(new MalformedInputException(1), "it is not valid UTF-8 text"),
        arguments(new IOException("No space left on device"), "No space left on device"),
        arguments(new IOException("one\ntwo"), "one"),
        arguments(new IOException(), "IOException"),
        arguments(new IOException(""), "IOException"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void aProblemIsOneLineThatNamesTheFileAndTheReason(IOException cause, String reason) {
    Path file = Path.of("data", "f");

    InvalidInputException read = FileProblems.cannotRead(file, cause);
    InvalidInputException write = FileProblems.cannotWrite(file, cause);

    assertThat(read).hasMessage(file + ": cannot be read, " + reason).hasCause(cause);
    assertThat(write).hasMessage(file + ": cannot be written, " + reason).hasCause(cause);
  }

  @Test
  void aFileThatIsThereIsReadable() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "x");

    FileProblems.requireReadable(file);

    assertThat(file).hasContent("x");
  }

  @Test
  void whatIsMissingOrAFolderIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> FileProblems.requireReadable(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> FileProblems.requireReadable(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder + ": is a folder, a file is needed");
  }
}
