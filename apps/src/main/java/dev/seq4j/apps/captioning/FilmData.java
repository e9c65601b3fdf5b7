package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.Portions;
import dev.seq4j.core.picture.Film;
import dev.seq4j.datasets.batch.DescribedFilm;
import dev.seq4j.datasets.batch.FilmBatches;
import dev.seq4j.datasets.scenes.DrawnFilms;
import dev.seq4j.datasets.scenes.HeldOutMoments;
import dev.seq4j.datasets.scenes.Moment;
import dev.seq4j.models.captioning.FilmDescriber;
import dev.seq4j.models.captioning.FilmReport;
import dev.seq4j.models.captioning.FrameDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Drawn films with a description for each frame: what is learned from, and measured on. */
public final class FilmData {

  /** Frames of a film, unless more or fewer are asked for. */
  public static final int FRAMES = 16;

  /** Films of each kind that a model is measured on. */
  public static final int TEST_FILMS = 200;

  /** Batches of new films without held-out descriptions, to validate with. */
  private static final int VALIDATION_BATCHES = 4;

  /** Films among whose descriptions the most frequent one is looked for. */
  private static final int FILMS_TO_COUNT = 2_000;

  /** Films that are described between two looks at the progress. */
  private static final int AT_ONCE = 32;

  private final HeldOutMoments heldOut;
  private final DrawnFilms seen;
  private final DrawnFilms unseen;
  private final long seed;

  /**
   * @param seed of the training
   * @param frames of a film
   */
  public FilmData(long seed, int frames) {
    this.seed = seed;
    heldOut = HeldOutMoments.of(seed);
    seen = new DrawnFilms(heldOut, false, frames);
    unseen = new DrawnFilms(heldOut, true, frames);
  }

  /**
   * @return the films, in a line for the reader
   */
  public String describe() {
    return "drawn films of %d frames; %d of %d descriptions never come in training"
        .formatted(seen.frames(), heldOut.moments().size(), Moment.all().size());
  }

  FilmBatches training(int batch, int batchesPerEpoch) {
    return new FilmBatches(seen, Moment.PATTERN, batch, batchesPerEpoch, seed);
  }

  FilmBatches validation(int batch) {
    return new FilmBatches(seen, Moment.PATTERN, batch, VALIDATION_BATCHES, ~seed);
  }

  /** Films with a description that never came in training. */
  List<DescribedFilm> unseen(int count) {
    return unseen.sample(count, seed);
  }

  /** New films of descriptions that came in training. */
  List<DescribedFilm> seen(int count) {
    return seen.sample(count, ~seed);
  }

  /**
   * How good a model is.
   *
   * @param newDescriptions of the frames whose description never came in training
   * @param unseen of all frames of the films that these are in
   * @param seen of all frames of as many films without such a frame
   */
  public record Reports(FilmReport newDescriptions, FilmReport unseen, FilmReport seen) {}

  /**
   * Measures a model.
   *
   * @param describer says what happens in the films
   * @param count films of each kind
   * @param described is told how many more films have been described, of twice as many
   * @return how good it is
   */
  public Reports reports(FilmDescriber describer, int count, IntConsumer described) {
    return reports(count, films -> words(describer, films, described));
  }

  /** Measures who says of every frame what is true of most frames in training. */
  Reports mostFrequent(int count) {
    List<String> words =
        LongStream.range(0, FILMS_TO_COUNT)
            .boxed()
            .flatMap(film -> seen.moments(seed + film).stream())
            .collect(Collectors.groupingBy(Moment::words, Collectors.counting()))
            .entrySet()
            .stream()
            .max(
                Map.Entry.<List<String>, Long>comparingByValue()
                    .thenComparing(entry -> entry.getKey().toString()))
            .orElseThrow()
            .getKey();
    return reports(
        count,
        films ->
            films.stream().map(film -> Collections.nCopies(film.words().size(), words)).toList());
  }

  private Reports reports(
      int count, Function<List<DescribedFilm>, List<List<List<String>>>> describer) {
    Set<List<String>> never =
        heldOut.moments().stream().map(Moment::words).collect(Collectors.toSet());
    List<DescribedFilm> unknown = unseen(count);
    List<List<List<String>>> told = describer.apply(unknown);
    List<DescribedFilm> known = seen(count);
    return new Reports(
        FilmReport.of(truths(unknown), told, never::contains),
        FilmReport.of(truths(unknown), told, words -> true),
        FilmReport.of(truths(known), describer.apply(known), words -> true));
  }

  private static List<List<List<String>>> truths(List<DescribedFilm> films) {
    return films.stream().map(DescribedFilm::words).toList();
  }

  private static List<List<List<String>>> words(
      FilmDescriber describer, List<DescribedFilm> films, IntConsumer described) {
    List<Film> bare = films.stream().map(DescribedFilm::film).toList();
    return Portions.map(bare, AT_ONCE, describer::describe, described).stream()
        .map(film -> film.stream().map(FrameDescription::words).toList())
        .toList();
  }
}
