package dev.seq4j.apps.console;

import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import dev.seq4j.core.train.TrainingResult;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/**
 * Shows how a training goes: a bar on a terminal, a line every few seconds in a log. Always on
 * standard error.
 */
public final class ProgressDisplay implements TrainingObserver, AutoCloseable {

  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  private final CommonOptions common;
  private ProgressBar bar;
  private long nextLine;

  /**
   * @param common shows progress, unless it is to be quiet
   */
  public ProgressDisplay(CommonOptions common) {
    this.common = common;
  }

  @Override
  public void started(TrainingProgress progress) {
    if (common.drawsBars()) {
      bar =
          ProgressBars.named("training", progress.iterations())
              .startsFrom(progress.iteration(), progress.elapsed())
              .build();
    }
    nextLine = System.nanoTime() + LINE_EVERY.toNanos();
  }

  @Override
  public void iterated(TrainingProgress progress) {
    if (bar != null) {
      bar.maxHint(progress.iterations());
      bar.stepTo(progress.iteration());
      bar.setExtraMessage(brief(progress));
    } else if (System.nanoTime() >= nextLine) {
      common.progress(line(progress));
      nextLine = System.nanoTime() + LINE_EVERY.toNanos();
    }
  }

  @Override
  public void validated(TrainingProgress progress, boolean best) {
    if (bar != null) {
      bar.setExtraMessage(brief(progress));
      bar.refresh();
    }
    String line = line(progress) + (best ? " *" : "");
    // Over the bar, which is drawn anew below.
    common.progress(bar == null ? line : "\r\u001b[K" + line);
  }

  @Override
  public void finished(TrainingResult result) {
    close();
  }

  /** Takes the bar away, for whatever ends a training. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  static String line(TrainingProgress p) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d, batch %,d/%,d: loss %.4f%s, learning rate %.2g, %,.0f tokens/s, %s, %s left",
        Math.min(p.epoch() + 1, p.epochs()),
        p.epochs(),
        p.iteration(),
        p.iterations(),
        p.loss(),
        validation(p.validation()),
        p.learningRate(),
        p.tokensPerSecond(),
        time(p.elapsed()),
        p.remaining() == null ? "?" : time(p.remaining()));
  }

  private static String brief(TrainingProgress p) {
    return String.format(
        Locale.ROOT,
        " loss %.3f%s, %,.0f tok/s",
        p.loss(),
        briefValidation(p.validation()),
        p.tokensPerSecond());
  }

  private static String briefValidation(Metrics metrics) {
    if (metrics == null) {
      return "";
    }
    return metrics.hasAccuracy()
        ? String.format(Locale.ROOT, ", valid %.1f %%", 100 * metrics.accuracy())
        : String.format(Locale.ROOT, ", valid %.4f", metrics.loss());
  }

  private static String validation(Metrics metrics) {
    if (metrics == null) {
      return "";
    }
    String loss = String.format(Locale.ROOT, ", validation loss %.4f", metrics.loss());
    return metrics.hasAccuracy()
        ? loss + String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * metrics.accuracy())
        : loss;
  }

  static String time(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
