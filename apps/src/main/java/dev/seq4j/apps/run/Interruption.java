package dev.seq4j.apps.run;

import dev.seq4j.core.train.Trainer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, Ctrl-C (or a plain kill) lets the training write a checkpoint before the
 * process ends.
 */
final class Interruption {

  /** What a batch and a checkpoint may take before the process ends without. */
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  Interruption(Trainer trainer) {
    hook =
        new Thread(
            () -> {
              trainer.requestStop();
              await();
            },
            "stop training");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("seq4j: the training did not stop in time; its last checkpoint holds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that all is written and said. */
  void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what is running.
      return;
    }
  }
}
