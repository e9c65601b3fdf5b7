package dev.seq4j.apps.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Whether somebody is looking, and in which characters. */
public final class Terminal {

  private Terminal() {}

  /** Whether a person types and reads, on a terminal that can draw. */
  public static boolean attached() {
    String term = System.getenv("TERM");
    return interactive(System.console()) && term != null && !term.equals("dumb");
  }

  /** Until Java 21 there is a console only on a terminal; since then it has to be asked. */
  static boolean interactive(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Console.isTerminal is public", e);
    }
  }

  /**
   * Writes in the terminal's characters, and in UTF-8 to files and pipes, whatever the locale. Not
   * over {@code System.out}, which keeps it to itself when a disk is full.
   *
   * @param stream standard output or standard error
   */
  public static PrintWriter writer(FileDescriptor stream) {
    Console console = System.console();
    Charset charset = interactive(console) ? console.charset() : StandardCharsets.UTF_8;
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset), true);
  }
}
