package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.TextOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.models.classifier.Prediction;
import dev.seq4j.models.classifier.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
public final class Classify implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private TextOptions texts;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A classifier that train sentiment wrote.")
  private Path model;

  /** What is printed of a text with {@code --json}. */
  private record Classified(String text, String label, Map<String, Double> probabilities) {}

  @Override
  public Integer call() {
    texts.check();
    Devices.find();
    common.apply();
    TextClassifier classifier = TextClassifier.load(model);
    texts.forEach(common, batch -> classify(classifier, batch));
    return ExitCode.OK;
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
