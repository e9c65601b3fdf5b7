package dev.seq4j.apps.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Long work, done a portion at a time so that it can be seen how far it is. */
public final class Portions {

  private Portions() {}

  /**
   * @param things to work on
   * @param atOnce most things of a portion, 1 or more
   * @param work makes something of each thing of a portion
   * @param done is told how many more things have been worked on
   * @return what was made, in the order of the things
   */
  public static <T, R> List<R> map(
      List<T> things, int atOnce, Function<List<T>, List<R>> work, IntConsumer done) {
    List<R> made = new ArrayList<>();
    for (int from = 0; from < things.size(); from += atOnce) {
      List<T> portion = things.subList(from, Math.min(things.size(), from + atOnce));
      made.addAll(work.apply(portion));
      done.accept(portion.size());
    }
    return made;
  }
}
