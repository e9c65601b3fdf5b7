package dev.seq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.benchmarks.harness.Goal;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultPageTest {

  @TempDir private Path folder;

  private static List<Row> rows(double ours) {
    return Groups.ALL.stream().map(group -> row(group, ours)).toList();
  }

  private static Row row(Group group, double ours) {
    return new Row(
        group.name(), "lstm", "step", ours, "PyTorch", 100, Optional.of(Goal.ratio(0.5)));
  }

  @Test
  void saysWhatWasMeasuredAndWhetherTheGoalIsReached() throws Exception {
    Path page = folder.resolve("benchmarks.md");
    ResultPage.update(page, Options.parse(), rows(49));
    String text = Files.readString(page);
    assertThat(text)
        .startsWith("# Benchmarks\n")
        .contains("\n## recurrent\n", "\n## step\n", "\n## generate\n")
        .contains("| `lstm` | step | 49.0 | PyTorch | 100.0 | 0.49 | <= 0.50 | yes |\n")
        .contains("cores", "PyTorch 2.", "Deeplearning4j 1.", "OpenBLAS 0.", "revision")
        .contains("`benchmarks/run.sh` on 20")
        .doesNotContain("${", "%");
  }

  @Test
  void replacesTheSectionsOfItsGroupsAndLeavesTheOthers() throws Exception {
    Path page = folder.resolve("benchmarks.md");
    ResultPage.update(page, Options.parse(), rows(49));
    String before = Files.readString(page);
    ResultPage.update(page, Options.parse("step"), rows(51));
    String after = Files.readString(page);
    for (Group group : Groups.ALL) {
      String section = ResultPage.sectionOf(group, after);
      if (group.name().equals("step")) {
        assertThat(section).contains("| 51.0 | PyTorch | 100.0 | 0.51 | <= 0.50 | no |");
      } else {
        assertThat(section).isEqualTo(ResultPage.sectionOf(group, before)).isNotEmpty();
      }
    }
    assertThat(after.lines().count()).isEqualTo(before.lines().count());
  }

  @Test
  void aGroupThatNeverRanHasNoSection() throws Exception {
    Path page = folder.resolve("benchmarks.md");
    ResultPage.update(page, Options.parse("generate"), rows(49));
    assertThat(Files.readString(page)).contains("\n## generate\n").doesNotContain("## recurrent");
  }
}
