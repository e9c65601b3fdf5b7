package dev.seq4j.apps.console;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How the bars look that show how far something has come. */
public final class ProgressBars {

  private static final int WIDTH = 110;
  private static final int UPDATE_MILLIS = 250;

  private ProgressBars() {}

  /**
   * Begins a bar on standard error; for {@linkplain CommonOptions#drawsBars who is looking}.
   *
   * @param name of what goes on
   * @param all at which it is full, below 0 if that is not known
   * @return what builds it
   */
  public static ProgressBarBuilder named(String name, long all) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(all)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH));
  }
}
