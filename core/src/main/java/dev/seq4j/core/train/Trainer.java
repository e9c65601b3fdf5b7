package dev.seq4j.core.train;

import dev.seq4j.core.InvalidInputException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Trains a network of one input and one output by mini-batches.
 *
 * <pre>{@code
 * TrainingResult result =
 *     Trainer.of(graph).epochs(5).validation(validation).patience(2).clipNorm(1).fit(train);
 * }</pre>
 *
 * <p>An instance is set up once and runs once.
 */
public final class Trainer {

  /** How often, in iterations, a row is added to the learning curve. */
  public static final int DEFAULT_LOG_EVERY = 20;

  /** How often a checkpoint is written. */
  public static final Duration DEFAULT_CHECKPOINT_EVERY = Duration.ofMinutes(5);

  private final ComputationGraph graph;
  private final List<TrainingObserver> observers = new ArrayList<>();
  private int epochs = 1;
  private long maxIterations = Long.MAX_VALUE;
  private Duration timeLimit;
  private ResumableIterator validation;
  private int validateEvery;
  private int patience;
  private Criterion criterion = Criterion.LOSS;
  private double clipNorm;
  private ISchedule schedule;
  private long seed;
  private int logEvery = DEFAULT_LOG_EVERY;
  private RunDirectory run;
  private Duration checkpointEvery = DEFAULT_CHECKPOINT_EVERY;
  private boolean resume;

  private volatile boolean stopRequested;
  private Checkpoint.Identity identity;
  private TrainingState state = new TrainingState();
  private INDArray bestParameters;
  private int batchesPerEpoch;
  private double earlierSeconds;
  private double sessionTokens;
  private long sessionIterations;
  private long startNanos;

  private Trainer(ComputationGraph graph) {
    this.graph = graph;
  }

  /**
   * @param graph an initialised network of one input and one softmax output with integer labels
   * @return a trainer of one epoch without validation; set it up, then call {@link #fit}
   */
  public static Trainer of(ComputationGraph graph) {
    return new Trainer(Objects.requireNonNull(graph, "graph"));
  }

  /**
   * @param epochs passes over the training data at most, 1 or more; 1 unless set
   * @return this
   */
  public Trainer epochs(int epochs) {
    this.epochs = (int) atLeast("epochs", epochs, 1);
    return this;
  }

  /**
   * @param iterations batches to learn from at most, 1 or more; no limit unless set
   * @return this
   */
  public Trainer maxIterations(long iterations) {
    this.maxIterations = atLeast("iterations", iterations, 1);
    return this;
  }

