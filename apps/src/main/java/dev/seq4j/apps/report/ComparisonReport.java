package dev.seq4j.apps.report;

import dev.seq4j.core.file.FileProblems;
import dev.seq4j.models.classifier.ClassificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/**
 * How models compare, as Markdown and as a page.
 *
 * @param data what they learned from, in a line
 * @param device what they ran on, in a line
 * @param command the command line
 * @param models in the order in which they were asked for
 * @param disagreements texts on which they differ
 */
public record ComparisonReport(
    String data,
    String device,
    List<String> command,
    List<ComparedModel> models,
    List<Disagreement> disagreements) {

  private static final String TITLE = "Comparison of classifiers";

  /** Characters of a text that are shown. */
  private static final int SHOWN = 700;

  /** Rows of cells, the first one of headings. */
  private record Table(String title, List<List<String>> rows) {}

  public ComparisonReport {
    command = List.copyOf(command);
    models = List.copyOf(models);
    disagreements = List.copyOf(disagreements);
  }

  /**
   * @param models that were compared
   * @return a line for each, for a terminal
   */
  public static String summary(List<ComparedModel> models) {
    int width = models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
    return models.stream()
        .map(
            model ->
                String.format(
                    Locale.ROOT,
                    "%-" + width + "s  test accuracy %.2f %%, trained in %,.0f s",
                    model.name(),
                    100 * model.report().accuracy(),
                    model.trainSeconds()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>(List.of(overview(), classes()));
    models.forEach(model -> tables.add(confusion(model)));
    models.forEach(model -> tables.add(calibration(model)));
    return tables;
  }

  private Table overview() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "model",
            "test accuracy %",
            "macro F1",
            "loss",
            "calibration error",
            "parameters",
            "training s",
            "ms a text",
            "peak memory MB"));
    for (ComparedModel model : models) {
      ClassificationReport report = model.report();
      rows.add(
          List.of(
              model.name(),
              format("%.2f", 100 * report.accuracy()),
              format("%.4f", report.macroF1()),
              format("%.4f", report.loss()),
              format("%.4f", report.calibrationError()),
              format("%,d", model.parameters()),
              format("%,.0f", model.trainSeconds()),
              format("%.3f", model.millisPerText()),
              format("%,d", model.peakBytes() >> 20)));
    }
    return new Table("On the test", rows);
  }

  private Table classes() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("model", "class", "texts", "precision", "recall", "F1"));
    for (ComparedModel model : models) {
      for (ClassificationReport.OfClass one : model.report().classes()) {
        rows.add(
            List.of(
                model.name(),
                one.label(),
                format("%,d", one.texts()),
                format("%.4f", one.precision()),
                format("%.4f", one.recall()),
                format("%.4f", one.f1())));
      }
    }
    return new Table("Each class", rows);
  }

  private static Table confusion(ComparedModel model) {
    Map<String, Map<String, Integer>> confusion = model.report().confusion();
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("true class"));
    confusion.keySet().forEach(label -> heading.add("told " + label));
    rows.add(heading);
    confusion.forEach(
        (truth, told) -> {
          List<String> row = new ArrayList<>(List.of(truth));
          told.values().forEach(count -> row.add(format("%,d", count)));
          rows.add(row);
        });
    return new Table("Confusion of " + model.name(), rows);
  }

  private static Table calibration(ComparedModel model) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("confidence", "texts", "mean confidence", "accuracy"));
    for (ClassificationReport.Bin bin : model.report().calibration()) {
      rows.add(
          List.of(
              format("%.1f to %.1f", bin.from(), bin.to()),
              format("%,d", bin.texts()),
              format("%.4f", bin.confidence()),
              format("%.4f", bin.accuracy())));
    }
    return new Table("Calibration of " + model.name(), rows);
  }

  /**
   * @param picture of the learning curves, as the file names it
   * @return the report in Markdown
   */
  public String markdown(String picture) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(TITLE).append("\n\n");
    text.append(data).append("\n\n").append(device).append("\n\n");
    text.append("    seq4j ").append(String.join(" ", command)).append("\n");
    for (Table table : tables()) {
      text.append("\n## ").append(table.title()).append("\n\n");
      markdown(table, text);
    }
    text.append("\n## Learning curves\n\n![validation accuracy](").append(picture).append(")\n");
    text.append("\n## Where they disagree most\n");
    for (Disagreement disagreement : disagreements) {
      text.append("\n**").append(inMarkdown(disagreement.truth())).append("** (");
      text.append(inMarkdown(answers(disagreement))).append(")\n\n> ");
      text.append(inMarkdown(shortened(disagreement.text()))).append("\n");
    }
    return text.toString();
  }

  private static void markdown(Table table, StringBuilder text) {
    for (int row = 0; row < table.rows().size(); row++) {
      text.append("|");
      table.rows().get(row).forEach(cell -> text.append(" ").append(inMarkdown(cell)).append(" |"));
      text.append("\n");
      if (row == 0) {
        text.append("|---".repeat(table.rows().get(0).size())).append("|\n");
      }
    }
  }

  /** Marks of Markdown stand for themselves. */
  private static String inMarkdown(String text) {
    return text.replaceAll("([\\\\`*_<>|\\[\\]#])", "\\\\$1");
  }

  /**
   * @param picture of the learning curves, a PNG file that may be missing
   * @return the report as a page
   */
  public String html(Path picture) {
    StringBuilder body = new StringBuilder();
    body.append("<p>").append(inHtml(data)).append("</p>\n");
    body.append("<p>").append(inHtml(device)).append("</p>\n");
    body.append("<pre>seq4j ").append(inHtml(String.join(" ", command))).append("</pre>\n");
    for (Table table : tables()) {
      body.append("<h2>").append(inHtml(table.title())).append("</h2>\n");
      html(table, body);
    }
    if (Files.exists(picture)) {
      body.append("<h2>Learning curves</h2>\n<img alt=\"validation accuracy\" src=\"data:");
      body.append("image/png;base64,").append(base64(picture)).append("\">\n");
    }
    body.append("<h2>Where they disagree most</h2>\n");
    for (Disagreement disagreement : disagreements) {
      body.append("<p><b>").append(inHtml(disagreement.truth())).append("</b> (");
      body.append(inHtml(answers(disagreement))).append(")</p>\n<blockquote>");
      body.append(inHtml(shortened(disagreement.text()))).append("</blockquote>\n");
    }
    return Pages.page(TITLE, body.toString());
  }

  private static void html(Table table, StringBuilder body) {
    body.append("<table>\n");
    for (int row = 0; row < table.rows().size(); row++) {
      String tag = row == 0 ? "th" : "td";
      body.append("<tr>");
      for (String cell : table.rows().get(row)) {
        body.append("<").append(tag).append(">").append(inHtml(cell));
        body.append("</").append(tag).append(">");
      }
      body.append("</tr>\n");
    }
    body.append("</table>\n");
  }

  private static String inHtml(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }

  private static String base64(Path picture) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
    } catch (IOException e) {
      throw FileProblems.cannotRead(picture, e);
    }
  }

  private static String answers(Disagreement disagreement) {
    return disagreement.answers().entrySet().stream()
        .map(
            answer ->
                format(
                    "%s: %s %.2f",
                    answer.getKey(), answer.getValue().label(), answer.getValue().probability()))
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ...";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
