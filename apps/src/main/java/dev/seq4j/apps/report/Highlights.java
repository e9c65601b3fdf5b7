package dev.seq4j.apps.report;

import dev.seq4j.models.classifier.Explanation;
import dev.seq4j.models.classifier.Explanation.Weighted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Words in colour: green where they speak for the decision, red where they speak against it, the
 * stronger the more they do, as compared with the strongest word of the text.
 */
public final class Highlights {

  private static final String RESET = "\u001b[0m";

  /** Backgrounds of the terminal's 256 colours, the weakest first, all with black letters. */
  private static final int[] GREENS = {194, 157, 120, 83};

  private static final int[] REDS = {224, 217, 210, 203};

  /** Below this share of the strongest word there is no colour. */
  private static final double FAINTEST = 0.1;

  private Highlights() {}

  /**
   * @param explanation of a text
   * @return its words with the escape sequences of a terminal
   */
  public static String terminal(Explanation explanation) {
    double strongest = strongest(explanation);
    return explanation.tokens().stream()
        .map(token -> terminal(token, strongest))
        .collect(Collectors.joining(" "));
  }

  private static String terminal(Weighted token, double strongest) {
    double share = share(token, strongest);
    if (Math.abs(share) < FAINTEST) {
      return token.text();
    }
    int[] colours = share > 0 ? GREENS : REDS;
    int colour = colours[Math.min(colours.length - 1, (int) (Math.abs(share) * colours.length))];
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
    double strongest = strongest(explanation);
    String words =
        explanation.tokens().stream()
            .map(token -> html(token, strongest))
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "<p class=\"text\"><b>%s</b> %.4f</p>\n<p class=\"text\">%s</p>",
        StringEscapeUtils.escapeHtml4(explanation.prediction().label()),
        explanation.prediction().confidence(),
        words);
  }

  private static String html(Weighted token, double strongest) {
    double share = share(token, strongest);
    String text = StringEscapeUtils.escapeHtml4(token.text());
    if (Math.abs(share) < FAINTEST) {
      return text;
    }
    return String.format(
        Locale.ROOT,
        "<span style=\"background:rgba(%s,%.2f)\" title=\"%+.3f\">%s</span>",
        share > 0 ? "60,170,90" : "215,80,80",
        Math.abs(share),
        token.weight(),
        text);
  }

  private static double strongest(Explanation explanation) {
    return explanation.tokens().stream().mapToDouble(t -> Math.abs(t.weight())).max().orElse(0);
  }

  private static double share(Weighted token, double strongest) {
    return strongest == 0 ? 0 : token.weight() / strongest;
  }
}
