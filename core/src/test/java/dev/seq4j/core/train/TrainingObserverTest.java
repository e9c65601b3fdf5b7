package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;

class TrainingObserverTest {

  /** Three batches an epoch. */
  private static final ToyBatches TEXTS = ToyBatches.classes(5, 10);

  private static final ToyBatches HELD_OUT = ToyBatches.classes(99, 5);

  private record Recorder(String name, List<String> calls, List<TrainingProgress> seen)
      implements TrainingObserver {

    @Override
    public void started(TrainingProgress progress) {
      note("started", progress);
    }

    @Override
    public void iterated(TrainingProgress progress) {
      note("iterated", progress);
    }

    @Override
    public void validated(TrainingProgress progress, boolean best) {
      note(best ? "best" : "validated", progress);
    }

    @Override
    public void finished(TrainingResult result) {
      calls.add(name + " finished " + result.iterations());
    }

    private void note(String call, TrainingProgress progress) {
      calls.add(name + " " + call + " " + progress.iteration());
      seen.add(progress);
    }
  }

  @Test
  void allAreToldInTheOrderInWhichTheyWereAdded() {
    List<String> calls = new ArrayList<>();

    Trainer.of(ToyNetwork.classifier().build())
        .validation(HELD_OUT)
        .validateEvery(2)
        .observer(new Recorder("a", calls, new ArrayList<>()))
        .observer(new Recorder("b", calls, new ArrayList<>()))
        .fit(TEXTS);

    assertThat(calls.stream().filter(call -> call.startsWith("a")).map(call -> call.substring(2)))
        .startsWith("started 0", "iterated 1", "iterated 2", "best 2", "iterated 3")
        .endsWith("finished 3")
        .hasSize(7);
    for (int i = 0; i < calls.size(); i += 2) {
      assertThat(calls.get(i)).startsWith("a");
      assertThat(calls.get(i + 1)).isEqualTo("b" + calls.get(i).substring(1));
    }
  }

  @Test
  void progressIsPlausible() {
    List<TrainingProgress> seen = new ArrayList<>();
    WarmupCosineSchedule schedule = new WarmupCosineSchedule(0.03, 0.001, 2, 8);

    Trainer.of(ToyNetwork.classifier().build())
        .epochs(3)
        .maxIterations(8)
        .schedule(schedule)
        .logEvery(3)
        .validation(HELD_OUT)
        .timeLimit(Duration.ofDays(1))
        .observer(new Recorder("a", new ArrayList<>(), seen))
        .fit(TEXTS);

    TrainingProgress first = seen.get(0);
    assertThat(first.iteration()).isZero();
    assertThat(first.loss()).isNaN();
    assertThat(first.validation()).isNull();
    assertThat(first.remaining()).isNull();
    assertThat(first.elapsed()).isZero();
    assertThat(first.tokensPerSecond()).isZero();
    assertThat(seen).hasSize(1 + 8 + 3).isSortedAccordingTo(TrainingObserverTest::inOrder);
    for (TrainingProgress progress : seen) {
      assertThat(progress.epochs()).isEqualTo(3);
      assertThat(progress.iterations()).isEqualTo(8);
      assertThat(progress.learningRate())
          .isEqualTo(schedule.valueAt((int) progress.iteration(), 0));
      if (progress != first) {
        assertThat(progress.epoch()).isEqualTo((int) (progress.iteration() - 1) / 3);
        assertThat(progress.loss()).isBetween(0.0, 3.0);
        assertThat(progress.remaining()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(progress.tokensPerSecond()).isPositive();
        assertThat(progress.validation() != null)
            .isEqualTo(progress.iteration() > 3 || progress == seen.get(4));
      }
    }
    assertThat(seen.get(seen.size() - 1).remaining()).isZero();
  }

  private static int inOrder(TrainingProgress a, TrainingProgress b) {
    int byIteration = Long.compare(a.iteration(), b.iteration());
    int byTime = a.elapsed().compareTo(b.elapsed());
    return byIteration > 0 || byTime > 0 ? 1 : byIteration;
  }

  @Test
  void theRemainingTimeIsNoMoreThanTheLimitLeaves() {
    List<TrainingProgress> seen = new ArrayList<>();

    Trainer.of(ToyNetwork.classifier().build())
        .epochs(1_000_000)
        .maxIterations(Long.MAX_VALUE)
        .timeLimit(Duration.ofMillis(1))
        .observer(new Recorder("a", new ArrayList<>(), seen))
        .fit(TEXTS);

    TrainingProgress last = seen.get(seen.size() - 1);
    assertThat(last.iterations()).isEqualTo(3_000_000);
    assertThat(last.remaining()).isZero(); // of the limit, not below
  }

  @Test
  void anObserverThatThrowsEndsTheTrainingAndLeavesTheListenersAsTheyWere() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    int[] iterations = new int[1];
    BaseTrainingListener own =
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            iterations[0]++;
          }
        };
    graph.setListeners(own);
    IllegalStateException thrown = new IllegalStateException("enough");
    Trainer trainer =
        Trainer.of(graph)
            .observer(
                new TrainingObserver() {
                  @Override
                  public void iterated(TrainingProgress progress) {
                    if (progress.iteration() == 2) {
                      throw thrown;
                    }
                  }
                });

    assertThatThrownBy(() -> trainer.fit(TEXTS)).isSameAs(thrown);

    assertThat(iterations[0]).isEqualTo(2);
    assertThat(graph.getListeners()).containsExactly(own);
    assertThat(graph.getLayer("lstm").getListeners()).containsExactly(own);
    graph.fit(TEXTS); // no longer scaled, clipped or watched, but listened to
    assertThat(iterations[0]).isGreaterThan(2);
  }

  @Test
  void theListenersAreAsBeforeAfterATraining() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    BaseTrainingListener own = new BaseTrainingListener() {};
    graph.setListeners(own);

    Trainer.of(graph).fit(TEXTS);

    assertThat(graph.getListeners()).containsExactly(own);
  }
}
