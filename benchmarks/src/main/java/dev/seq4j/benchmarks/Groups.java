package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.cases.AttentionCases;
import dev.seq4j.benchmarks.cases.GenerateCases;
import dev.seq4j.benchmarks.cases.RecurrentCases;
import dev.seq4j.benchmarks.cases.StepCases;
import dev.seq4j.benchmarks.cases.TranslationCases;
import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.core.Choice;
import java.util.List;

/** All groups there are. */
final class Groups {

  /** In the order in which they run. */
  static final List<Group> ALL =
      List.of(
          RecurrentCases.group(),
          AttentionCases.group(),
          StepCases.group(),
          TranslationCases.group(),
          GenerateCases.group());

  private Groups() {}

  /**
   * @throws dev.seq4j.core.InvalidInputException if there is none of that name
   */
  static Group named(String name) {
    return ALL.stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("group", name, ALL.stream().map(Group::name).toList()));
  }

  /**
   * @throws java.util.NoSuchElementException if there is none of that name
   */
  static Case caseNamed(String name) {
    return ALL.stream()
        .flatMap(group -> group.cases().stream())
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
