package dev.seq4j.models.captioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.core.train.WarmupCosineSchedule;
import dev.seq4j.models.bundle.ModelFile;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small network learns to say what coloured squares do. */
class FilmDescriberTest {

  private static FilmDescriber trained;

  @TempDir private Path folder;

  private static FilmDescriberSettings tiny(FilmMemory memory) {
    return new FilmDescriberSettings(
        Sliders.SIDE, Sliders.SIDE, Sliders.PATTERN, 4, memory, Cell.LSTM, 40, 0.01, 123);
  }

  private static FilmDescriber train(FilmDescriberSettings settings, int batches) {
    FilmDescriber describer = FilmDescriber.create(settings);
    describer
        .trainer()
        .schedule(new WarmupCosineSchedule(settings.learningRate(), 0, batches / 10, batches))
        .clipNorm(1)
        .fit(new Sliders(10, batches));
    return describer;
  }

  private static synchronized FilmDescriber trained() {
    if (trained == null) {
      trained = train(tiny(FilmMemory.EACH), 350);
    }
    return trained;
  }

  private static List<List<String>> words(List<FrameDescription> told) {
    return told.stream().map(FrameDescription::words).toList();
  }

  private static FilmReport report(FilmDescriber describer, Predicate<List<String>> counts) {
    List<Sliders.Example> examples = Sliders.examples(40, 5, true);
    return FilmReport.of(
        examples.stream().map(Sliders.Example::words).toList(),
        describer.describe(examples.stream().map(Sliders.Example::film).toList()).stream()
            .map(FilmDescriberTest::words)
            .toList(),
        counts);
  }

  @Test
  void describesWhatNeverCameInTraining() {
    FilmReport neverSeen = report(trained(), Sliders.HELD_OUT::contains);
    FilmReport all = report(trained(), words -> true);

    assertThat(neverSeen.accuracy()).isGreaterThanOrEqualTo(0.8);
    assertThat(all.accuracy()).isGreaterThanOrEqualTo(0.95);
    assertThat(all.frames()).isEqualTo(40 * Sliders.FRAMES);
    assertThat(neverSeen.frames()).isBetween(40, all.frames() / 2);
    assertThat(all.correct()).isEqualTo((int) Math.round(all.frames() * all.accuracy()));
    assertThat(all.line()).contains(" % right of 400 frames (word by word ");
  }

  @Test
  void whoSeesSingleFramesKnowsTheColourButNotWhatHappens() {
    FilmReport alone = report(train(tiny(FilmMemory.NONE), 100), words -> true);

    assertThat(alone.placeAccuracy().get(0)).isGreaterThanOrEqualTo(0.8);
    assertThat(alone.placeAccuracy().get(2)).isLessThan(0.65);
  }

  /** Exercise 4 of the lecture's page on aligned sequences. */
  @Test
  void whatIsToldDoesNotDependOnWhatComesLater() {
    Film film = Sliders.examples(1, 8, true).get(0).film();
    List<FrameDescription> whole = trained().describe(film);
    for (int frames = 1; frames <= film.length(); frames++) {
      List<FrameDescription> beginning =
          trained().describe(new Film(film.frames().subList(0, frames)));
      assertThat(words(beginning)).isEqualTo(words(whole.subList(0, frames)));
      assertThat(beginning.get(frames - 1).probability())
          .isCloseTo(whole.get(frames - 1).probability(), within(1e-4));
    }
    List<Picture> backwards = new ArrayList<>(film.frames());
    Collections.reverse(backwards);
    assertThat(words(trained().describe(new Film(backwards)))).isNotEqualTo(words(whole));
  }

  @Test
  void longFilmsAreDescribedInPiecesAndFilmsSideBySideAsAlone() {
    List<Film> films =
        new ArrayList<>(Sliders.examples(20, 9, true).stream().map(Sliders.Example::film).toList());
    List<Picture> joined = new ArrayList<>();
    films.forEach(film -> joined.addAll(film.frames()));
    films.add(3, new Film(joined)); // of another length, between the others

    List<List<FrameDescription>> together = trained().describe(films);

    assertThat(together).hasSize(21);
    assertThat(together.get(3)).hasSize(20 * Sliders.FRAMES);
    for (int i : new int[] {0, 3, 20}) {
      assertThat(words(trained().describe(films.get(i)))).isEqualTo(words(together.get(i)));
    }
    // The first film of the joined one is told alike, whatever follows.
    assertThat(words(together.get(3).subList(0, Sliders.FRAMES))).isEqualTo(words(together.get(0)));
  }

  @Test
  void whatIsSavedIsLoaded() throws Exception {
    Path file = folder.resolve("model.zip");
    Provenance provenance = new Provenance("sliders", "", 1, Map.of("test accuracy", 1.0));
    trained().save(file, provenance);

    FilmDescriber loaded = FilmDescriber.load(file);

    assertThat(loaded.settings()).isEqualTo(trained().settings());
    assertThat(loaded.card().provenance()).isEqualTo(provenance);
    assertThat(loaded.card().labels()).isEqualTo(Sliders.PATTERN.words());
    assertThat(ModelFile.readCard(file).task()).isEqualTo(FilmDescriber.TASK);
    Film film = Sliders.examples(1, 9, true).get(0).film();
    assertThat(loaded.describe(film)).isEqualTo(trained().describe(film));
    Path again = folder.resolve("again.zip");
    loaded.save(again, provenance);
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void refusesFramesOfAnotherSize() {
    Picture frame = Sliders.examples(1, 1, true).get(0).film().frames().get(0).scaled(24, 16);
    assertThatThrownBy(() -> trained().describe(new Film(List.of(frame))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("picture of 24 x 16 pixels: the model needs 16 x 16");
  }

  @Test
  void refusesSettingsThatAreOutOfRange() {
    assertThatThrownBy(() -> FilmDescriberSettings.of(40, 30, Sliders.PATTERN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("height = 30: must be a multiple of 8, 16 or above");
    assertThatThrownBy(() -> FilmDescriberSettings.of(32, 32, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("pattern: is missing");
    assertThatThrownBy(() -> FilmReport.of(List.of(), List.of(), words -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one or more to judge");
  }
}
