package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.SequenceView;

/** The memory layouts that a kernel meets. */
enum Layout {
  TIME_BATCH_FEATURES,
  BATCH_TIME_FEATURES,
  BATCH_FEATURES_TIME,
  FORTRAN,
  FORTRAN_FEATURES_LAST,
  GAPS;

  private static final int GAP = 3;

  int length(int batch, int features, int time) {
    return (this == GAPS ? 2 * GAP * (batch + 1) : 1) * Math.max(1, batch * features * time) + GAP;
  }

  SequenceView view(NativeFloats memory, int batch, int features, int time) {
    long b = batch;
    long f = features;
    long t = time;
    return switch (this) {
      case TIME_BATCH_FEATURES -> SequenceView.timeBatchFeatures(memory, batch, features);
      case BATCH_TIME_FEATURES -> SequenceView.batchTimeFeatures(memory, time, features);
      case BATCH_FEATURES_TIME -> SequenceView.batchFeaturesTime(memory, features, time);
      case FORTRAN -> new SequenceView(memory, 2, 1, b, b * f);
      case FORTRAN_FEATURES_LAST -> new SequenceView(memory, 1, 1, b * t, b);
      case GAPS -> new SequenceView(memory, GAP, 2 * f * t * GAP, 2, 2 * f);
    };
  }
}
