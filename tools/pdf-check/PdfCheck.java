import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Holds each file against each standard that Samverk promises, and prints the rules that it breaks. */
public final class PdfCheck {
    private static final Map<String, String> STANDARDS = Map.of("2a", "PDFA-2A", "ua1", "PDFUA-1");

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = files.length > 0;
        for (Map.Entry<String, String> standard : new TreeMap<>(STANDARDS).entrySet()) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard.getKey());
            ValidationProfile profile = profile(standard.getValue());
            for (String file : files) {
                sound &= follows(file, flavour, profile, standard.getValue());
            }
        }
        System.exit(sound ? 0 : 1);
    }

    private static ValidationProfile profile(String name) throws Exception {
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream in = PdfCheck.class.getClassLoader().getResourceAsStream(path)) {
            return Profiles.profileFromXml(in);
        }
    }

    private static boolean follows(String file, PDFAFlavour flavour, ValidationProfile profile, String name)
            throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(file + (result.isCompliant() ? " follows " : " does not follow ") + name);
            broken(result).forEach((rule, times) -> System.out.println("  " + times + " × " + rule));
            return result.isCompliant();
        }
    }

    private static Map<String, Integer> broken(ValidationResult result) {
        Map<String, Integer> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                rules.merge(clause + " " + assertion.getMessage(), 1, Integer::sum);
            }
        }
        return rules;
    }
}
