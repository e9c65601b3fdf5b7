package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.plot.ContactSheet;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.picture.Film;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.DescribedFilm;
import dev.seq4j.datasets.batch.FilmBatches;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.captioning.FilmDescriber;
import dev.seq4j.models.captioning.FilmDescriberSettings;
import dev.seq4j.models.captioning.FrameDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a describer of films: what {@code train films} does. */
final class FilmTraining {

  /** Test films that are shown as strips. */
  private static final int SHOWN = 2;

  /** Test films that are written as files, for {@code describe}. */
  private static final int WRITTEN = 4;

  private final CommonOptions common;
  private final FilmSettings settings;
  private final FilmData data;
  private final FilmDescriber describer;
  private final FilmBatches train;

  FilmTraining(CommonOptions common, FilmSettings settings, FilmData data) {
    this.common = common;
    this.settings = settings;
    this.data = data;
    describer = FilmDescriber.create(settings.model());
    train = data.training(settings.batch(), settings.films() / settings.batch());
    common.say(
        String.format(
            Locale.ROOT,
            "%s; %,d parameters",
            over(settings.model()),
            describer.card().parameters()));
  }

  private static String over(FilmDescriberSettings model) {
    return switch (model.memory()) {
      case EACH -> model.cell() + " over the frames, one for each word";
      case SHARED -> model.cell() + " over the frames, one for all words";
      case NONE -> "each frame is seen by itself";
    };
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<FilmResult> run(TrainingRun run) {
    Trainer trainer =
        describer.trainer().epochs(settings.epochs()).validation(data.validation(settings.batch()));
    long iterations = (long) settings.epochs() * train.batchesPerEpoch();
    settings.pace().set(trainer, settings.model().learningRate(), iterations);
    TrainingResult result = run.fit(trainer, train);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    FilmData.Reports reports;
    try (CountDisplay progress = new CountDisplay(common, "test films", 2L * settings.test())) {
      reports = data.reports(describer, settings.test(), progress);
    }
    describer.save(
        run.model(),
        new Provenance(data.describe(), "", settings.model().seed(), Map.of())
            .withMetric("test accuracy, new descriptions", reports.newDescriptions().accuracy())
            .withMetric("test accuracy, films without", reports.seen().accuracy()));
    show(run);
    run.draw("films", result.history());
    FilmResult summary =
        new FilmResult(
            TrainFilms.TASK,
            result.outcome().name().toLowerCase(Locale.ROOT),
            settings.model().memory(),
            result.best().loss(),
            settings.test(),
            reports,
            data.mostFrequent(settings.test()),
            result.iterations(),
            result.elapsed().toMillis() / 1000.0,
            describer.card().parameters(),
            run.model().toString(),
            run.path().toString());
    run.writeMetrics(summary);
    return Optional.of(summary);
  }

  private void show(TrainingRun run) {
    List<DescribedFilm> films = data.unseen(WRITTEN);
    List<ContactSheet.Entry> entries = new ArrayList<>();
    for (DescribedFilm film : films.subList(0, SHOWN)) {
      List<FrameDescription> told = describer.describe(film.film());
      for (int t = 0; t < told.size(); t++) {
        entries.add(
            new ContactSheet.Entry(
                film.film().frames().get(t), film.descriptions().get(t), told.get(t).text()));
      }
    }
    run.draw("strips.png", file -> ContactSheet.ofFrames(entries).write(file));
    for (int i = 0; i < WRITTEN; i++) {
      Film film = films.get(i).film();
      film.writeGif(run.path().resolve(Path.of("films", (i + 1) + ".gif")));
    }
  }
}
