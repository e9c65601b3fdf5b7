package dev.seq4j.apps;

import dev.seq4j.apps.device.Devices;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.models.classifier.Prediction;
import dev.seq4j.models.classifier.TextClassifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says to which class texts belong. */
@Command(
    name = "classify",
    description = "Say to which class a text belongs, or each line of a file or of standard input.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j classify --model runs/sentiment/model.zip \"I really love this movie.\"",
      "  seq4j classify --model runs/sentiment/model.zip --file reviews.txt --json",
      "  echo \"A mess.\" | seq4j classify --model runs/sentiment/model.zip"
    })
final class Classify implements Callable<Integer> {

  /** Lines that are read before they are classified together. */
  private static final int LINES = 256;

  @Mixin private CommonOptions common;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A classifier that train sentiment wrote.")
  private Path model;

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

  /** What is printed of a text with {@code --json}. */
  private record Classified(String text, String label, Map<String, Double> probabilities) {}

  @Override
  public Integer call() {
    if (file != null && !texts.isEmpty()) {
      throw new InvalidInputException("--file: cannot be given together with a text");
    }
    if (file != null) {
      FileProblems.requireReadable(file);
    }
    Devices.find();
    common.apply();
    TextClassifier classifier = TextClassifier.load(model);
    if (!texts.isEmpty()) {
      classify(classifier, texts);
    } else {
      if (file == null && Terminal.attached()) {
        common.progress("a text a line; end with Ctrl-D (Windows: Ctrl-Z)");
      }
      lines(classifier);
    }
    return ExitCode.OK;
  }

  private void lines(TextClassifier classifier) {
    String name = file == null ? "standard input" : file.toString();
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      // A decoder of its own, because it reports bytes that are not UTF-8.
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
      // Typed or piped lines are answered at once when no more are waiting.
      List<String> waiting = new ArrayList<>();
      String line = withoutMark(lines.readLine());
      while (line != null) {
        waiting.add(line);
        if (waiting.size() == LINES || !lines.ready()) {
          classify(classifier, waiting);
          waiting.clear();
        }
        line = lines.readLine();
      }
      classify(classifier, waiting);
    } catch (IOException e) {
      throw FileProblems.cannotRead(Path.of(name), e);
    }
  }

  /** Some editors and shells of Windows put a byte order mark before the first line. */
  private static String withoutMark(String line) {
    return line != null && line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private void classify(TextClassifier classifier, List<String> batch) {
    List<Prediction> predictions = classifier.classify(batch);
    for (int i = 0; i < batch.size(); i++) {
      Prediction prediction = predictions.get(i);
      String shown =
          String.format(
              Locale.ROOT,
              "%s\t%.4f\t%s",
              prediction.label(),
              prediction.confidence(),
              batch.get(i).replaceAll("\\R", " "));
      common.result(
          shown, new Classified(batch.get(i), prediction.label(), prediction.probabilities()));
    }
  }
}
