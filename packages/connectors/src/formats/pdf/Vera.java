import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Checks PDF files with veraPDF: `Vera <flavour> <file…>` prints PASS or FAIL and the rules that failed. */
public class Vera {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(args[0]);
    for (int i = 1; i < args.length; i++) {
      try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(args[i]), flavour);
          var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        var result = validator.validate(parser);
        System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + args[i]);
        result.getTestAssertions().stream().filter(a -> a.getStatus() == org.verapdf.pdfa.results.TestAssertion.Status.FAILED)
            .map(a -> "  " + a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " " + a.getMessage()).distinct()
            .forEach(System.out::println);
      }
    }
  }
}
