package dev.seq4j.apps.data;

import dev.seq4j.datasets.imdb.TableFormat;
import picocli.CommandLine.Option;

/** Options that say which columns of a CSV file hold texts and classes. */
public final class ColumnOptions {

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description = "Column of a CSV file with the texts (default: ${DEFAULT-VALUE}).")
  private String text = TableFormat.DEFAULT.textColumn();

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description = "Column of a CSV file with the classes (default: ${DEFAULT-VALUE}).")
  private String label = TableFormat.DEFAULT.labelColumn();

  /**
   * @return both, checked
   */
  public TableFormat format() {
    return TableFormat.DEFAULT.withColumns(text, label);
  }
}
