package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.device.Devices;
import dev.seq4j.apps.plot.ContactSheet;
import dev.seq4j.core.picture.Film;
import dev.seq4j.models.captioning.FilmDescriber;
import dev.seq4j.models.captioning.FrameDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says at each frame of a film what happens. */
@Command(
    name = "describe",
    description =
        "Say at each frame of a film what happens, a line for each, from this frame and those"
            + " before it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  seq4j describe --model runs/films/model.zip runs/films/films/1.gif",
      "  seq4j describe --model runs/films/model.zip --scale --png strip.png my-frames"
    })
public final class DescribeFilm implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      required = true,
      description = "A model that train films wrote.")
  private Path model;

  @Option(
      names = "--scale",
      description = "Stretch frames of another size to the model's (default: refuse them).")
  private boolean scale;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Draw the frames with their descriptions, a PNG file.")
  private Path png;

  @Parameters(
      paramLabel = "FILM",
      description =
          "An animated GIF file, or a folder of PNG files, each a frame, in the order of their"
              + " names.")
  private Path source;

  /** What is printed of a frame with {@code --json}. */
  private record Described(String film, int frame, String description, double probability) {}

  @Override
  public Integer call() {
    Devices.find();
    common.apply();
    FilmDescriber describer = FilmDescriber.load(model);
    Fitting fitting =
        new Fitting(describer.settings().width(), describer.settings().height(), scale);
    Film film = Film.read(source, fitting::fit);
    List<FrameDescription> told = describer.describe(film);
    List<ContactSheet.Entry> entries = new ArrayList<>();
    for (int t = 0; t < told.size(); t++) {
      String text = told.get(t).text();
      common.result(
          "%3d  %s".formatted(t + 1, text),
          new Described(source.toString(), t + 1, text, told.get(t).probability()));
      entries.add(new ContactSheet.Entry(film.frames().get(t), null, text));
    }
    if (png != null) {
      ContactSheet.ofFrames(entries).write(png);
    }
    return ExitCode.OK;
  }
}