  /**
   * @param limit training time at most, an interrupted part included; no limit unless set
   * @return this
   */
  public Trainer timeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new InvalidInputException("time limit = " + limit + ": must be above 0");
    }
    this.timeLimit = limit;
    return this;
  }

  /**
   * @param validation run after each epoch, or as {@link #validateEvery} says; the weights that are
   *     best on it are kept
   * @return this
   */
  public Trainer validation(ResumableIterator validation) {
    this.validation = Objects.requireNonNull(validation, "validation");
    return this;
  }

  /**
   * @param iterations between validations; 0, the default, for the end of each epoch
   * @return this
   */
  public Trainer validateEvery(int iterations) {
    this.validateEvery = (int) atLeast("validate every", iterations, 0);
    return this;
  }

  /**
   * @param validations without a better one after which training stops early; 0, the default, for
   *     never
   * @return this
   */
  public Trainer patience(int validations) {
    this.patience = (int) atLeast("patience", validations, 0);
    return this;
  }

  /**
   * @param criterion what makes weights the best; the loss unless set
   * @return this
   */
  public Trainer criterion(Criterion criterion) {
    this.criterion = Objects.requireNonNull(criterion, "criterion");
    return this;
  }

  /**
   * @param norm the largest global Euclidean norm of the gradient of the mean loss a label; larger
   *     ones are scaled down to it, before any penalty on weights is added. 0, the default, for no
   *     clipping
   * @return this
   */
  public Trainer clipNorm(double norm) {
    if (!(norm >= 0) || Double.isInfinite(norm)) {
      throw new InvalidInputException("clip norm = " + norm + ": must be 0 (off) or above");
    }
    this.clipNorm = norm;
    return this;
  }

  /**
   * @param schedule the learning rate of all layers by iteration; the network's own unless set
   * @return this
   */
  public Trainer schedule(ISchedule schedule) {
    this.schedule = Objects.requireNonNull(schedule, "schedule");
    return this;
  }

  /**
   * @param seed of dropout; the order of the data has its own seed
   * @return this
   */
  public Trainer seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * @param iterations between rows of the learning curve, {@link #DEFAULT_LOG_EVERY} unless set
   * @return this
   */
  public Trainer logEvery(int iterations) {
    this.logEvery = (int) atLeast("log every", iterations, 1);
    return this;
  }

  /**
   * @param run gets checkpoints and the learning curve; stays open
   * @return this
   */
  public Trainer run(RunDirectory run) {
    this.run = Objects.requireNonNull(run, "run");
    return this;
  }

  /**
   * @param interval between checkpoints, {@link #DEFAULT_CHECKPOINT_EVERY} unless set; there is one
   *     after each epoch besides
   * @return this
   */
  public Trainer checkpointEvery(Duration interval) {
    this.checkpointEvery = Objects.requireNonNull(interval, "interval");
    return this;
  }

  /**
   * @param resume whether to go on from the run's checkpoint if there is one
   * @return this
   */
  public Trainer resume(boolean resume) {
    this.resume = resume;
    return this;
  }

  /**
   * @param observer is told how it goes
   * @return this
   */
  public Trainer observer(TrainingObserver observer) {
    observers.add(Objects.requireNonNull(observer, "observer"));
    return this;
  }

  /**
   * Asks the training to write a checkpoint after the current batch and to end; from any thread,
   * such as a shutdown hook.
   */
  public void requestStop() {
    stopRequested = true;
  }

  /**
   * Trains.
   *
   * @param train the training data
   * @return what came of it; the network holds the weights to keep
   * @throws DivergedException if a loss, gradient or weight is not finite
   * @throws InvalidInputException if the run's checkpoint cannot be used or written
   */
  public TrainingResult fit(ResumableIterator train) {
    if (resume && run == null) {
      throw new InvalidInputException("resume: needs the run directory of the training to go on");
    }
    batchesPerEpoch = train.batchesPerEpoch();
    GradientStep gradientStep = new GradientStep(clipNorm);
    List<TrainingListener> before = new ArrayList<>(graph.getListeners());
    graph.addListeners(gradientStep);
    try {
      if (schedule != null) {
        LearningRate.set(graph, schedule);
      }
      begin();
      TrainingResult.Outcome outcome = loop(train, gradientStep);
      return end(outcome);
    } finally {
      graph.setListeners(before);
    }
  }

  private void begin() {
    identity = Checkpoint.Identity.of(graph, seed, batchesPerEpoch);
    if (resume && Files.exists(run.checkpoint())) {
      Checkpoint.Restored restored = Checkpoint.read(run.checkpoint(), graph, identity);
      state = restored.state();
      bestParameters = restored.best();
    }
    earlierSeconds = state.seconds;
    startNanos = System.nanoTime();
    TrainingProgress progress = progress();
    observers.forEach(observer -> observer.started(progress));
  }

  private TrainingResult.Outcome loop(ResumableIterator train, GradientStep gradientStep) {
    double lastCheckpoint = state.seconds;
    while (state.epoch < epochs && state.iteration < maxIterations) {
      train.seek(state.epoch, state.batch);
      while (train.hasNext() && state.iteration < maxIterations) {
        learn(train.next(), gradientStep);
        if (validateEvery > 0 && state.iteration % validateEvery == 0) {
          validate();
        }
        if (stopRequested || timeIsUp()) {
          checkpoint();
          return stopRequested
              ? TrainingResult.Outcome.INTERRUPTED
              : TrainingResult.Outcome.TIME_LIMIT;
        }
        if (givenUp()) {
          return TrainingResult.Outcome.EARLY_STOPPED;
        }
        if (state.seconds - lastCheckpoint >= checkpointEvery.toMillis() / 1000.0) {
          checkpoint();
          lastCheckpoint = state.seconds;
        }
      }
      if (!train.hasNext()) {
        if (validateEvery == 0) {
          validate();
        }
        state.epoch++;
        state.batch = 0;
        graph.incrementEpochCount();
        checkpoint();
        lastCheckpoint = state.seconds;
      }
      if (givenUp()) {
        return TrainingResult.Outcome.EARLY_STOPPED;
      }
    }
    return TrainingResult.Outcome.COMPLETED;
  }

  private void learn(DataSet batch, GradientStep gradientStep) {
    double labels = labels(batch);
    gradientStep.expect(labels, batch.numExamples());
    double learningRate = LearningRate.of(graph);
    // A function of the iteration alone, so that a resumed training draws the same numbers.
    Nd4j.getRandom().setSeed(seed * 0x9E3779B97F4A7C15L + state.iteration);
    graph.fit(batch);
    double tokens = tokens(batch);
    state.count(gradientStep.loss(), labels, gradientStep.norm(), tokens);
    sessionTokens += tokens;
    sessionIterations++;
    clock();
    TrainingProgress progress = progress();
    if (state.iteration % logEvery == 0) {
      state.record(learningRate, null);
    }
    observers.forEach(observer -> observer.iterated(progress));
  }

  private void validate() {
    if (validation == null) {
      return;
    }
    Metrics metrics = Evaluation.of(graph, validation);
    clock();
    requireFinite(metrics.loss(), "validation loss");
    state.validation = metrics;
    boolean better = criterion.better(metrics, state.best);
    if (better) {
      state.best = metrics;
      state.bestIteration = state.iteration;
      state.validationsSinceBest = 0;
      if (bestParameters == null) {
        bestParameters = graph.params().dup();
      } else {
        bestParameters.assign(graph.params());
      }
    } else {
      state.validationsSinceBest++;
    }
    state.record(LearningRate.of(graph), metrics);
    TrainingProgress progress = progress();
    observers.forEach(observer -> observer.validated(progress, better));
  }

  private boolean givenUp() {
    return patience > 0 && state.validationsSinceBest >= patience;
  }

  private boolean timeIsUp() {
    return timeLimit != null && state.seconds >= timeLimit.toMillis() / 1000.0;
  }

  private void checkpoint() {
    if (run != null) {
      // The last update may have spoilt the weights; the checkpoint before is worth more then.
      requireFinite(graph.params().sumNumber().doubleValue(), "sum of the weights");
      Checkpoint.write(run.checkpoint(), graph, identity, state, bestParameters);
      run.writeHistory(state.history);
    }
  }

  private TrainingResult end(TrainingResult.Outcome outcome) {
    boolean interrupted = outcome == TrainingResult.Outcome.INTERRUPTED;
    if (!interrupted && outcome != TrainingResult.Outcome.EARLY_STOPPED && unvalidated()) {
      validate();
    }
    if (run != null) {
      run.writeHistory(state.history);
    }
    if (bestParameters != null && !interrupted) {
      graph.setParams(bestParameters);
    }
    TrainingResult result =
        new TrainingResult(
            outcome,
            state.iteration,
            state.best,
            state.bestIteration,
            seconds(state.seconds),
            state.history);
    observers.forEach(observer -> observer.finished(result));
    return result;
  }

  private boolean unvalidated() {
    HistoryRow last = state.history.isEmpty() ? null : state.history.get(state.history.size() - 1);
    return last == null || last.validation() == null || last.iteration() != state.iteration;
  }

  private void requireFinite(double value, String what) {
    if (!Double.isFinite(value)) {
      throw new DivergedException(
          "training diverged at iteration %d, epoch %d: %s is %s, learning rate %s; try a lower one"
              .formatted(state.iteration, state.epoch, what, value, LearningRate.of(graph)));
    }
  }

  private void clock() {
    state.seconds = earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
  }

  private TrainingProgress progress() {
    long iterations = Math.min(maxIterations, (long) epochs * batchesPerEpoch);
    double session = Math.max(1e-9, state.seconds - earlierSeconds);
    Duration remaining = null;
    if (sessionIterations > 0) {
      double left = session / sessionIterations * (iterations - state.iteration);
      if (timeLimit != null) {
        left = Math.min(left, timeLimit.toMillis() / 1000.0 - state.seconds);
      }
      remaining = seconds(Math.max(0, left));
    }
    return new TrainingProgress(
        state.epoch,
        epochs,
        state.iteration,
        iterations,
        state.recentLoss(),
        state.validation,
        LearningRate.of(graph),
        sessionTokens / session,
        seconds(state.seconds),
        remaining);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static double labels(DataSet batch) {
    if (batch.getLabelsMaskArray() != null) {
      return batch.getLabelsMaskArray().sumNumber().doubleValue();
    }
    INDArray labels = batch.getLabels();
    return labels.rank() == 3 ? labels.size(0) * labels.size(2) : labels.size(0);
  }

  private static double tokens(DataSet batch) {
    return batch.getFeaturesMaskArray() != null
        ? batch.getFeaturesMaskArray().sumNumber().doubleValue()
        : batch.getFeatures().size(0) * batch.getFeatures().size(batch.getFeatures().rank() - 1);
  }

  private static long atLeast(String what, long value, long minimum) {
    if (value < minimum) {
      throw new InvalidInputException(
          "%s = %d: must be %d or above".formatted(what, value, minimum));
    }
    return value;
  }
}
