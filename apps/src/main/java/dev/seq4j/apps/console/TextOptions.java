package dev.seq4j.apps.console;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where texts come from: the command line, the lines of a file or those of standard input. */
public final class TextOptions {

  /** Lines that are read before they are answered together. */
  private static final int LINES = 256;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A text file in UTF-8, one text a line.")
  private Path file;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "Texts (default: the lines of --file, else of standard input).")
  private List<String> texts = new ArrayList<>();

  /**
   * @throws InvalidInputException if the options do not go together or the file cannot be read
   */
  public void check() {
    if (file != null && !texts.isEmpty()) {
      throw new InvalidInputException("--file: cannot be given together with a text");
    }
    if (file != null) {
      FileProblems.requireReadable(file);
    }
  }

  /**
   * Reads all texts. Typed or piped lines are handed on at once when no more are waiting.
   *
   * @param common tells a person who types how to end
   * @param answer gets some texts at a time, in their order
   */
  public void forEach(CommonOptions common, Consumer<List<String>> answer) {
    if (!texts.isEmpty()) {
      answer.accept(texts);
      return;
    }
    if (file == null && Terminal.attached()) {
      common.progress("a text a line; end with Ctrl-D (Windows: Ctrl-Z)");
    }
    String name = file == null ? "standard input" : file.toString();
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      // A decoder of its own, because it reports bytes that are not UTF-8.
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
      List<String> waiting = new ArrayList<>();
      String line = withoutMark(lines.readLine());
      while (line != null) {
        waiting.add(line);
        if (waiting.size() == LINES || !lines.ready()) {
          answer.accept(waiting);
          waiting.clear();
        }
        line = lines.readLine();
      }
      if (!waiting.isEmpty()) {
        answer.accept(waiting);
      }
    } catch (IOException e) {
      throw FileProblems.cannotRead(Path.of(name), e);
    }
  }

  /** Some editors and shells of Windows put a byte order mark before the first line. */
  private static String withoutMark(String line) {
    return line != null && line.startsWith("\uFEFF") ? line.substring(1) : line;
  }
}
