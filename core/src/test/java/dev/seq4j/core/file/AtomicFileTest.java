package dev.seq4j.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void missingParentsAreMade() throws IOException {
    Path file = folder.resolve("a/b/text.txt");

    AtomicFile.write(file, "grüße\n");

    assertThat(file).hasContent("grüße\n");
    assertThat(Files.readAllBytes(file)).isEqualTo("grüße\n".getBytes(StandardCharsets.UTF_8));
    assertThat(names(file.getParent())).containsExactly("text.txt");
  }

  @Test
  void anOldFileIsReplacedByAShorterOne() {
    Path file = folder.resolve("text.txt");
    AtomicFile.write(file, "a long old text");

    AtomicFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(names(folder)).containsExactly("text.txt");
  }

  @Test
  void aRelativePathWithoutFolderIsWrittenToTheCurrentFolder() throws IOException {
    Path file = Path.of("").toAbsolutePath().relativize(folder.resolve("text.txt"));

    AtomicFile.write(file, "x");

    assertThat(folder.resolve("text.txt")).hasContent("x");
  }

  @Test
  void contentThatThrowsInMidWriteLeavesTheOldFile() {
    Path file = folder.resolve("data.bin");
    AtomicFile.write(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": cannot be written, No space left on device")
        .hasCauseInstanceOf(IOException.class);

    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("data.bin");
  }

  @Test
  void anUncheckedExceptionOfTheContentPassesThrough() {
    Path file = folder.resolve("data.bin");
    IllegalStateException thrown = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw thrown;
                    }))
        .isSameAs(thrown);

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void contentMayCloseItsStream() {
    Path file = folder.resolve("data.bin");

    AtomicFile.write(
        file,
        out -> {
          out.write('x');
          out.close();
        });

    assertThat(file).hasContent("x");
  }

  @Test
  void theOldContentIsReadableUntilTheNewIsComplete() {
    Path file = folder.resolve("text.txt");
    AtomicFile.write(file, "old");

    AtomicFile.write(
        file,
        out -> {
          out.write("new".getBytes(StandardCharsets.UTF_8));
          out.flush();
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
  }

  @Test
  void aFolderInTheFilesPlaceIsRefused() {
    assertThatThrownBy(() -> AtomicFile.write(folder, "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder + ": is a folder, a file is needed");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aFileInAFoldersPlaceIsNamed() {
    AtomicFile.write(folder.resolve("file"), "x");

    Path file = folder.resolve("file/text.txt");
    assertThatThrownBy(() -> AtomicFile.write(file, "y"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": cannot be written, a part of its path is a file, not a folder");
    Path deeper = folder.resolve("file/sub/text.txt");
    assertThatThrownBy(() -> AtomicFile.write(deeper, "y"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(deeper + ": cannot be written, ");
    assertThat(folder.resolve("file")).hasContent("x");
  }

  @Test
  void otherUsersMayReadItAsTheyMayAnyNewFile() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    Path file = folder.resolve("text.txt");

    AtomicFile.write(file, "x");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary)));
  }

  @Test
  void aReadOnlyFolderIsNamed() throws IOException {
    assumeThat(System.getProperty("user.name")).as("root may write anywhere").isNotEqualTo("root");
    assumeThat(folder.toFile().setWritable(false)).isTrue();
    Path file = folder.resolve("text.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": cannot be written, permission denied");
  }

  private static String[] names(Path folder) {
    String[] names = folder.toFile().list();
    Arrays.sort(names);
    return names;
  }
}
