package dev.seq4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FeatureDropoutTest {

  private static final int BATCH = 40;
  private static final int FEATURES = 50;
  private static final int TIME = 3;

  @Test
  void dropsWholeFeaturesAndKeepsTheMean() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, BATCH, FEATURES, TIME);
    for (INDArray x : List.of(ones, Sequences.timeMajorView(ones), timeMajor(ones))) {
      INDArray y = new FeatureDropout(0.25).applyDropout(x, x, 0, 0, LayerUnderTest.NO_WORKSPACES);
      for (int row = 0; row < BATCH; row++) {
        for (int feature = 0; feature < FEATURES; feature++) {
          float first = y.getFloat(row, feature, 0);
          assertThat(first).isIn(0f, 1 / 0.75f);
          for (int t = 1; t < TIME; t++) {
            assertThat(y.getFloat(row, feature, t)).isEqualTo(first);
          }
        }
      }
      assertThat(y.meanNumber().doubleValue()).isBetween(0.93, 1.07);
    }
  }

  private static INDArray timeMajor(INDArray sequence) {
    return TimeMajor.back(TimeMajor.of(sequence, null).dup('c'), null);
  }

  @Test
  void theGradientIsMultipliedAsTheInputWasInEveryLayout() {
    INDArray x = Nd4j.ones(DataType.FLOAT, BATCH, FEATURES, TIME);
    INDArray gradient = Sequences.random(1, DataType.FLOAT, BATCH, FEATURES, TIME);
    for (INDArray same : List.of(gradient, timeMajor(gradient), gradient.dup('f'))) {
      FeatureDropout dropout = new FeatureDropout(0.5);
      INDArray y = dropout.applyDropout(x, x.dup(), 0, 0, LayerUnderTest.NO_WORKSPACES);
      INDArray before = same.dup();
      INDArray toInput = dropout.backprop(same, timeMajor(same), 0, 0);
      assertThat(toInput).isEqualTo(gradient.mul(y));
      assertThat(same).as("what others may read, too").isEqualTo(before);
    }
  }

  @Test
  void goesThroughJson() {
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, SmallNetworks.Path.CHOSEN);
    SimpleRnn layer = new SimpleRnn.Builder().nOut(3).dropOut(new FeatureDropout(0.3)).build();
    ComputationGraphConfiguration configuration = networks.graphBuilder(layer).build();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).contains("\"probability\" : 0.3");
    assertThat(new FeatureDropout(0.3).clone())
        .isEqualTo(new FeatureDropout(0.3))
        .hasSameHashCodeAs(new FeatureDropout(0.3))
        .isNotEqualTo(new FeatureDropout(0.2));
  }

  @Test
  void aProbabilityIsAboveZeroAndBelowOne() {
    for (double wrong : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new FeatureDropout(wrong))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("feature dropout = " + wrong + ": must be in (0, 1)");
    }
  }
}
