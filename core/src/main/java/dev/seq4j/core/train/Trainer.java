package dev.seq4j.core.train;

import dev.seq4j.core.InvalidInputException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Trains a network of one or more inputs and one output by mini-batches.
 *
 * <pre>{@code
 * TrainingResult result =
 *     Trainer.of(graph).epochs(5).validation(validation).patience(2).clipNorm(1).fit(train);
 * }</pre>
 *
 * <p>Where the training data go on from batch to batch, as a text in parallel streams does ({@link
 * ResumableBatches#continuesPrevious}), the state of the recurrent layers goes on, too, and
 * gradients end where a batch begins: truncated back-propagation through time.
 *
 * <p>An instance is set up once and runs once.
 */
public final class Trainer {

  /** How often, in iterations, a row is added to the learning curve. */
  public static final int DEFAULT_LOG_EVERY = 20;

  /** How often a checkpoint is written. */
  public static final Duration DEFAULT_CHECKPOINT_EVERY = Duration.ofMinutes(5);

  private final ComputationGraph graph;
  private final ContinuedPasses passes;
  private final List<TrainingObserver> observers = new ArrayList<>();
  private int epochs = 1;
  private long maxIterations = Long.MAX_VALUE;
  private Duration timeLimit;
  private ResumableBatches validation;
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
  private boolean used;
  private GradientStep gradientStep;
  private Checkpoint.Identity identity;
  private TrainingState state = new TrainingState();
  private INDArray bestParameters;
  private int batchesPerEpoch;
  private TrainingClock clock;
  private double lastCheckpoint;
  private boolean unsaved;

  private Trainer(ComputationGraph graph) {
    this.graph = graph;
    passes = new ContinuedPasses(graph);
  }

  /**
   * @param graph an initialised network of one output: softmax with integer labels, or numbers with
   *     a loss such as {@code LossMSE}
   * @return a trainer of one epoch without validation; set it up, then call {@link #fit}
   * @throws IllegalArgumentException if the network cannot be trained here
   */
  public static Trainer of(ComputationGraph graph) {
    TrainableNetwork.require(Objects.requireNonNull(graph, "graph"));
    return new Trainer(graph);
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
   * @param limit training time at most, an interrupted part included; no limit unless set. With a
   *     larger one, a training that it ended can be resumed
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
  public Trainer validation(ResumableBatches validation) {
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
   * @param interval between checkpoints, {@link #DEFAULT_CHECKPOINT_EVERY} unless set, 0 for after
   *     each batch; there is one after each epoch and at the end besides
   * @return this
   */
  public Trainer checkpointEvery(Duration interval) {
    if (interval.isNegative()) {
      throw new InvalidInputException("checkpoint every = " + interval + ": must be 0 or above");
    }
    this.checkpointEvery = interval;
    return this;
  }

  /**
   * @param resume whether to go on from the run's checkpoint if there is one. Epochs, iterations,
   *     time limit and patience may be more than before
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
   * Trains. Whatever the network did before, its updater starts afresh and its iterations count
   * from 0, unless the training is resumed.
   *
   * @param train the training data
   * @return what came of it; the network holds the weights to keep
   * @throws DivergedException if a loss, gradient or weight is not finite
   * @throws InvalidInputException if a setting or the data do not go with the others, or the run's
   *     checkpoint cannot be used or written
   */
  public TrainingResult fit(ResumableBatches train) {
    check(train);
    used = true;
    batchesPerEpoch = train.batchesPerEpoch();
    begin(train);
    TrainingResult.Outcome outcome = loop(train);
    if (unsaved) {
      checkpoint();
    }
    return end(outcome);
  }

  private void check(ResumableBatches train) {
    if (used) {
      throw new IllegalStateException("a trainer runs once: make another one");
    }
    if (resume && run == null) {
      throw new InvalidInputException("resume: needs the run directory of the training to go on");
    }
    if (validation == null && (patience > 0 || validateEvery > 0)) {
      throw new InvalidInputException(
          "patience = %d, validate every = %d: need validation data"
              .formatted(patience, validateEvery));
    }
    if (validation != null && criterion == Criterion.ACCURACY && NumberLoss.of(graph) != null) {
      throw new InvalidInputException(
          "criterion = ACCURACY: numbers that a network predicts have none, must be LOSS");
    }
    if (validation == train) {
      throw new InvalidInputException("validation data: must have an iterator of their own");
    }
    if (train.batchesPerEpoch() < 1) {
      throw new InvalidInputException("training data: there is no batch");
    }
  }

  private void begin(ResumableBatches train) {
    if (schedule != null) {
      LearningRate.set(graph, schedule);
    }
    graph.setUpdater(null); // moments of an earlier training belong to its loss and learning rate
    identity = Checkpoint.Identity.of(graph, seed, batchesPerEpoch);
    if (resume && Files.exists(run.checkpoint())) {
      Checkpoint.Restored restored = Checkpoint.read(run.checkpoint(), graph, identity);
      state = restored.state();
      bestParameters = restored.best();
      train.seek(state.epoch, state.batch);
      passes.resume(train, restored.recurrentState(), run.checkpoint());
    }
    graph.getConfiguration().setIterationCount(Math.toIntExact(state.iteration));
    graph.getConfiguration().setEpochCount(state.epoch);
    gradientStep = new GradientStep(graph, clipNorm);
    clock = new TrainingClock(state.seconds);
    lastCheckpoint = state.seconds;
    TrainingProgress progress = progress();
    observers.forEach(observer -> observer.started(progress));
  }

  // All that decides how to go on is in the state, so that a resumed training decides alike.
  private TrainingResult.Outcome loop(ResumableBatches train) {
    train.seek(state.epoch, state.batch);
    while (true) {
      if (state.batch == batchesPerEpoch && !stopRequested) { // a stop does not wait for validation
        endEpoch(train);
      }
      TrainingResult.Outcome outcome = ended();
      if (outcome != null) {
        return outcome;
      }
      learn(train);
    }
  }

  private TrainingResult.Outcome ended() {
    if (state.epoch >= epochs || state.iteration >= maxIterations) {
      return TrainingResult.Outcome.COMPLETED;
    }
    if (patience > 0 && state.validationsSinceBest >= patience) {
      return TrainingResult.Outcome.EARLY_STOPPED;
    }
    if (stopRequested) {
      return TrainingResult.Outcome.INTERRUPTED;
    }
    if (timeLimit != null && state.seconds >= TrainingClock.seconds(timeLimit)) {
      return TrainingResult.Outcome.TIME_LIMIT;
    }
    return null;
  }

  private void learn(ResumableBatches train) {
    long began = System.nanoTime();
    passes.next(train, batch -> learn(batch, began));
    unsaved = true;
    state.seconds = clock.seconds();
    TrainingProgress progress = progress();
    if (state.iteration % logEvery == 0) {
      state.record(null);
    }
    observers.forEach(observer -> observer.iterated(progress));
    if (validateEvery > 0 && state.iteration % validateEvery == 0) {
      validate();
    }
    if (state.seconds - lastCheckpoint >= TrainingClock.seconds(checkpointEvery)) {
      checkpoint();
    }
  }

  private void learn(MultiDataSet batch, long began) {
    double tokens = TrainingClock.tokens(batch);
    state.learningRate = LearningRate.of(graph);
    Nd4j.getRandom().setSeed(randomSeed(seed, state.iteration));
    gradientStep.learn(batch);
    double seconds = (System.nanoTime() - began) / 1e9;
    state.count(gradientStep, tokens, seconds);
    clock.learnt(tokens, seconds);
  }

  private void endEpoch(ResumableBatches train) {
    if (validateEvery == 0) {
      validate();
    }
    state.epoch++;
    state.batch = 0;
    graph.incrementEpochCount();
    checkpoint();
    train.seek(state.epoch, 0);
  }

  private void validate() {
    if (validation == null || state.validated()) {
      return;
    }
    requireFiniteWeights();
    Metrics metrics = Evaluation.of(graph, validation);
    state.seconds = clock.seconds();
    if (metrics.labels() == 0) {
      throw new InvalidInputException("validation data: there is no label");
    }
    if (!Double.isFinite(metrics.loss())) {
      throw diverged("validation loss " + metrics.loss());
    }
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
    state.record(metrics);
    TrainingProgress progress = progress();
    observers.forEach(observer -> observer.validated(progress, better));
  }

  private void checkpoint() {
    // The last update may have spoilt the weights; the checkpoint before is worth more then.
    requireFiniteWeights();
    if (run != null) {
      Checkpoint.write(run.checkpoint(), graph, identity, state, bestParameters, passes.state());
      run.writeHistory(state.history);
    }
    lastCheckpoint = state.seconds;
    unsaved = false;
  }

  // The checkpoint is from before: what is done here is done again if the training goes on.
  private TrainingResult end(TrainingResult.Outcome outcome) {
    if (outcome != TrainingResult.Outcome.INTERRUPTED) {
      validate();
      state.record(null);
      if (run != null) {
        run.writeHistory(state.history);
      }
      if (bestParameters != null) {
        graph.setParams(bestParameters);
      }
    }
    TrainingResult result =
        new TrainingResult(
            outcome,
            state.iteration,
            state.best,
            state.bestIteration,
            TrainingClock.duration(state.seconds),
            state.history);
    observers.forEach(observer -> observer.finished(result));
    return result;
  }

  private void requireFiniteWeights() {
    if (!Double.isFinite(graph.params().sumNumber().doubleValue())) {
      throw diverged("weights that are not finite, the first in " + Divergence.firstIn(graph));
    }
  }

  private DivergedException diverged(String what) {
    return Divergence.at(
        state.iteration, state.learningRate, what + ", gradient norm " + gradientStep.norm());
  }

  // A function of the iteration alone, so that a resumed training draws the same numbers; mixed, as
  // ND4J draws alike from seeds that differ by a small number.
  static long randomSeed(long seed, long iteration) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + iteration).nextLong();
  }

  private long iterations() {
    return Math.min(maxIterations, (long) epochs * batchesPerEpoch);
  }

  private TrainingProgress progress() {
    return new TrainingProgress(
        state.epoch,
        epochs,
        state.iteration,
        iterations(),
        state.recentLoss(),
        state.validation,
        LearningRate.of(graph),
        clock.tokensPerSecond(),
        TrainingClock.duration(state.seconds),
        clock.remaining(state.seconds, iterations() - state.iteration, timeLimit));
  }

  private static long atLeast(String what, long value, long minimum) {
    if (value < minimum) {
      throw new InvalidInputException(
          "%s = %d: must be %d or above".formatted(what, value, minimum));
    }
    return value;
  }
}
