package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.core.file.Json;
import dev.seq4j.datasets.source.DataHome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * The program in this process, run by a user whose home is a temporary folder and who has neither
 * data nor a network.
 *
 * @param home of the user
 */
public record Program(Path home) {

  /**
   * What a command left behind.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  public record Outcome(int code, String out, String err) {

    public Outcome succeeded() {
      assertThat(code).as("exit code; on standard error: %s", err).isEqualTo(ExitCode.OK);
      return this;
    }

    /** Checks that the user was told in one line and nothing else happened. */
    public String refused() {
      assertThat(err).startsWith("seq4j: ").endsWith(System.lineSeparator());
      assertThat(err.lines()).as(err).hasSize(1);
      assertThat(err).doesNotContain("Exception").doesNotContain("null");
      assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
      return err.strip();
    }

    /** Reads standard output, of which all must be one line of JSON. */
    public JsonNode json() {
      assertThat(out.lines()).as(out).hasSize(1);
      return Json.read(out, JsonNode.class, "standard output");
    }
  }

  public Outcome run(String... args) {
    DataHome data = DataHome.of(Map.of(), home).withOffline(true);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(data, new PrintWriter(out), new PrintWriter(err), args);
    return new Outcome(code, out.toString(), err.toString());
  }
}
