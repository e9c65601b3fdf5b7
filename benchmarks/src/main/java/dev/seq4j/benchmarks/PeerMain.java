package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Contender;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.harness.PeerProcess;
import dev.seq4j.benchmarks.harness.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process in which one peer does its work, so that no native libraries and no memory are shared.
 */
final class PeerMain {

  /** Stands between the names of case and peer in an order. */
  private static final String OF = " of ";

  /** A setting of ours, for which see {@code run.sh}; peers run with what they have by default. */
  private static final String OUR_SETTING = "OMP_WAIT_POLICY";

  private PeerMain() {}

  /** Starts it, to compute with as many threads as this process. */
  static PeerProcess start() {
    return PeerProcess.start(
        PeerMain.class,
        List.of(
            "-Xmx2g",
            "-Dorg.bytedeco.javacpp.maxbytes=6g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dai.djl.offline=true", // no downloads, no statistics
            "-Dai.djl.pytorch.num_threads=" + Machine.threads(),
            "-Dai.djl.pytorch.num_interop_threads=1"),
        List.of(OUR_SETTING));
  }

  static Contender open(PeerProcess process, Case one, Peer peer) {
    return process.open(peer.name() + OF + one.name());
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
        PeerMain::workload);
  }

  private static Workload workload(String order) {
    String[] names = order.split(OF);
    return Groups.caseNamed(names[1]).peerNamed(names[0]).workload().get();
  }
}
