package dev.seq4j.apps.console;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.kernel.Shards;
import java.io.PrintWriter;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has, and the two channels they govern: words and results. */
public final class CommonOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print results as JSON, each on one line, and nothing else on standard output.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results only, no progress.")
  private boolean quiet;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: all processors).")
  private Integer threads;

  /** Sets what the whole program computes with; before the first network is made. */
  public void apply() {
    if (threads != null && threads < 1) {
      throw new InvalidInputException("--threads = " + threads + ": must be 1 or above");
    }
    if (threads != null) {
      System.setProperty(Shards.THREADS_PROPERTY, threads.toString());
      Nd4j.getEnvironment().setMaxThreads(threads);
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }
  }

  /**
   * Says something for a reader, not for a program: on standard output, or on standard error where
   * standard output belongs to JSON.
   *
   * @param line without a line feed
   */
  public void say(String line) {
    if (!quiet) {
      words().println(line);
      words().flush();
    }
  }

  /**
   * Says how far it has come, on standard error.
   *
   * @param line without a line feed
   */
  public void progress(String line) {
    if (!quiet) {
      command.commandLine().getErr().println(line);
      command.commandLine().getErr().flush();
    }
  }

  /**
   * Says what could not be done of many things, on standard error, however quiet it is to be.
   *
   * @param line without a line feed
   */
  public void complain(String line) {
    command.commandLine().getErr().println(line);
    command.commandLine().getErr().flush();
  }

  /**
   * Gives the result of the command.
   *
   * @param line for a reader
   * @param value for a program
   */
  public void result(String line, Object value) {
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? Json.line(value) : line);
    requireWritten(out);
  }

  /**
   * Gives a piece of a result that is shown as it is made.
   *
   * @param piece of a line
   */
  public void resultPiece(String piece) {
    PrintWriter out = command.commandLine().getOut();
    out.print(piece);
    requireWritten(out);
  }

  /** A result that got lost on a full disk or in a closed pipe is no success. */
  private static void requireWritten(PrintWriter out) {
    if (out.checkError()) {
      throw new InvalidInputException("standard output: cannot be written");
    }
  }

  /**
   * @return whether progress is to be shown, to somebody who looks at a terminal
   */
  public boolean drawsBars() {
    return !quiet && Terminal.attached();
  }

  /**
   * @return whether standard output belongs to JSON
   */
  public boolean json() {
    return json;
  }

  private PrintWriter words() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }
}
