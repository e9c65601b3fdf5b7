package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.train.DivergedException;
import dev.seq4j.datasets.source.DataHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorsTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  /** Does what a test wants. */
  @Command(name = "seq4j try")
  private record Attempt(Runnable action) implements Callable<Integer> {
    @Override
    public Integer call() {
      action.run();
      return ExitCode.OK;
    }
  }

  private int attempt(Runnable action) {
    Errors errors = new Errors();
    return new CommandLine(new Attempt(action))
        .setErr(new PrintWriter(err))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute();
  }

  private void said(String line) {
    assertThat(err).hasToString("seq4j: " + line + System.lineSeparator());
  }

  @Test
  void badInputIsOneLine() {
    int code =
        attempt(
            () -> {
              throw new InvalidInputException("dropout = 1.4: must be in [0, 1)");
            });

    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    said("dropout = 1.4: must be in [0, 1)");
  }

  @Test
  void severalLinesBecomeOne() {
    attempt(
        () -> {
          throw new InvalidInputException("file: is broken\n  at line 3\r\n  for good\n");
        });

    said("file: is broken at line 3 for good");
  }

  @Test
  void aFullDiskIsNamedWithItsFile() {
    Path file = folder.resolve("model.zip");
    int code =
        attempt(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }));

    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    said(file + ": cannot be written, No space left on device");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTrainingThatDivergedFailsInOneLine() {
    int code =
        attempt(
            () -> {
              throw new DivergedException("training diverged at iteration 3");
            });

    assertThat(code).isEqualTo(ExitCode.FAILED);
    said("training diverged at iteration 3");
  }

  @Test
  void aDefectFailsAndIsLogged() {
    int code =
        attempt(
            () -> {
              throw new IllegalStateException("a defect");
            });

    assertThat(code).isEqualTo(ExitCode.FAILED);
    said("a defect in the program; the log says where (java.lang.IllegalStateException)");
  }

  @Test
  void memoryThatIsNotThereFailsInOneLine() {
    CommandLine line = Main.commandLine(null).setErr(new PrintWriter(err));

    int code = Errors.outOfMemory(line, new OutOfMemoryError("Java heap space"));

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .startsWith("seq4j: out of memory (Java heap space); smaller batches")
        .hasLineCount(1);
  }

  @Test
  void memoryThatNativeCodeDoesNotGetIsNoDefect() {
    int code =
        attempt(
            () -> {
              throw new IllegalStateException(
                  new RuntimeException("Allocation failed: [std::bad_alloc]"));
            });

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).startsWith("seq4j: out of memory (").hasLineCount(1);
  }

  @Test
  void aResultThatGetsLostIsNoSuccess() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    int code =
        Main.run(
            DataHome.of(Map.of(), folder),
            new PrintWriter(full),
            new PrintWriter(err),
            "data",
            "list");

    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    said("standard output: cannot be written");
  }
}
