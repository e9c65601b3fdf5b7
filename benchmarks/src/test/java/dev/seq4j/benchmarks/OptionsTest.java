package dev.seq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Schedule;
import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void withoutArgumentsAllIsMeasuredInFull() {
    Options options = Options.parse();
    assertThat(options.groups()).isEqualTo(Groups.ALL);
    assertThat(options.schedule()).isEqualTo(Schedule.FULL);
    assertThat(options.command()).isEqualTo("benchmarks/run.sh");
  }

  @Test
  void groupsRunInTheirOwnOrder() {
    Options options = Options.parse("generate", "--quick", "recurrent");
    assertThat(options.groups()).extracting(Group::name).containsExactly("recurrent", "generate");
    assertThat(options.schedule()).isEqualTo(Schedule.QUICK);
    assertThat(options.command()).isEqualTo("benchmarks/run.sh --quick recurrent generate");
  }

  @Test
  void saysInOneLineWhatIsUnknown() {
    assertThatThrownBy(() -> Options.parse("--quik"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("option = --quik: unknown; did you mean --quick? must be one of --quick");
    assertThatThrownBy(() -> Options.parse("recurent"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("group = recurent: unknown; did you mean recurrent?")
        .message()
        .doesNotContain("\n");
  }
}
