package dev.seq4j.core.kernel.attention;

import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a pass over the tokens of a batch, one after the other. The stages are of two
 * kinds: what is done with each token by itself, chunk by chunk; and what is done with whole rows,
 * such as a head of attention.
 *
 * <p>If the rows can be dealt out evenly, a thread takes some rows through all stages: the threads
 * never wait for each other, and what one stage leaves the next one finds in the cache. Else, as
 * for a single long row, all threads do one stage together before the next one begins. Which of
 * both it is, and how the tokens are cut, follows from the batch and the number of threads alone.
 */
final class Pipeline {

  /**
   * How much more than its share a thread may have to do before stages are better done together.
   */
  private static final double MOST_UNEVEN = 1.25;

  private final Lanes lanes;
  private final TokenRows rows;
  private final RowChunks chunks; // null if stages are done together
  private final List<Stage> stages = new ArrayList<>();
  private final List<Tasks> beforehand = new ArrayList<>();
  private final List<Tasks> afterwards = new ArrayList<>();

  /** A part of the work with one row. */
  interface RowTask {
    void run(Lane lane, int row, int task);
  }

  /** Either a chunk or a task is null. */
  private record Stage(Lanes.Chunk chunk, int tasks, RowTask task) {}

  private record Tasks(int count, Lanes.Task task) {}

  /**
   * @param lanes the threads, which have been told how much there is to do
   * @param rows the tokens
   */
  Pipeline(Lanes lanes, TokenRows rows) {
    this.lanes = lanes;
    this.rows = rows;
    boolean even = rows.longestShard() * (double) lanes.used() <= MOST_UNEVEN * rows.tokens();
    chunks = even ? new RowChunks(rows, Lanes.MOST_TOKENS) : null;
  }

  Lanes lanes() {
    return lanes;
  }

  /** Returns how many chunks there are; each stage has the same ones. */
  int chunks() {
    return chunks == null ? lanes.chunks(rows.tokens()) : chunks.count();
  }

  /** Adds a stage that works on each token by itself. */
  void tokens(Lanes.Chunk chunk) {
    stages.add(new Stage(chunk, 0, null));
  }

  /** Adds a stage of some tasks for each row, also for rows without tokens. */
  void rows(int tasks, RowTask task) {
    stages.add(new Stage(null, tasks, task));
  }

  /** Adds tasks to be done before any stage, in any order. */
  void beforehand(int tasks, Lanes.Task task) {
    beforehand.add(new Tasks(tasks, task));
  }

  /** Adds tasks to be done when all stages are, in any order. */
  void afterwards(int tasks, Lanes.Task task) {
    afterwards.add(new Tasks(tasks, task));
  }

  /** Runs all that was added. */
  void run() {
    run(beforehand);
    if (chunks != null) {
      lanes.each(chunks.count(), this::runAllStages);
    } else {
      runStageByStage();
    }
    run(afterwards);
  }

  private void runAllStages(Lane lane, int number) {
    for (Stage stage : stages) {
      if (stage.chunk != null) {
        stage.chunk.run(lane, number, chunks.from(number), chunks.to(number));
      } else {
        for (int place = chunks.firstPlace(number); place < chunks.lastPlace(number); place++) {
          for (int task = 0; task < stage.tasks; task++) {
            stage.task.run(lane, rows.inTokenOrder(place), task);
          }
        }
      }
    }
  }

  private void runStageByStage() {
    int next = 0;
    while (next < stages.size()) {
      Stage stage = stages.get(next);
      if (stage.chunk == null) {
        lanes.each(
            rows.rows() * stage.tasks,
            (lane, i) ->
                stage.task.run(lane, rows.byFallingLength(i / stage.tasks), i % stage.tasks));
        next++;
      } else {
        int end = next;
        while (end < stages.size() && stages.get(end).chunk != null) {
          end++;
        }
        List<Stage> together = stages.subList(next, end);
        lanes.eachChunk(
            rows.tokens(),
            (lane, chunk, from, to) -> {
              for (Stage each : together) {
                each.chunk.run(lane, chunk, from, to);
              }
            });
        next = end;
      }
    }
  }

  private void run(List<Tasks> tasks) {
    int all = tasks.stream().mapToInt(Tasks::count).sum();
    lanes.each(
        all,
        (lane, i) -> {
          int task = i;
          for (Tasks some : tasks) {
            if (task < some.count) {
              some.task.run(lane, task);
              return;
            }
            task -= some.count;
          }
        });
  }
}
