package dev.seq4j.apps.text;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.language.GenerationSettings;
import dev.seq4j.models.language.LanguageModel;
import java.nio.file.Path;
import java.util.List;
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
      "  seq4j generate --model runs/text/model.zip --prompt \"It was\" --length 500 --seed 7",
      "  seq4j generate --model runs/text/model.zip --samples 3 --top-p 0.9 --stop \".\""
    })
public final class Generate implements Callable<Integer> {

  private static final String LINE = System.lineSeparator();

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
      description =
          "What the text begins with (default: "
              + TextTraining.PROMPT
              + "), or "
              + TextTraining.WORD_PROMPT
              + " where the model does not write by single characters.")
  private String prompt;

  @Option(
      names = {"-n", "--length"},
      paramLabel = "N",
      description = "Tokens to write at most, characters or words (default: ${DEFAULT-VALUE}).")
  private int length = GenerationSettings.DEFAULT.length();

  @Option(
      names = {"-t", "--temperature"},
      paramLabel = "T",
      description =
          "Below 1 safer, above 1 wilder, 0 always the likeliest (default: ${DEFAULT-VALUE}).")
  private double temperature = GenerationSettings.DEFAULT.temperature();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Only the K likeliest may come, 0: all (default: ${DEFAULT-VALUE}).")
  private int topK = GenerationSettings.DEFAULT.topK();

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description =
          "Only the likeliest that make this probability may come (default: ${DEFAULT-VALUE}).")
  private double topP = GenerationSettings.DEFAULT.topP();

  @Option(
      names = "--repetition-penalty",
      paramLabel = "X",
      description =
          "Above 1, what has just been written comes less often (default: ${DEFAULT-VALUE}).")
  private double repetitionPenalty = GenerationSettings.DEFAULT.repetitionPenalty();

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End before this text (default: none).")
  private String stop = GenerationSettings.DEFAULT.stop();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Texts to write, each with the next seed (default: ${DEFAULT-VALUE}).")
  private int samples = 1;

  @Option(
      names = "--unknown",
      paramLabel = "HOW",
      description =
          "What to do if the prompt holds something the model has never seen:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Unknown unknown = Unknown.replace;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Same seed, same text (default: ${DEFAULT-VALUE}).")
  private long seed = GenerationSettings.DEFAULT.seed();

  /** What to do with tokens outside the vocabulary; named as on the command line. */
  enum Unknown {
    /** Read each of them as the unknown token, and say so. */
    replace,
    /** End with an error. */
    refuse
  }

  /** What is printed with {@code --json}, for each sample. */
  private record Generated(String prompt, String text, GenerationSettings settings) {}

  @Override
  public Integer call() {
    GenerationSettings settings =
        GenerationSettings.DEFAULT
            .withLength(length)
            .withRepetitionPenalty(repetitionPenalty)
            .withTemperature(temperature)
            .withTopK(topK)
            .withTopP(topP)
            .withStop(stop)
            .withSeed(seed);
    if (samples < 1) {
      throw new InvalidInputException("samples = " + samples + ": must be 1 or above");
    }
    Devices.find();
    common.apply();
    LanguageModel writer = LanguageModel.load(model);
    prompt = prompt == null ? TextTraining.prompt(writer) : prompt;
    checkPrompt(writer);
    for (int i = 0; i < samples; i++) {
      write(writer, settings.withSeed(seed + i), i);
    }
    return ExitCode.OK;
  }

  private void checkPrompt(LanguageModel writer) {
    List<String> strange = writer.unknownTokens(prompt);
    if (strange.isEmpty()) {
      return;
    }
    String which = "prompt: " + String.join(" ", strange) + ": not in the model's vocabulary";
    if (unknown == Unknown.refuse) {
      throw new InvalidInputException(which + ", which --unknown refuse does not allow");
    }
    common.progress(which + ", read as unknown");
  }

  private void write(LanguageModel writer, GenerationSettings settings, int sample) {
    if (common.json()) {
      String text = writer.generate(prompt, settings);
      common.result(text, new Generated(prompt, text, settings));
      return;
    }
    if (samples > 1) {
      common.resultPiece((sample == 0 ? "" : LINE) + "--- " + (sample + 1) + LINE);
    }
    common.resultPiece(prompt);
    writer.generate(prompt, settings, common::resultPiece);
    common.resultPiece(LINE);
  }
}
