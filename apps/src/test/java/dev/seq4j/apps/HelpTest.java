package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.models.classifier.ClassifierArchitecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

  /** They come with picocli, and explain themselves in its words. */
  private static final Set<String> PICOCLIS = Set.of("help", "generate-completion");

  @TempDir private Path folder;

  static Stream<List<String>> commands() {
    return withSubcommands(Main.commandLine(null), List.of()).stream();
  }

  private static List<List<String>> withSubcommands(CommandLine command, List<String> words) {
    List<List<String>> all = new ArrayList<>(List.of(words));
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              if (!PICOCLIS.contains(name)) {
                List<String> longer = new ArrayList<>(words);
                longer.add(name);
                all.addAll(withSubcommands(subcommand, longer));
              }
            });
    return all;
  }

  @Test
  void knowsAllCommands() {
    assertThat(commands().map(words -> String.join(" ", words)))
        .containsExactlyInAnyOrder(
            "",
            "tour",
            "train",
            "train sentiment",
            "train text",
            "train translation",
            "train captions",
            "train punctuation",
            "train films",
            "translate",
            "caption",
            "describe",
            "punctuate",
            "gradients",
            "cell-loop",
            "attention",
            "memory",
            "dna",
            "forecast",
            "acoustic",
            "evaluate",
            "classify",
            "explain",
            "compare",
            "generate",
            "data",
            "data list",
            "data fetch",
            "data check",
            "info");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void showsAnExample(List<String> words) {
    Program.Outcome outcome = with(words, "--help").succeeded();

    assertThat(outcome.err()).isEmpty();
    String name = String.join(" ", Stream.concat(Stream.of("seq4j"), words.stream()).toList());
    assertThat(outcome.out()).contains("Usage: " + name).containsPattern("Examples?:\\R  " + name);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyLineFitsAWideTerminal(List<String> words) {
    assertThat(with(words, "--help").out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysTheVersionEverywhere(List<String> words) {
    Program.Outcome outcome = with(words, "--version").succeeded();

    assertThat(outcome.out()).startsWith("seq4j ").contains("Java " + Runtime.version());
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void namesTheDefaultsThatThereAre() {
    assertThat(run("generate", "--help").out().replaceAll("\\s+", " "))
        .contains("(default: 200)", "(default: 0.8)", "(default: Th)");
    assertThat(run("train", "sentiment", "--help").out().replaceAll("\\s+", " "))
        .contains("(default: lstm)", "(default: 5.0)", "(default: review)", "(default: sentiment)")
        .contains("One of " + String.join(", ", ClassifierArchitecture.names()));
  }

  static Stream<String> tasksWithRecipes() {
    return new CommandLine(new Train())
        .getSubcommands().entrySet().stream()
            .filter(task -> task.getValue().getCommandSpec().findOption("--recipe") != null)
            .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("tasksWithRecipes")
  void namesTheRecipes(String task) {
    assertThat(run("train", task, "--help").out()).contains(Recipes.names(task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "data"})
  void aGroupWithoutItsCommandShowsWhatThereIs(String group) {
    Program.Outcome outcome = run(group);

    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Usage: seq4j " + group, "Commands:");
  }

  @Test
  void completesInTheShell() {
    Program.Outcome outcome = run("generate-completion").succeeded();

    assertThat(outcome.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_seq4j", "--held-out")
        .contains(ClassifierArchitecture.names());
    assertThat(outcome.err()).isEmpty();
  }

  private Program.Outcome with(List<String> words, String option) {
    return run(Stream.concat(words.stream(), Stream.of(option)).toArray(String[]::new));
  }

  private Program.Outcome run(String... args) {
    return new Program(folder).run(args);
  }
}
