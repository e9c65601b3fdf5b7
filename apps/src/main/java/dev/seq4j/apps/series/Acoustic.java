package dev.seq4j.apps.series;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.SoundSheet;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.sound.MfccSettings;
import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import dev.seq4j.core.sound.SoundFile;
import dev.seq4j.datasets.batch.FrameBatches;
import dev.seq4j.datasets.batch.LengthBuckets;
import dev.seq4j.datasets.sound.LabelTrack;
import dev.seq4j.datasets.sound.SpeakerParts;
import dev.seq4j.datasets.sound.SpokenDigits;
import dev.seq4j.datasets.sound.Utterance;
import dev.seq4j.datasets.sound.UtteranceFiles;
import dev.seq4j.models.acoustic.FrameLabeller;
import dev.seq4j.models.acoustic.FrameLabellerSettings;
import dev.seq4j.models.acoustic.FrameReport;
import dev.seq4j.models.bundle.Provenance;
import dev.seq4j.models.network.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns to say which word is heard in each hundredth of a second of a sound. */
@Command(
    name = "acoustic",
    description =
        "Learn which word is being said in each frame of a sound, by a recurrent network over MFCC;"
            + " measure it on speakers who were not heard before, and say what is heard in sounds"
            + " of your own. Without --data on digits that are spoken by formants.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "--data: a folder of WAV files, each with its labels beside it, as Audacity exports them or"
          + " in",
      "CSV with the columns start,end,label, in seconds; folders in it are speakers. Or a CSV file",
      "with the columns file,labels,speaker.",
      "Writes acoustic.png, sounds.csv and model.zip; of each SOUND what is heard as a label track",
      "and a picture.",
      "",
      "Examples:",
      "  seq4j acoustic",
      "  seq4j acoustic --forward --noise 5 --out runs/noisy",
      "  seq4j acoustic --data recordings/ --epochs 30",
      "  seq4j acoustic --model runs/acoustic/model.zip call.wav"
    })
public final class Acoustic implements Callable<Integer> {

  private static final double VALIDATION = 0.1;

  private static final double TEST = 0.25;

  /** Of many problems with the data, these are shown. */
  private static final int SHOWN = 5;

