package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Schedule;
import dev.seq4j.core.Choice;
import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param quick whether a look is enough: less is measured and no page is written
 * @param groups to run, in the order of {@link Groups#ALL}
 */
record Options(boolean quick, List<Group> groups) {

  private static final String QUICK = "--quick";

  /**
   * @throws InvalidInputException if an option or a group is unknown
   */
  static Options parse(String... arguments) {
    boolean quick = false;
    List<Group> groups = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(QUICK)) {
        quick = true;
      } else if (argument.startsWith("-")) {
        throw Choice.unknown("option", argument, List.of(QUICK));
      } else {
        groups.add(Groups.named(argument));
      }
    }
    return new Options(
        quick,
        Groups.ALL.stream().filter(group -> groups.isEmpty() || groups.contains(group)).toList());
  }

  Schedule schedule() {
    return quick ? Schedule.QUICK : Schedule.FULL;
  }

  /** The command that says the same. */
  String command() {
    StringBuilder command = new StringBuilder("benchmarks/run.sh");
    command.append(quick ? " " + QUICK : "");
    if (groups.size() < Groups.ALL.size()) {
      groups.forEach(group -> command.append(' ').append(group.name()));
    }
    return command.toString();
  }
}
