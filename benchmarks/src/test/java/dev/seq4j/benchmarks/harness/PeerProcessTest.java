package dev.seq4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerProcessTest {

  /** The other process. */
  static final class Other {

    private Other() {}

    public static void main(String[] arguments) throws IOException {
      PeerProcess.serve(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
          System.out,
          name -> {
            if (name.equals("path") && System.getenv("PATH") == null) {
              throw new IllegalArgumentException("no PATH");
            }
            if (name.equals("bad")) {
              throw new IllegalArgumentException("no case\n" + name);
            }
            return () -> {};
          });
    }
  }

  private static PeerProcess start() {
    return PeerProcess.start(Other.class, List.of("-Xmx64m"), List.of("PATH"));
  }

  @Test
  void runsWorkloadsOneAfterTheOther() {
    try (PeerProcess process = start()) {
      for (String name : List.of("first", "second")) {
        try (Contender contender = process.open(name)) {
          assertThat(contender.run(3)).hasSize(3);
          assertThat(contender.run(1)).hasSize(1);
        }
      }
    }
  }

  @Test
  void saysWhatWentWrongThere() {
    try (PeerProcess process = start()) {
      assertThatThrownBy(() -> process.open("bad"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Other: java.lang.IllegalArgumentException: no case bad");
      assertThatThrownBy(() -> process.open("first"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ended at: open first");
    }
  }

  @Test
  void leavesVariablesOut() {
    try (PeerProcess process = start()) {
      assertThatThrownBy(() -> process.open("path")).hasMessageContaining("no PATH");
    }
  }
}
