package dev.seq4j.apps;

import dev.seq4j.apps.device.Devices;
import dev.seq4j.models.language.GenerationSettings;
import dev.seq4j.models.language.LanguageModel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a language model write. */
@Command(
    name = "generate",
    description = "Let a language model write.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j generate --model runs/text/model.zip",
      "  seq4j generate --model runs/text/model.zip --prompt \"It was\" --length 500 --seed 7"
    })
final class Generate implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A language model that train text wrote.")
  private Path model;

  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TEXT",
      defaultValue = TextTraining.PROMPT,
      description = "What the text begins with (default: ${DEFAULT-VALUE}).")
  private String prompt;

  @Option(
      names = {"-n", "--length"},
      paramLabel = "N",
      description = "Characters to write (default: ${DEFAULT-VALUE}).")
  private int length = GenerationSettings.DEFAULT.length();

  @Option(
      names = {"-t", "--temperature"},
      paramLabel = "T",
      description =
          "Below 1 safer, above 1 wilder, 0 always the likeliest (default: ${DEFAULT-VALUE}).")
  private double temperature = GenerationSettings.DEFAULT.temperature();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Same seed, same text (default: ${DEFAULT-VALUE}).")
  private long seed = GenerationSettings.DEFAULT.seed();

  /** What is printed with {@code --json}. */
  private record Generated(String prompt, String text, GenerationSettings settings) {}

  @Override
  public Integer call() {
    GenerationSettings settings = new GenerationSettings(length, temperature, seed);
    Devices.find();
    common.apply();
    LanguageModel writer = LanguageModel.load(model);
    if (common.json()) {
      String text = writer.generate(prompt, settings);
      common.result(text, new Generated(prompt, text, settings));
      return ExitCode.OK;
    }
    common.resultPiece(prompt);
    writer.generate(prompt, settings, common::resultPiece);
    common.resultPiece(System.lineSeparator());
    return ExitCode.OK;
  }
}
