package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.CountDisplay;
import dev.seq4j.apps.plot.ContactSheet;
import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.train.Trainer;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.datasets.batch.CaptionedPicture;
import dev.seq4j.datasets.batch.PictureBatches;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.captioning.Caption;
import dev.seq4j.models.captioning.Captioner;
import dev.seq4j.models.decoding.BeamSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a captioner: what {@code train captions} does. */
final class CaptionTraining {

  /** Test pictures that are shown on the contact sheet. */
  private static final int SHOWN = 12;

  /** Test pictures that are written as files, for {@code caption}. */
  private static final int WRITTEN = 6;

  private final CommonOptions common;
  private final CaptionSettings settings;
  private final CaptionData data;
  private final Captioner captioner;
  private final PictureBatches train;
  private final PictureBatches validation;

  CaptionTraining(CommonOptions common, CaptionSettings settings, CaptionData data) {
    this.common = common;
    this.settings = settings;
    this.data = data;
    captioner = Captioner.create(settings.model(), CaptionData.TOKENIZER, data.vocabulary());
    train =
        data.training(
            captioner.vocabulary(), settings.batch(), settings.pictures() / settings.batch());
    validation = data.validation(captioner.vocabulary(), settings.batch());
    common.say(
        String.format(
            Locale.ROOT,
            "%,d words; %,d parameters",
            captioner.vocabulary().size() - captioner.vocabulary().specials().size(),
            captioner.card().parameters()));
  }

  /**
   * @return the result; empty if the training was interrupted
   */
  Optional<CaptionResult> run(TrainingRun run) {
    Trainer trainer = captioner.trainer().epochs(settings.epochs()).validation(validation);
    long iterations = (long) settings.epochs() * train.batchesPerEpoch();
    settings.pace().set(trainer, settings.model().learningRate(), iterations);
    TrainingResult result = run.fit(trainer, train);
    if (result.outcome() == TrainingResult.Outcome.INTERRUPTED) {
      return Optional.empty();
    }
    BeamSearch search = captioner.search().withBeamWidth(settings.beam());
    List<CaptionedPicture> unseen = data.unseen(settings.test());
    double accuracy;
    double greedy;
    double seen;
    try (CountDisplay progress = new CountDisplay(common, "captions", 3L * settings.test())) {
      accuracy = CaptionData.report(captioner, unseen, search, progress).accuracy();
      greedy = CaptionData.report(captioner, unseen, search.withBeamWidth(1), progress).accuracy();
      seen = CaptionData.report(captioner, data.seen(settings.test()), search, progress).accuracy();
    }
    captioner.save(
        run.model(),
        new Provenance(data.describe(), "", settings.model().seed(), Map.of())
            .withMetric("test accuracy, unseen combinations", accuracy)
            .withMetric("test accuracy, seen combinations", seen));
    show(run, unseen.subList(0, Math.min(SHOWN, unseen.size())), search);
    run.draw("captions", result.history());
    CaptionResult summary =
        new CaptionResult(
            TrainCaptions.TASK,
            result.outcome().name().toLowerCase(Locale.ROOT),
            result.best().loss(),
            settings.test(),
            settings.beam(),
            accuracy,
            greedy,
            seen,
            result.iterations(),
            result.elapsed().toMillis() / 1000.0,
            captioner.card().parameters(),
            run.model().toString(),
            run.path().toString());
    run.writeMetrics(summary);
    return Optional.of(summary);
  }

  private void show(TrainingRun run, List<CaptionedPicture> shown, BeamSearch search) {
    List<Caption> made =
        captioner.caption(shown.stream().map(CaptionedPicture::picture).toList(), search);
    List<ContactSheet.Entry> entries = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      CaptionedPicture picture = shown.get(i);
      entries.add(new ContactSheet.Entry(picture.picture(), picture.caption(), made.get(i).text()));
    }
    run.draw("contact-sheet.png", file -> ContactSheet.ofPictures(entries).write(file));
    for (int i = 0; i < Math.min(WRITTEN, shown.size()); i++) {
      shown.get(i).picture().write(run.path().resolve(Path.of("pictures", (i + 1) + ".png")));
    }
  }
}