  /** Options that have no meaning for a model that has learned. */
  private static final List<String> LEARNING =
      List.of(
          "--speakers",
          "--utterances",
          "--noise",
          "--rate",
          "--cell",
          "--forward",
          "--units",
          "--layers",
          "--epochs",
          "--batch",
          "--learning-rate",
          "--switch-cost",
          "--seed");

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Mixin private StrictOption strict;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Sounds with labels: a folder or a list (default: spoken digits are made).")
  private Path data;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      description = "A model that this command wrote; it is used, and measured on --data.")
  private Path model;

  @Option(
      names = "--speakers",
      paramLabel = "N",
      description = "Speakers that are made, 3 or more (default: ${DEFAULT-VALUE}).")
  private int speakers = SpokenDigits.DEFAULT.speakers();

  @Option(
      names = "--utterances",
      paramLabel = "N",
      description = "What each of them says, of some digits each (default: ${DEFAULT-VALUE}).")
  private int utterances = SpokenDigits.DEFAULT.utterances();

  @Option(
      names = "--noise",
      paramLabel = "DB",
      description =
          "Decibels by which speech is above the noise, 5 more or less (default:"
              + " ${DEFAULT-VALUE}).")
  private double noise = SpokenDigits.DEFAULT.noise();

  @Option(
      names = "--wav",
      description = "Write what is made as WAV files with label tracks, into the folder wav.")
  private boolean wav;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Samples a second to which sounds are brought (default: ${DEFAULT-VALUE}).")
  private int rate = MfccSettings.DEFAULT.rate();

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cell cell = FrameLabellerSettings.DEFAULT.cell();

  @Option(
      names = "--forward",
      description = "Read forward only, as a sound is heard, else from the end, too.")
  private boolean forward;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of the recurrent layer, each direction (default: ${DEFAULT-VALUE}).")
  private int units = FrameLabellerSettings.DEFAULT.units();

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent layers (default: ${DEFAULT-VALUE}).")
  private int layers = FrameLabellerSettings.DEFAULT.layers();

  @Option(
      names = "--switch-cost",
      paramLabel = "X",
      description =
          "What a change of the label costs when words are made of frames, in nats (default:"
              + " ${DEFAULT-VALUE}).")
  private double switchCost = FrameLabellerSettings.DEFAULT.switchCost();

  @Mixin
  private LearningOptions learning =
      new LearningOptions(
          8,
          16,
          FrameLabellerSettings.DEFAULT.learningRate(),
          FrameLabellerSettings.DEFAULT.seed());

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where pictures, tables and the model go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("runs", "acoustic");

  @Parameters(
      paramLabel = "SOUND",
      arity = "0..*",
      description = "WAV files; what is heard in each is said in the end.")
  private List<Path> files = new ArrayList<>();

  /** Utterances, the words in them, and what is known of them. */
  private record Source(
      List<Utterance> utterances, List<String> words, String description, String digest) {}

  /** A sound of the user, and how what is heard in it will be called. */
  private record Own(Path file, String name, Sound sound) {}

  /** What is printed with {@code --json}. */
  private record Measured(FrameReport report, Double wordErrorRate) {}

  /** What is printed of a sound of the user with {@code --json}. */
  private record Heard(String file, List<Segment> segments) {}

  @Override
  public Integer call() {
    learning.check();
    if (model != null && data == null && files.isEmpty()) {
      throw new InvalidInputException("--model: needs sounds to listen to, or --data");
    }
    if (wav && (model != null || data != null)) {
      throw new InvalidInputException("--wav: nothing is made with --model or --data");
    }
    if (model != null) {
      Limits.notWithModel(spec, LEARNING);
    }
    List<Own> sounds = sounds();
    FrameLabeller labeller = model == null ? learn() : known();
    sounds.forEach(sound -> listen(labeller, sound));
    return ExitCode.OK;
  }

  private List<Own> sounds() {
    List<Own> sounds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      Sound sound = SoundFile.read(file);
      String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
      if (!names.add(name)) {
        throw new InvalidInputException(
            file + ": is the second sound of this name, their labels would be one file");
      }
      sounds.add(new Own(file, name, sound));
    }
    return sounds;
  }

  private FrameLabeller learn() {
    FrameLabellerSettings standard = FrameLabellerSettings.DEFAULT;
    FrameLabellerSettings settings =
        new FrameLabellerSettings(
            standard.mfcc().withRate(rate),
            cell,
            !forward,
            units,
            layers,
            standard.dropout(),
            learning.learningRate(),
            switchCost,
            learning.seed());
    Source source = data == null ? made() : read(rate, SpeakerParts.PARTS);
    SpeakerParts parts = SpeakerParts.of(source.utterances(), VALIDATION, TEST, learning.seed());
    Devices.find();
    common.apply();
    common.say(source.description());
    common.say(
        String.format(
            Locale.ROOT,
            "%,d sounds to train on, %,d to validate, %,d to test, %s",
            parts.train().size(),
            parts.validation().size(),
            parts.test().size(),
            parts.bySpeaker() ? "each part of other speakers" : "of the same speakers"));
    if (wav && data == null) {
      UtteranceFiles.write(out.resolve("wav"), source.utterances());
      common.say("Written: " + out.resolve("wav"));
    }
    FrameLabeller labeller = FrameLabeller.create(settings, source.words());
    train(labeller, parts);
    FrameReport report = report(labeller, parts.test());
    labeller.save(
        out.resolve("model.zip"),
        new Provenance(source.description(), source.digest(), learning.seed(), Map.of())
            .withMetric("test frame accuracy", report.frameAccuracy()));
    common.say("Written: " + out.resolve("acoustic.png") + ", sounds.csv, model.zip");
    return labeller;
  }

  private FrameLabeller known() {
    Devices.find();
    common.apply();
    FrameLabeller labeller = FrameLabeller.load(model);
    if (data != null) {
      Source source = read(labeller.settings().mfcc().rate(), 1);
      common.say(source.description());
      report(labeller, source.utterances());
      common.say("Written: " + out.resolve("acoustic.png") + ", sounds.csv");
    }
    return labeller;
  }

  private Source made() {
    Limits.atLeast("speakers", speakers, SpeakerParts.PARTS);
    SpokenDigits standard = SpokenDigits.DEFAULT;
    SpokenDigits digits =
        new SpokenDigits(
            speakers, utterances, standard.fewest(), standard.most(), noise, learning.seed());
    List<Utterance> made = digits.make();
    return new Source(made, SpokenDigits.LABELS, describe("digits made of formants", made), "");
  }

  private Source read(int ofRate, int fewest) {
    UtteranceFiles.Read read = new UtteranceFiles(data, strict.badLines()).read(ofRate);
    List<String> leftOut = read.leftOut();
    leftOut.stream().limit(SHOWN).forEach(common::complain);
    if (leftOut.size() > SHOWN) {
      common.complain("%s: %d more are left out".formatted(data, leftOut.size() - SHOWN));
    }
    if (read.utterances().size() < fewest) {
      throw new InvalidInputException(
          "%s: holds %d sounds with labels, must be %d or more to train, validate and test"
              .formatted(data, read.utterances().size(), fewest));
    }
    List<String> words =
        read.utterances().stream()
            .flatMap(utterance -> utterance.segments().stream().map(Segment::label))
            .filter(label -> !label.equals(FrameLabeller.SILENCE))
            .distinct()
            .sorted()
            .toList();
    if (words.isEmpty()) {
      throw new InvalidInputException(data + ": its labels name no word, there is only silence");
    }
    return new Source(
        read.utterances(), words, describe(data.toString(), read.utterances()), read.digest());
  }

  private static String describe(String name, List<Utterance> utterances) {
    return String.format(
        Locale.ROOT,
        "%s: %,d sounds of %,d speakers, %.1f minutes",
        name,
        utterances.size(),
        utterances.stream().map(Utterance::speaker).distinct().count(),
        utterances.stream().mapToDouble(utterance -> utterance.sound().seconds()).sum() / 60);
  }

  private void train(FrameLabeller labeller, SpeakerParts parts) {
    learning.fit(
        common,
        labeller.trainer(),
        batches(
            labeller, parts.train(), LengthBuckets.forTraining(learning.batch(), learning.seed())),
        batches(labeller, parts.validation(), LengthBuckets.forEvaluation(learning.batch())));
  }

  private static FrameBatches batches(
      FrameLabeller labeller, List<Utterance> utterances, LengthBuckets buckets) {
    List<FrameBatches.Sequence> sequences =
        utterances.stream()
            .map(
                utterance -> {
                  float[][] features = labeller.features(utterance.sound());
                  int[] labels = labeller.numbers(utterance.segments(), features.length);
                  return new FrameBatches.Sequence(features, labels);
                })
            .toList();
    return new FrameBatches(sequences, labeller.labels(), buckets);
  }

  private FrameReport report(FrameLabeller labeller, List<Utterance> test) {
    AcousticReport measured = new AcousticReport(labeller, test);
    FrameReport report = measured.report();
    common.result(
        AcousticReport.describe(report),
        new Measured(report, report.words() == 0 ? null : report.wordErrorRate()));
    AtomicFile.write(out.resolve("sounds.csv"), measured.table());
    SoundSheet.write(out.resolve("acoustic.png"), labeller.labels(), measured.panels());
    return report;
  }

  private void listen(FrameLabeller labeller, Own own) {
    SoundSheet.Panel panel = AcousticReport.panel(labeller, own.name(), own.sound(), null);
    LabelTrack.write(out.resolve(own.name() + ".txt"), panel.heard());
    SoundSheet.write(out.resolve(own.name() + ".png"), labeller.labels(), List.of(panel));
    common.result(
        own.file() + ": " + AcousticReport.words(panel.heard()),
        new Heard(own.file().toString(), panel.heard()));
  }
}
