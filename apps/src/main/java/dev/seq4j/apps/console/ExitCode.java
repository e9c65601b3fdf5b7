package dev.seq4j.apps.console;

/** What the program returns to the shell. */
public final class ExitCode {

  /** All went well. */
  public static final int OK = 0;

  /** Something failed that was not the user's input. */
  public static final int FAILED = 1;

  /** An option, a file or a text cannot be used. */
  public static final int BAD_INPUT = 2;

  /** Stopped by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
