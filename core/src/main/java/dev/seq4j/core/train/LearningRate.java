package dev.seq4j.core.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of a network's steps.
 *
 * <p>Asks and tells the vertices, which hold every parameter. {@code ComputationGraph}'s own
 * methods pass over what is neither a {@code BaseLayer} nor wraps just one: {@code Bidirectional},
 * vertices with parameters of their own.
 */
final class LearningRate {

  private LearningRate() {}

  /**
   * @param graph a network whose layers share one schedule
   * @return the learning rate of the next step for the first parameters that have one, else NaN
   */
  static double of(ComputationGraph graph) {
    for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
      IUpdater updater = block.getGradientUpdater().getConfig();
      if (updater.hasLearningRate()) {
        return updater.getLearningRate(graph.getIterationCount(), graph.getEpochCount());
      }
    }
    return Double.NaN;
  }

  /**
   * @param graph gets the schedule for all its parameters; an updater it has already must be made
   *     anew
   * @param schedule the learning rate by iteration
   */
  static void set(ComputationGraph graph, ISchedule schedule) {
    for (GraphVertex vertex : graph.getVertices()) {
      for (String parameter : vertex.paramTable(false).keySet()) {
        IUpdater updater = vertex.getConfig().getUpdaterByParam(parameter);
        if (updater.hasLearningRate()) {
          updater.setLrAndSchedule(Double.NaN, schedule);
        }
      }
    }
  }
}
