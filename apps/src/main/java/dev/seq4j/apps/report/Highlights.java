package dev.seq4j.apps.report;

import dev.seq4j.models.classifier.Explanation;
import dev.seq4j.models.classifier.Explanation.Weighted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Words in colour: green where they speak for the decision, red where they speak against it, the
 * stronger the more they do, as compared with the strongest word of the text; and blue, the
 * stronger the more a network attended to them.
 */
public final class Highlights {

  private static final String RESET = "\u001b[0m";

  /** Below this share of the strongest word there is no colour. */
  private static final double FAINTEST = 0.1;

  private Highlights() {}

  /** Colours of a sign. */
  private enum Ink {
    GREEN("60,170,90", 194, 157, 120, 83),
    RED("215,80,80", 224, 217, 210, 203),
    BLUE("70,120,215", 195, 159, 117, 75);

    private final String rgb;

    /** Backgrounds of the terminal's 256 colours, the weakest first, all with black letters. */
    private final int[] backgrounds;

    Ink(String rgb, int... backgrounds) {
      this.rgb = rgb;
      this.backgrounds = backgrounds;
    }

    int background(double share) {
      return backgrounds[Math.min(backgrounds.length - 1, (int) (share * backgrounds.length))];
    }
  }

  /**
   * @param explanation of a text
   * @return its words with the escape sequences of a terminal
   */
  public static String terminal(Explanation explanation) {
    return terminal(explanation.tokens(), Ink.GREEN);
  }

  /**
   * @param explanation of a text
   * @return its words with the escape sequences of a terminal, coloured by the attention they got;
   *     empty if the model does not attend
   */
  public static String terminalAttention(Explanation explanation) {
    return terminal(explanation.attention(), Ink.BLUE);
  }

  private static String terminal(List<Weighted> tokens, Ink positive) {
    double strongest = strongest(tokens);
    return tokens.stream()
        .map(token -> terminal(token, strongest, positive))
        .collect(Collectors.joining(" "));
  }

  private static String terminal(Weighted token, double strongest, Ink positive) {
    double share = share(token, strongest);
    if (Math.abs(share) < FAINTEST) {
      return token.text();
    }
    int colour = (share > 0 ? positive : Ink.RED).background(Math.abs(share));
    return "\u001b[30;48;5;" + colour + "m" + token.text() + RESET;
  }

  /**
   * @param title of the page
   * @param explanations what it shows, in their order
   * @return an HTML page
   */
  public static String page(String title, List<Explanation> explanations) {
    return Pages.page(
        title, explanations.stream().map(Highlights::html).collect(Collectors.joining("\n")));
  }

  /**
   * @param explanation of a text
   * @return a piece of HTML
   */
  public static String html(Explanation explanation) {
    String decision =
        String.format(
            Locale.ROOT,
            "<p class=\"text\"><b>%s</b> %.4f</p>\n<p class=\"text\">%s</p>",
            StringEscapeUtils.escapeHtml4(explanation.prediction().label()),
            explanation.prediction().confidence(),
            html(explanation.tokens(), Ink.GREEN));
    return explanation.attention().isEmpty()
        ? decision
        : decision
            + "\n<p class=\"text\"><i>attended to</i></p>\n<p class=\"text\">%s</p>"
                .formatted(html(explanation.attention(), Ink.BLUE));
  }

  private static String html(List<Weighted> tokens, Ink positive) {
    double strongest = strongest(tokens);
    return tokens.stream()
        .map(token -> html(token, strongest, positive))
        .collect(Collectors.joining(" "));
  }

  private static String html(Weighted token, double strongest, Ink positive) {
    double share = share(token, strongest);
    String text = StringEscapeUtils.escapeHtml4(token.text());
    if (Math.abs(share) < FAINTEST) {
      return text;
    }
    return String.format(
        Locale.ROOT,
        "<span style=\"background:rgba(%s,%.2f)\" title=\"%+.3f\">%s</span>",
        (share > 0 ? positive : Ink.RED).rgb,
        Math.abs(share),
        token.weight(),
        text);
  }

  private static double strongest(List<Weighted> tokens) {
    return tokens.stream().mapToDouble(token -> Math.abs(token.weight())).max().orElse(0);
  }

  private static double share(Weighted token, double strongest) {
    return strongest == 0 ? 0 : token.weight() / strongest;
  }
}
