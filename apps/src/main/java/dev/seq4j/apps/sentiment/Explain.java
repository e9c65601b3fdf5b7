package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.console.ColorOption;
import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.TextOptions;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.report.Highlights;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.models.classifier.Explanation;
import dev.seq4j.models.classifier.Explanation.Weighted;
import dev.seq4j.models.classifier.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which words moved a classifier's decision. */
@Command(
    name = "explain",
    description =
        "Say which words moved a classifier's decision: their part of the log-odds, exact for a bag"
            + " of words, gradient times input for a network.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j explain --model runs/sentiment/model.zip \"A dull film with a great cast.\"",
      "  seq4j explain --model runs/sentiment/model.zip --file reviews.txt --html why.html"
    })
public final class Explain implements Callable<Integer> {

  /** Words that are named for and against a decision. */
  private static final int NAMED = 8;

  @Mixin private CommonOptions common;
  @Mixin private TextOptions texts;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A classifier that train sentiment wrote.")
  private Path model;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with coloured words, too.")
  private Path html;

  @Mixin private ColorOption color;

  /** What is printed of a text with {@code --json}. */
  private record Explained(
      String text,
      String label,
      Map<String, Double> probabilities,
      List<Weighted> tokens,
      List<Weighted> terms,
      List<Weighted> attention,
      double rest) {}

  @Override
  public Integer call() {
    texts.check();
    boolean coloured = color.coloured();
    Devices.find();
    common.apply();
    TextClassifier classifier = TextClassifier.load(model);
    List<Explanation> all = new ArrayList<>();
    texts.forEach(
        common,
        batch -> {
          for (String text : batch) {
            Explanation explanation = classifier.explain(text);
            common.result(shown(explanation, coloured), explained(text, explanation));
            if (html != null) {
              all.add(explanation);
            }
          }
        });
    if (html != null) {
      AtomicFile.write(html, Highlights.page(model + ": which words moved the decision", all));
    }
    return ExitCode.OK;
  }

  private static Explained explained(String text, Explanation explanation) {
    return new Explained(
        text,
        explanation.prediction().label(),
        explanation.prediction().probabilities(),
        explanation.tokens(),
        explanation.terms(),
        explanation.attention(),
        explanation.rest());
  }

  private static String shown(Explanation explanation, boolean coloured) {
    String label = explanation.prediction().label();
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%s\t%.4f", label, explanation.prediction().confidence()));
    if (coloured) {
      lines.add("  " + Highlights.terminal(explanation));
    }
    lines.add("  for " + label + ": " + strongest(explanation.terms(), 1));
    lines.add("  against: " + strongest(explanation.terms(), -1));
    if (!explanation.attention().isEmpty()) {
      if (coloured) {
        lines.add("  " + Highlights.terminalAttention(explanation));
      }
      lines.add("  attention: " + strongest(Explanation.summed(explanation.attention()), 1));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** The weightiest terms of a sign. */
  private static String strongest(List<Weighted> terms, int sign) {
    String named =
        terms.stream()
            .filter(term -> sign * term.weight() > 0)
            .limit(NAMED)
            .map(term -> String.format(Locale.ROOT, "%s %+.3f", term.text(), term.weight()))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "nothing" : named;
  }
}
