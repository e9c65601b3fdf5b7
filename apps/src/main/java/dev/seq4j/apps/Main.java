package dev.seq4j.apps;

/** The program {@code seq4j}. */
public final class Main {

  private Main() {}

  /**
   * @param args the command line
   */
  public static void main(String[] args) {
    System.out.println(org.nd4j.linalg.factory.Nd4j.getExecutioner().getEnvironmentInformation());
  }
}
