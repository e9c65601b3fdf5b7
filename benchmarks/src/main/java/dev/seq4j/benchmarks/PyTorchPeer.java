package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.PeerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The process in which PyTorch runs. */
final class PyTorchPeer {

  private PyTorchPeer() {}

  /** Starts it, to compute with as many threads as this process. */
  static PeerProcess start() {
    int threads = Machine.threads();
    return PeerProcess.start(
        PyTorchPeer.class,
        List.of(
            "-Xmx512m",
            "-Dai.djl.offline=true", // no downloads, no statistics
            "-Dai.djl.pytorch.num_threads=" + threads,
            "-Dai.djl.pytorch.num_interop_threads=1"));
  }

  /**
   * @param arguments none
   * @throws IOException if the orders cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // standard output belongs to the answers
    PeerProcess.serve(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        answers,
        name -> Groups.caseNamed(name).peerInOwnProcess().workload().get());
  }
}
