package dev.seq4j.apps.console;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;

/**
 * Shows how many things are done: a bar on a terminal, a line every few seconds in a log. Always on
 * standard error.
 */
public final class CountDisplay implements IntConsumer, AutoCloseable {

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final CommonOptions common;
  private final String things;
  private final long all;
  private final ProgressBar bar; // null in a log
  private long done;
  private long nextLine = System.nanoTime() + LINE_EVERY.toNanos();

  /**
   * @param things such as {@code sentences}
   * @param all how many there are
   */
  public CountDisplay(CommonOptions common, String things, long all) {
    this.common = common;
    this.things = things;
    this.all = all;
    bar = common.drawsBars() ? ProgressBars.named(things, all).build() : null;
  }

  /** Adds to what is done. */
  @Override
  public void accept(int more) {
    done += more;
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() >= nextLine) {
      nextLine = System.nanoTime() + LINE_EVERY.toNanos();
      common.progress(String.format(Locale.ROOT, "%,d of %,d %s", done, all, things));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
