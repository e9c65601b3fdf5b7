package dev.seq4j.apps.punctuation;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.TextOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.models.labelling.Punctuator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores capitals and punctuation. */
@Command(
    name = "punctuate",
    description =
        "Restore the capitals and the punctuation of a text, or of each line of a file or of"
            + " standard input. Those that it has are not looked at.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j punctuate --model runs/punctuation/model.zip \"good day mr lorry i am late\"",
      "  seq4j punctuate --model runs/punctuation/model.zip --file speech.txt > readable.txt"
    })
public final class Punctuate implements Callable<Integer> {

  @Mixin private CommonOptions common;
  @Mixin private TextOptions texts;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A model that train punctuation wrote.")
  private Path model;

  /** What is printed of a text with {@code --json}. */
  private record Restored(String text, String restored) {}

  @Override
  public Integer call() {
    texts.check();
    Devices.find();
    common.apply();
    Punctuator punctuator = Punctuator.load(model);
    texts.forEach(common, batch -> restore(punctuator, batch));
    return ExitCode.OK;
  }

  private void restore(Punctuator punctuator, List<String> batch) {
    for (String text : batch) {
      String restored = punctuator.restore(text);
      common.result(restored, new Restored(text, restored));
    }
  }
}
