package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingObserver;
import dev.seq4j.core.train.TrainingProgress;
import java.util.concurrent.Semaphore;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A {@link Trainer} at work on the same batch again and again, in a thread of its own that waits
 * between its steps: what a user's training does, and time can be taken of each step.
 */
final class PacedTraining implements Workload, TrainingObserver {

  private final Semaphore asked = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final Trainer trainer;
  private final Thread thread;
  private volatile RuntimeException failure;

  PacedTraining(Trainer trainer, DataSet batch) {
    this(trainer, batch.toMultiDataSet());
  }

  PacedTraining(Trainer trainer, MultiDataSet batch) {
    this.trainer = trainer.observer(this);
    thread =
        new Thread(() -> train(new SameBatch(batch, asked::acquireUninterruptibly)), "trainer");
    thread.start();
  }

  /** Trains a network from its first weights on. */
  static PacedTraining of(ComputationGraphConfiguration configuration, DataSet batch) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return new PacedTraining(Trainer.of(graph).epochs(Integer.MAX_VALUE), batch);
  }

  private void train(SameBatch batches) {
    try {
      trainer.fit(batches);
    } catch (RuntimeException e) {
      failure = e;
      done.release();
    }
  }

  @Override
  public void iterated(TrainingProgress progress) {
    done.release();
  }

  @Override
  public void step() {
    asked.release();
    done.acquireUninterruptibly();
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the training after one more step at most, for which it waits. */
  @Override
  public void close() {
    trainer.requestStop();
    asked.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
