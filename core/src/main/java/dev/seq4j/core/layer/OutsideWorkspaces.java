package dev.seq4j.core.layer;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Makes arrays that no workspace will overwrite, whichever one is open. */
public final class OutsideWorkspaces {

  private OutsideWorkspaces() {}

  /**
   * @param maker makes arrays
   * @return what it made
   */
  @SuppressWarnings("try")
  public // the scope is closed, not used
  static <T> T make(Supplier<T> maker) {
    try (MemoryWorkspace scope = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return maker.get();
    }
  }
}
