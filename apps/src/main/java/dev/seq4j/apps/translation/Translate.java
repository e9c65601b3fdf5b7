package dev.seq4j.apps.translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.ColorOption;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.TextOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.HeatMap;
import dev.seq4j.apps.plot.HeatText;
import dev.seq4j.models.decoding.BeamSearch;
import dev.seq4j.models.translation.Translation;
import dev.seq4j.models.translation.Translator;
import dev.seq4j.models.translation.WordAttention;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Translates sentences. */
@Command(
    name = "translate",
    description =
        "Translate a sentence, or each line of a file or of standard input. A line that cannot be"
            + " translated gives an empty one, and a message with its number.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j translate --model runs/translation/model.zip \"I am hungry.\"",
      "  seq4j translate --model runs/translation/model.zip --attention \"I am hungry.\"",
      "  seq4j translate --model runs/translation/model.zip --file english.txt > french.txt"
    })
public final class Translate implements Callable<Integer> {

  /** Of a heat map on the terminal. */
  private static final int COLUMNS = 100;

  @Mixin private CommonOptions common;
  @Mixin private TextOptions texts;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A translator that train translation wrote.")
  private Path model;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description =
          "Beginnings of a translation that are kept, 1: greedy (default: ${DEFAULT-VALUE}).")
  private int beam = Translator.DEFAULT_BEAM_WIDTH;

  @Option(
      names = "--length-penalty",
      paramLabel = "A",
      description = "0: short translations win, 1: long ones (default: ${DEFAULT-VALUE}).")
  private double lengthPenalty = BeamSearch.DEFAULT_LENGTH_PENALTY;

  @Option(
      names = "--attention",
      description = "Show what each word of a translation had to do with each of its sentence.")
  private boolean attention;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description =
          "Draw that, too: of the second sentence on with the number before the name's end.")
  private Path png;

  @Mixin private ColorOption color;

  private long line;
  private long translated;

  /** What is printed of a sentence with {@code --json}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Translated(
      long line,
      String sentence,
      String translation,
      String problem,
      Double score,
      WordAttention attention) {}

  @Override
  public Integer call() {
    texts.check();
    HeatText heat = new HeatText(COLUMNS, color.coloured());
    Devices.find();
    common.apply();
    Translator translator = Translator.load(model);
    BeamSearch search = translator.search().withBeamWidth(beam).withLengthPenalty(lengthPenalty);
    boolean attends = attention || png != null;
    texts.forEach(
        common,
        batch -> {
          List<Translation> made =
              attends
                  ? translator.translateWithAttention(batch, search)
                  : translator.translate(batch, search);
          for (int i = 0; i < made.size(); i++) {
            show(translator, batch.get(i), made.get(i), heat);
          }
        });
    return line > 0 && translated == 0 ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private void show(Translator translator, String sentence, Translation made, HeatText heat) {
    line++;
    WordAttention words = null;
    if (!made.done()) {
      common.complain("line %d %s".formatted(line, made.problem()));
    } else {
      translated++;
      words = made.attention() == null ? null : translator.words(made);
    }
    common.result(
        made.text(),
        new Translated(
            line,
            sentence,
            made.text(),
            made.problem(),
            made.done() ? made.score() : null,
            attention ? words : null));
    if (words == null || words.target().isEmpty()) {
      return;
    }
    HeatMap map = new HeatMap("", words.source(), words.target(), words.weights());
    if (attention && !common.json()) {
      common.resultPiece(heat.of(map));
    }
    if (png != null) {
      map.write(picture());
    }
  }

  private Path picture() {
    if (translated == 1) {
      return png;
    }
    String name = png.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 1 ? name.length() : dot;
    return png.resolveSibling(
        "%s-%d%s".formatted(name.substring(0, end), translated, name.substring(end)));
  }
}
