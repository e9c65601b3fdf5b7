package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.core.picture.Picture;
import dev.seq4j.models.captioning.Caption;
import dev.seq4j.models.captioning.Captioner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what pictures show. */
@Command(
    name = "caption",
    description = "Say what each of several pictures shows, a line for each, in their order.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j caption --model runs/captions/model.zip runs/captions/pictures/1.png",
      "  seq4j caption --model runs/captions/model.zip --scale --beam 1 --json drawing.png"
    })
public final class CaptionPictures implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A model that train captions wrote.")
  private Path model;

  @Option(
      names = "--scale",
      description = "Stretch pictures of another size to the model's (default: refuse them).")
  private boolean scale;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Beginnings of a caption that are kept, 1: greedy (default: ${DEFAULT-VALUE}).")
  private int beam = Captioner.DEFAULT_BEAM_WIDTH;

  @Parameters(
      paramLabel = "PICTURE",
      arity = "1..*",
      description = "A file: PNG, JPEG, GIF or BMP.")
  private List<Path> files = new ArrayList<>();

  /** What is printed of a picture with {@code --json}. */
  private record Captioned(String picture, String caption, double logProbability) {}

  @Override
  public Integer call() {
    Limits.atLeast("beam", beam, 1);
    List<Picture> pictures = files.stream().map(Picture::read).toList();
    Devices.find();
    common.apply();
    Captioner captioner = Captioner.load(model);
    Fitting fitting =
        new Fitting(captioner.settings().width(), captioner.settings().height(), scale);
    List<Picture> fit = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      fit.add(fitting.fit(files.get(i), pictures.get(i)));
    }
    List<Caption> captions = captioner.caption(fit, captioner.search().withBeamWidth(beam));
    for (int i = 0; i < captions.size(); i++) {
      Caption caption = captions.get(i);
      common.result(
          caption.text(),
          new Captioned(files.get(i).toString(), caption.text(), caption.logProbability()));
    }
    return ExitCode.OK;
  }
}
