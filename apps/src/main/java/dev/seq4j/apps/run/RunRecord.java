package dev.seq4j.apps.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.console.Limits;
import java.util.List;

/**
 * What {@code run.json} says of a run, and all that is needed to go on with it.
 *
 * @param task such as {@code sentiment}
 * @param command the command line
 * @param seq4j version and git revision
 * @param java version of Java
 * @param system operating system and device
 * @param started date and time
 * @param data the data, in a line for the reader
 * @param digest SHA-256 of the data
 * @param settings all settings of the run, as its command reads them
 */
public record RunRecord(
    String task,
    List<String> command,
    String seq4j,
    String java,
    String system,
    String started,
    String data,
    String digest,
    JsonNode settings) {

  public RunRecord {
    Limits.present("task", task);
    Limits.present("data", data);
    Limits.present("digest", digest);
    Limits.present("settings", settings);
    command = List.copyOf(Limits.present("command", command));
  }
}
