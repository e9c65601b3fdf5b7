package dev.seq4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Workloads in another process that lives as long as this, so that two native runtimes never share
 * one. It takes orders by lines on its standard input and answers each by a line on its standard
 * output; between orders it waits for input and does nothing.
 *
 * <pre>
 *   open WORK   -> ready
 *   run STEPS   -> milliseconds of each step, separated by spaces
 *   close       -> closed
 *   anything    -> error WHAT
 * </pre>
 */
public final class PeerProcess implements AutoCloseable {

  private static final String OPEN = "open ";
  private static final String RUN = "run ";
  private static final String CLOSE = "close";
  private static final String READY = "ready";
  private static final String CLOSED = "closed";
  private static final String ERROR = "error ";

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream orders;

  private PeerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts a process with this one's Java and class path; its standard error is this one's.
   *
   * @param main its main class, which calls {@link #serve}
   * @param options of its JVM
   * @param withoutVariables variables of the environment that it is not to have
   * @return the process
   */
  public static PeerProcess start(
      Class<?> main, List<String> options, List<String> withoutVariables) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    withoutVariables.forEach(builder.environment()::remove);
    try {
      return new PeerProcess(main.getSimpleName(), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a workload over there. One at a time may be open.
   *
   * @param work what the other end knows it by
   * @return runs it
   */
  public Contender open(String work) {
    order(OPEN + work);
    return new Contender() {
      @Override
      public double[] run(int steps) {
        return Arrays.stream(order(RUN + steps).split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
      }

      @Override
      public void close() {
        order(CLOSE);
      }
    };
  }

  private String order(String line) {
    orders.println(line);
    String answer;
    try {
      answer = answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (answer == null) {
      throw new IllegalStateException(name + " ended at: " + line);
    }
    if (answer.startsWith(ERROR)) {
      throw new IllegalStateException(name + ": " + answer.substring(ERROR.length()));
    }
    return answer;
  }

  /** Lets the process end and waits for it. */
  @Override
  public void close() {
    orders.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The other end: takes orders until there are no more.
   *
   * @param orders from the first process
   * @param answers to it
   * @param workloads makes a workload by the name that it is opened by; what goes wrong in one ends
   *     this
   * @throws IOException if the orders cannot be read
   */
  public static void serve(
      BufferedReader orders, PrintStream answers, Function<String, Workload> workloads)
      throws IOException {
    Contender contender = null;
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      try {
        if (line.startsWith(OPEN)) {
          String name = line.substring(OPEN.length());
          contender = Contender.here(() -> workloads.apply(name));
          answers.println(READY);
        } else if (line.startsWith(RUN)) {
          answers.println(joined(contender.run(Integer.parseInt(line.substring(RUN.length())))));
        } else if (line.equals(CLOSE)) {
          contender.close();
          answers.println(CLOSED);
        } else {
          throw new IllegalArgumentException("order: " + line);
        }
      } catch (RuntimeException e) {
        answers.println(ERROR + e.toString().replace('\n', ' '));
        throw e;
      }
    }
  }

  private static String joined(double[] milliseconds) {
    return String.join(" ", Arrays.stream(milliseconds).mapToObj(Double::toString).toList());
  }
}
