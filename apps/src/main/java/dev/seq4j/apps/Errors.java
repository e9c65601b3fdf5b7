package dev.seq4j.apps;

import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.DivergedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line for the user and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    say(command, parseMessage(e));
    return ExitCode.BAD_INPUT;
  }

  private static String parseMessage(ParameterException e) {
    if (e.getCause() instanceof InvalidInputException input) {
      return input.getMessage();
    }
    CommandLine command = e.getCommandLine();
    String help = " (" + command.getCommandSpec().qualifiedName() + " --help)";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> meant = unmatched.getSuggestions();
      String hint = meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?";
      return oneLine(e.getMessage()) + hint + help;
    }
    return oneLine(e.getMessage()) + help;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof InvalidInputException) {
      LOG.debug("bad input", e);
      say(command, e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (e instanceof DivergedException) {
      say(command, e.getMessage());
      return ExitCode.FAILED;
    }
    if (isOutOfMemory(e)) {
      return outOfMemory(command, e);
    }
    LOG.error("{} failed", command.getCommandSpec().qualifiedName(), e);
    say(command, "a defect in the program; the log says where (" + e.getClass().getName() + ")");
    return ExitCode.FAILED;
  }

  /** What to do is known, where in the program it happened is of no use. */
  static int outOfMemory(CommandLine command, Throwable e) {
    LOG.debug("out of memory", e);
    say(
        command,
        "out of memory ("
            + e.getMessage()
            + "); smaller batches, networks or texts need less, JAVA_OPTS or .mvn/jvm.config allow"
            + " more");
    return ExitCode.FAILED;
  }

  /** ND4J's native side has no exception of its own for that. */
  private static boolean isOutOfMemory(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError
          || String.valueOf(cause.getMessage()).contains("bad_alloc")) {
        return true;
      }
    }
    return false;
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("seq4j: " + oneLine(message));
    command.getErr().flush();
  }

  private static String oneLine(String message) {
    return message == null ? "no reason given" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
