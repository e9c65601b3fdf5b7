package dev.seq4j.apps.data;

import dev.seq4j.datasets.source.DataHome;
import picocli.CommandLine.Model.CommandSpec;

/** The program, as commands ask it where the data of its user are. */
public interface DataOwner {

  /**
   * @return where to look for data, before any option
   */
  DataHome dataHome();

  /**
   * @param command any of the program
   * @return where the program looks for data
   */
  static DataHome home(CommandSpec command) {
    return ((DataOwner) command.root().userObject()).dataHome();
  }
}
