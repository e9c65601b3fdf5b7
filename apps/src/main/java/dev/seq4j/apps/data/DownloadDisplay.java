package dev.seq4j.apps.data;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ProgressBars;
import dev.seq4j.datasets.source.Progress;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Shows how a download goes: a bar on a terminal, a line every few seconds in a log. */
final class DownloadDisplay implements Progress {

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final long MEGABYTE = 1_000_000;

  private final CommonOptions common;
  private ProgressBar bar;
  private long nextLine;

  DownloadDisplay(CommonOptions common) {
    this.common = common;
  }

  @Override
  public void advanced(long done, long total) {
    if (common.drawsBars()) {
      if (bar == null) {
        bar = ProgressBars.named("download", total).setUnit(" MB", MEGABYTE).showSpeed().build();
      }
      bar.maxHint(total);
      bar.stepTo(done);
      if (done == total) {
        bar.close();
        bar = null;
      }
    } else if (System.nanoTime() >= nextLine) {
      nextLine = System.nanoTime() + LINE_EVERY.toNanos();
      common.progress(
          String.format(
              Locale.ROOT,
              total < 0 ? "download: %.1f MB" : "download: %.1f of %.1f MB",
              (double) done / MEGABYTE,
              (double) total / MEGABYTE));
    }
  }
}
