package dev.seq4j.apps;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md. */
class LayersTest {

  private static final String ROOT = "dev.seq4j.";
  private static final String[] NETWORKS = {"org.nd4j..", "org.deeplearning4j.."};
  private static final String[] LIBRARIES = {
    ROOT + "core..", ROOT + "datasets..", ROOT + "models.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.seq4j");

  @Test
  void allFloorsWereImported() {
    for (String floor : List.of("core", "datasets", "models", "apps")) {
      assertThat(CLASSES.that(resideInAnyPackage(ROOT + floor + ".."))).as(floor).isNotEmpty();
    }
  }

  @Test
  void arrowsGoDownOnly() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy(ROOT + "core..")
            .layer("datasets")
            .definedBy(ROOT + "datasets..")
            .layer("models")
            .definedBy(ROOT + "models..")
            .layer("apps")
            .definedBy(ROOT + "apps..")
            .whereLayer("apps")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("models")
            .mayOnlyBeAccessedByLayers("apps")
            .whereLayer("datasets")
            .mayOnlyBeAccessedByLayers("apps")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("apps", "models", "datasets"));
  }

  @Test
  void textKnowsNoNetworksButForTheAdapter() {
    check(
        classesIn(ROOT + "core.text..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "core.text.FactoryTokenizer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NETWORKS));
    check(
        noClasses()
            .that()
            .haveFullyQualifiedName(ROOT + "core.text.FactoryTokenizer")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(NETWORKS)
                    .and(resideOutsideOfPackages("org.deeplearning4j.text.."))));
  }

  @Test
  void filesAndTheGroundFloorItselfKnowNeitherTextNorNetworks() {
    check(
        classesIn(ROOT + "core", ROOT + "core.file..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NETWORKS));
    check(
        classesIn(ROOT + "core", ROOT + "core.file..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "core.text..", ROOT + "core.train.."));
    check(
        classesIn(ROOT + "core")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.seq4j..").and(resideOutsideOfPackages(ROOT + "core"))));
  }

  @Test
  void lettersOfDnaAndSoundsKnowNoNetworks() {
    check(
        classesIn(ROOT + "core.dna..", ROOT + "core.sound..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NETWORKS));
  }

  @Test
  void trainingKnowsNoText() {
    check(
        classesIn(ROOT + "core.train..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "core.text.."));
  }

  @Test
  void theDeviceIsLookedForWithoutNd4j() {
    check(
        classesIn(ROOT + "apps.device..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.nd4j.linalg.factory.Nd4j"));
  }

  @Test
  void librariesNeitherPrintNorExit() {
    check(
        classesIn(LIBRARIES)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void nothingIsWrittenByJavaSerialization() {
    check(
        classesIn("dev.seq4j..")
            .should()
            .callConstructor(ObjectOutputStream.class, OutputStream.class)
            .orShould()
            .callConstructor(ObjectInputStream.class, InputStream.class));
  }

  @Test
  void badInputHasOneKindOfException() {
    check(
        classes()
            .that()
            .resideInAnyPackage("dev.seq4j..")
            .and()
            .areAssignableTo(IllegalArgumentException.class)
            .should()
            .beAssignableTo("dev.seq4j.core.InvalidInputException"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.seq4j.(**)").should().beFreeOfCycles());
  }

  @Test
  void roomsOfKernelsKnowTheirToolsAndNeighbours() {
    checkRooms(ROOT + "core.kernel", Map.of("recurrent", "attention"));
  }

  @Test
  void roomsOfLayersKnowWhatTheyShareAndNeighbours() {
    checkRooms(ROOT + "core.layer", Map.of("recurrent", "attention", "output", "embedding"));
  }

  @Test
  void roomsOfTheProgramKnowWhatTheyShareAndNotEachOther() {
    Map<String, Set<String>> beneath =
        Map.of(
            "console", Set.of(),
            "data", Set.of("console"),
            "device", Set.of(),
            "examples", Set.of(),
            "plot", Set.of(),
            "report", Set.of("plot"),
            "run", Set.of("console", "plot"));
    Set<String> shared = new TreeSet<>(beneath.keySet());
    shared.remove("examples");
    Set<String> rooms = rooms(ROOT + "apps");
    assertThat(rooms).containsAll(beneath.keySet()).hasSizeGreaterThan(beneath.size());
    for (String room : rooms) {
      Set<String> strangers = new TreeSet<>(rooms);
      strangers.remove(room);
      strangers.removeAll(beneath.getOrDefault(room, shared));
      checkKnowsNone(ROOT + "apps", room, strangers);
      check(
          classesIn(ROOT + "apps." + room)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(ROOT + "apps"));
    }
  }

  @Test
  void everyPackageHasADoor() throws IOException {
    List<Path> rooms = new ArrayList<>();
    for (String module : List.of("core", "datasets", "models", "apps")) {
      Path sources = Path.of("..", module, "src", "main", "java");
      try (Stream<Path> folders = Files.walk(sources)) {
        folders.filter(LayersTest::holdsClasses).forEach(rooms::add);
      }
    }
    assertThat(rooms).hasSizeGreaterThan(10);
    assertThat(rooms).allSatisfy(room -> assertThat(room.resolve("package-info.java")).exists());
  }

  /**
   * A package with rooms: it knows none of them; each of them knows it, and the neighbour named.
   *
   * @param neighbours a room, and the other that it may know
   */
  private static void checkRooms(String house, Map<String, String> neighbours) {
    Set<String> rooms = rooms(house);
    assertThat(rooms).hasSizeGreaterThan(1).containsAll(neighbours.keySet());
    check(classesIn(house).should().dependOnClassesThat().resideInAnyPackage(house + ".*"));
    for (String room : rooms) {
      Set<String> strangers = new TreeSet<>(rooms);
      strangers.remove(room);
      strangers.remove(neighbours.getOrDefault(room, room));
      checkKnowsNone(house, room, strangers);
    }
    check(slices().matching(house + ".(*)").should().beFreeOfCycles());
  }

  private static Set<String> rooms(String house) {
    Set<String> rooms = new TreeSet<>();
    CLASSES
        .that(resideInAnyPackage(house + ".*"))
        .forEach(type -> rooms.add(type.getPackageName().substring(house.length() + 1)));
    return rooms;
  }

  private static void checkKnowsNone(String house, String room, Set<String> strangers) {
    check(
        classesIn(house + "." + room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                strangers.stream().map(other -> house + "." + other).toArray(String[]::new)));
  }

  private static boolean holdsClasses(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    String[] java = folder.toFile().list((dir, name) -> name.endsWith(".java"));
    return java != null && java.length > 0;
  }

  private static GivenClassesConjunction classesIn(String... packages) {
    return noClasses().that().resideInAnyPackage(packages);
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
