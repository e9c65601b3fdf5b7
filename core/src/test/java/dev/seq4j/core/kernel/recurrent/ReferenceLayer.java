package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.LiveSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * A reference cell over a batch of sequences with a mask: row after row, live step after live step.
 * Arrays are [batch][time][features] and [batch][units].
 */
final class ReferenceLayer {

  final ReferenceCell cell;
  final LiveSteps live;

  double[][][] output;
  double[][] finalHidden;
  double[][] finalCell;
  double[][][] inputGradient;
  double[][] initialHiddenGradient;
  double[][] initialCellGradient;

  private final List<List<ReferenceCell.Step>> steps = new ArrayList<>();

  ReferenceLayer(ReferenceCell cell, LiveSteps live) {
    this.cell = cell;
    this.live = live;
  }

  void forward(double[][][] x, double[][] initialHidden, double[][] initialCell) {
    output = new double[live.batch()][live.time()][cell.units];
    finalHidden = new double[live.batch()][];
    finalCell = new double[live.batch()][];
    steps.clear();
    for (int row = 0; row < live.batch(); row++) {
      List<ReferenceCell.Step> ofRow = new ArrayList<>();
      double[] h = initialHidden[row];
      double[] c = initialCell[row];
      for (int k = 0; k < live.length(row); k++) {
        int t = live.step(row, k);
        ReferenceCell.Step step = cell.step(x[row][t], h, c);
        ofRow.add(step);
        output[row][t] = step.hNext();
        h = step.hNext();
        c = step.cNext();
      }
      finalHidden[row] = h;
      finalCell[row] = c;
      steps.add(ofRow);
    }
  }

  void backward(
      double[][][] outputGradient, double[][] finalHiddenGradient, double[][] finalCellGradient) {
    inputGradient = new double[live.batch()][live.time()][cell.in];
    initialHiddenGradient = new double[live.batch()][];
    initialCellGradient = new double[live.batch()][];
    for (int row = 0; row < live.batch(); row++) {
      double[] dh = finalHiddenGradient[row].clone();
      double[] dc = finalCellGradient[row].clone();
      for (int k = live.length(row) - 1; k >= 0; k--) {
        int t = live.step(row, k);
        for (int u = 0; u < cell.units; u++) {
          dh[u] += outputGradient[row][t][u];
        }
        ReferenceCell.Back back = cell.back(steps.get(row).get(k), dh, dc);
        inputGradient[row][t] = back.dx();
        dh = back.dh();
        dc = back.dc();
      }
      initialHiddenGradient[row] = dh;
      initialCellGradient[row] = dc;
    }
  }
}
