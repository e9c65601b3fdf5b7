package dev.seq4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static final List<Case> CASES =
      Groups.ALL.stream().flatMap(group -> group.cases().stream()).toList();

  @Test
  void aCaseIsFoundByItsName() {
    assertThat(CASES).extracting(Case::name).doesNotHaveDuplicates();
    assertThat(CASES).allSatisfy(one -> assertThat(Groups.caseNamed(one.name())).isSameAs(one));
  }

  @Test
  void namesFitIntoACsvLineAndAnOrder() {
    assertThat(CASES).extracting(Case::name).allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(CASES)
        .flatExtracting(Case::peers)
        .extracting(Peer::name)
        .noneMatch(name -> name.contains(","));
  }

  @Test
  void aCaseKnowsItsPeersByTheirNames() {
    assertThat(CASES)
        .allSatisfy(
            one -> {
              assertThat(one.peers()).extracting(Peer::name).doesNotHaveDuplicates();
              assertThat(one.peers())
                  .allSatisfy(peer -> assertThat(one.peerNamed(peer.name())).isSameAs(peer));
            });
  }
}
