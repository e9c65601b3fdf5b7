package dev.seq4j.apps.report;

import org.apache.commons.text.StringEscapeUtils;

/** What all pages have in common. */
final class Pages {

  private static final String STYLE =
      """
      body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; }
      th, td { border: 1px solid #ccc; padding: 0.2em 0.6em; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      .text { text-align: left; }
      img { max-width: 100%; }
      """;

  private Pages() {}

  /**
   * @param title as text
   * @param body as HTML
   * @return a page that stands alone
   */
  static String page(String title, String body) {
    String escaped = StringEscapeUtils.escapeHtml4(title);
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>%s</h1>
    %s
    </body>
    </html>
    """
        .formatted(escaped, STYLE, escaped, body);
  }
}
