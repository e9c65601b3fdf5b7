package dev.seq4j.models.labelling;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How good labels of words are, by what is to be restored: capitals and marks, each kind by itself.
 * That a word has none is no class of its own, since nearly all words have none.
 *
 * <pre>
 *   precision = right / told,   recall = right / words,   F1 = 2 right / (told + words)
 * </pre>
 *
 * @param words how many were judged
 * @param accuracy share of them whose capital and mark are both right, 0 to 1
 * @param microF1 F1 of all that is to be restored, each capital and each mark counted alike
 * @param macroF1 mean of F1 over the classes that occur
 * @param capitalF1 {@code microF1} of the capitals alone
 * @param markF1 {@code microF1} of the marks alone
 * @param classes capitals, then marks
 */
public record LabellingReport(
    int words,
    double accuracy,
    double microF1,
    double macroF1,
    double capitalF1,
    double markF1,
    List<OfClass> classes) {

  public LabellingReport {
    classes = List.copyOf(classes);
  }

  /**
   * One capital or mark.
   *
   * @param name such as {@code first} or {@code ,}
   * @param words that have it
   * @param told words that were told to have it
   * @param right words of both
   */
  public record OfClass(String name, int words, int told, int right) {

    /**
     * @return share of the words told to have it that do; 0 if none was
     */
    @JsonProperty
    public double precision() {
      return told == 0 ? 0 : (double) right / told;
    }

    /**
     * @return share of its words that were told; 0 if it has none
     */
    @JsonProperty
    public double recall() {
      return words == 0 ? 0 : (double) right / words;
    }

    /**
     * @return harmonic mean of these; 0 if there are neither words nor told ones
     */
    @JsonProperty
    public double f1() {
      return right == 0 ? 0 : 2.0 * right / (words + told);
    }

    private boolean occurs() {
      return words + told > 0;
    }
  }

  /**
   * Compares labels with the truth.
   *
   * @param truths the label of each word, one or more
   * @param told as many
   * @return the report
   * @throws InvalidInputException if there is none, or one list is longer
   */
  public static LabellingReport of(List<WordLabel> truths, List<WordLabel> told) {
    if (truths.isEmpty() || truths.size() != told.size()) {
      throw new InvalidInputException(
          "labels told = %d, true labels = %d: must be as many, 1 or more"
              .formatted(told.size(), truths.size()));
    }
    List<OfClass> capitals =
        Arrays.stream(Capital.values())
            .filter(capital -> capital != Capital.NONE)
            .map(c -> ofClass(c.toString(), truths, told, label -> label.capital() == c))
            .toList();
    List<OfClass> marks =
        Arrays.stream(Mark.values())
            .filter(mark -> mark != Mark.NONE)
            .map(m -> ofClass(m.toString(), truths, told, label -> label.mark() == m))
            .toList();
    List<OfClass> all = new ArrayList<>(capitals);
    all.addAll(marks);
    long right =
        IntStream.range(0, truths.size()).filter(i -> truths.get(i).equals(told.get(i))).count();
    return new LabellingReport(
        truths.size(),
        (double) right / truths.size(),
        together(all).f1(),
        all.stream().filter(OfClass::occurs).mapToDouble(OfClass::f1).average().orElse(0),
        together(capitals).f1(),
        together(marks).f1(),
        all);
  }

  private static OfClass ofClass(
      String name, List<WordLabel> truths, List<WordLabel> told, Predicate<WordLabel> has) {
    int words = 0;
    int said = 0;
    int right = 0;
    for (int i = 0; i < truths.size(); i++) {
      boolean is = has.test(truths.get(i));
      boolean isTold = has.test(told.get(i));
      words += is ? 1 : 0;
      said += isTold ? 1 : 0;
      right += is && isTold ? 1 : 0;
    }
    return new OfClass(name, words, said, right);
  }

  private static OfClass together(List<OfClass> classes) {
    return new OfClass(
        "all",
        classes.stream().mapToInt(OfClass::words).sum(),
        classes.stream().mapToInt(OfClass::told).sum(),
        classes.stream().mapToInt(OfClass::right).sum());
  }
}
