package dev.seq4j.apps.data;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.core.Choice;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.datasets.imdb.ImdbReviews;
import dev.seq4j.datasets.imdb.Reviews;
import dev.seq4j.datasets.novel.Novel;
import dev.seq4j.datasets.novel.TextPreparation;
import dev.seq4j.datasets.source.Catalogue;
import dev.seq4j.datasets.source.CorpusLocation;
import dev.seq4j.datasets.source.KnownCorpus;
import dev.seq4j.datasets.translation.PairFormat;
import dev.seq4j.datasets.translation.TranslationCorpus;
import dev.seq4j.datasets.translation.TranslationParts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows, downloads and checks data sets. */
@Command(
    name = "data",
    description = "Show, download and check data sets.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | fetch | check)",
    footer = {
      "",
      "Examples:",
      "  seq4j data list",
      "  seq4j data fetch reviews",
      "  seq4j data check novel --data book.txt"
    },
    subcommands = {Data.Catalog.class, Data.Fetch.class, Data.Check.class})
public final class Data implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.BAD_INPUT;
  }

  private static KnownCorpus named(String name) {
    List<String> names = Catalogue.ALL.stream().map(KnownCorpus::name).toList();
    return Catalogue.ALL.stream()
        .filter(corpus -> corpus.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("data set", name, names));
  }

  /** What is printed of a data set with {@code --json}. */
  private record Entry(String name, String where, long bytes, String origin, String licence) {

    static Entry of(KnownCorpus corpus, Optional<CorpusLocation> found) {
      return new Entry(
          corpus.name(),
          found.map(CorpusLocation::describe).orElse(corpus.name() + ": not here yet"),
          found.map(CorpusLocation::bytes).orElse(0L),
          corpus.remote().uri().toString(),
          corpus.licence());
    }
  }

  /** Lists the data sets. */
  @Command(
      name = "list",
      description = "List the data sets and where they would come from.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  seq4j data list --json"})
  static final class Catalog implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private DataOptions data;

    @Override
    public Integer call() {
      List<Entry> entries = Catalogue.ALL.stream().map(this::entry).toList();
      common.result(
          entries.stream()
              .map(
                  entry ->
                      "%s%n  from %s%n  %s"
                          .formatted(entry.where(), entry.origin(), entry.licence()))
              .collect(Collectors.joining(System.lineSeparator())),
          entries);
      return ExitCode.OK;
    }

    private Entry entry(KnownCorpus corpus) {
      return Entry.of(corpus, data.home(common).find(corpus));
    }
  }

  /** Downloads a data set. */
  @Command(
      name = "fetch",
      description = "Download a data set into the cache.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  seq4j data fetch reviews"})
  static final class Fetch implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As data list shows it.")
    private String name;

    @Override
    public Integer call() {
      KnownCorpus corpus = named(name);
      CorpusLocation location =
          DataOwner.home(spec).withProgress(new DownloadDisplay(common)).fetch(corpus);
      common.result(location.describe(), Entry.of(corpus, Optional.of(location)));
      return ExitCode.OK;
    }
  }

  /** Reads a data set from its beginning to its end. */
  @Command(
      name = "check",
      description = "Read a data set from its beginning to its end and count what is in it.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  seq4j data check novel --data book.txt",
        "  seq4j data check reviews --data mine.csv --text-column body --label-column topic"
      })
  static final class Check implements Callable<Integer> {

    @Mixin private CommonOptions common;
    @Mixin private DataOptions data;
    @Mixin private ColumnOptions columns;

    @Parameters(paramLabel = "NAME", description = "As data list shows it.")
    private String name;

    /** What is printed with {@code --json}. */
    private record Checked(String name, String where, String digest, String content) {}

    @Override
    public Integer call() {
      KnownCorpus corpus = named(name);
      CorpusLocation location = data.home(common).locate(corpus);
      common.say(location.describe());
      Checked checked;
      if (corpus.equals(Catalogue.NOVEL)) {
        checked = novel(location);
      } else if (corpus.equals(Catalogue.TRANSLATION)) {
        checked = translation(location);
      } else {
        checked = reviews(location);
      }
      common.result(checked.content() + ", SHA-256 " + checked.digest(), checked);
      return ExitCode.OK;
    }

    private Checked novel(CorpusLocation location) {
      Novel novel = Novel.read(location, TextPreparation.DEFAULT);
      String content =
          String.format(Locale.ROOT, "%s, %,d characters", novel.title(), novel.text().length());
      return new Checked(name, location.describe(), novel.digest(), content);
    }

    private Checked translation(CorpusLocation location) {
      TranslationCorpus corpus =
          TranslationCorpus.read(location, PairFormat.DEFAULT, Normalization.DEFAULT);
      String content =
          String.format(
              Locale.ROOT,
              "%,d sentence pairs, %,d different sentences, %,d lines left out",
              corpus.pairs().size(),
              TranslationParts.references(corpus.pairs()).size(),
              corpus.badLines().size());
      return new Checked(name, location.describe(), corpus.digest(), content);
    }

    private Checked reviews(CorpusLocation location) {
      ImdbReviews source = ImdbReviews.of(location).withFormat(columns.format());
      Reviews reviews = source.read();
      String content =
          String.format(
              Locale.ROOT,
              "%,d reviews to train on, %,d to test",
              reviews.train().size(),
              reviews.test().size());
      return new Checked(name, location.describe(), source.digest(), content);
    }
  }
}
