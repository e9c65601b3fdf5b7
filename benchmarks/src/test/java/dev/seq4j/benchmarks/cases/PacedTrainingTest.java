package dev.seq4j.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.models.language.LanguageModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacedTrainingTest {

  private static final LetterProblem PROBLEM = new LetterProblem(2, 3, 5, 4, 6);

  @Test
  void aStepIsOneIterationOfTheTrainer() {
    LanguageModel model = LetterModel.model(PROBLEM);
    PacedTraining training = new PacedTraining(model.trainer(), LetterModel.batch(PROBLEM));
    for (int step = 1; step <= 3; step++) {
      training.step();
      assertThat(model.graph().getIterationCount()).isEqualTo(step);
    }
    training.close();
    assertThat(model.graph().getIterationCount()).isBetween(3, 4); // whether it heard in time
  }

  @Test
  void aTrainingThatFailsFailsTheStep() {
    Trainer used = LetterModel.model(PROBLEM).trainer().maxIterations(1);
    PacedTraining first = new PacedTraining(used, LetterModel.batch(PROBLEM));
    first.step();
    first.close();
    PacedTraining second = new PacedTraining(used, LetterModel.batch(PROBLEM));
    assertThatThrownBy(second::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a trainer runs once");
    second.close();
  }
}
