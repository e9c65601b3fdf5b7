package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '|',
      value = {
        "Cours\u202f!,Cours !",
        "\u00a0 Quoi\u2009 \t\u3000? ,Quoi ?",
        "L’été ‘ou’ l`hiver,L'été 'ou' l'hiver",
        "e\u0301te\u0301,été",
        "“Oui” „so“,\"Oui\" \"so\"",
        "« Oui » – non — si,« Oui » – non — si",
        "est\u2010ce a\u2011t\u2011il,est-ce a-t-il",
        "Eh bien…,Eh bien...",
        "co\u00adopérer\u200b\ufeff,coopérer",
        "a\u0000b,ab",
        "می\u200cخواهم,می\u200cخواهم",
        "e\u200b\u0301,é",
        "DÉJÀ Vu,DÉJÀ Vu"
      })
  void writesInOneWay(String text, String normalized) {
    assertThat(Normalization.DEFAULT.apply(text)).isEqualTo(normalized);
    assertThat(Normalization.DEFAULT.apply("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DÉJÀ Vu,déjà vu", "Œuf İ,œuf i̇", "ΣΑΣ,σας"})
  void lowerCasesIfAsked(String text, String lower) {
    assertThat(Normalization.DEFAULT.withLowerCase(true).apply(text)).isEqualTo(lower);
  }

  @Property(tries = 2000, seed = "1")
  void leavesWhatIsNormalized(@ForAll String text, @ForAll boolean lowerCase) {
    Normalization normalization = new Normalization(lowerCase);
    String once = normalization.apply(text);

    assertThat(normalization.apply(once)).isEqualTo(once);
    assertThat(once).isEqualTo(once.strip()).doesNotContain("  ");
  }
}
