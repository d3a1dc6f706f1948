//! Mistakes in catalogues: each is found, placed, shown and met with advice.

use wardline_controls::{Catalog, Catalogs};

const HEAD: &str = "framework:
  id: demo
  name: Demo
  title: A framework for tests
  edition: '1'
  version: 1.0.0
  publisher: Nobody
  notice: For tests.
  sections:
    - {id: first, title: First}
  references: {other: Other}
controls:
";

/// The displayed errors of a catalogue that ends in `controls`; the first control starts at line 13.
fn errors(controls: &str) -> Vec<String> {
    let text = format!("{HEAD}{controls}");
    Catalog::parse("demo.yaml", &text)
        .map_or_else(|errors| errors.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

const GOOD: &str = "  - id: '1'
    title: Title
    section: first
    summary: Asks for something.
    verification: attestation
    attestations: [AT-01]
";

#[test]
fn a_good_catalogue_has_none() {
    assert_eq!(errors(GOOD), Vec::<String>::new());
}

/// The page that errors point to shows a catalogue that reads.
#[test]
fn the_documented_catalogue_has_none() {
    let page = include_str!("../../../docs/controls.md");
    let (_, block) = page.split_once("```yaml\n").expect("the page has an example");
    let (text, _) = block.split_once("```").expect("the example ends");
    let catalog = Catalog::parse("docs/controls.md", text).unwrap_or_else(|errors| panic!("{}", errors[0]));
    assert_eq!(catalog.resolve("Demo 1.1").map(|control| control.cwe.as_slice()), Some([256, 916].as_slice()));
}

#[test]
fn each_mistake_has_place_line_and_advice() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(GOOD.contains(from));
        assert_eq!(errors(&GOOD.replace(from, to)), [expected], "{from} -> {to}");
    };
    check(
        "section: first",
        "section: frist",
        "demo.yaml:15:14: unknown section `frist`\n    | section: frist\n    = did you mean `first`?",
    );
    check(
        "verification: attestation",
        "verification: magic",
        "demo.yaml:17:19: unknown verification `magic`\n    | verification: magic\n    = use one of: automated, evidence, attestation, out-of-scope",
    );
    check(
        "title: Title",
        "title: ''",
        "demo.yaml:14:12: the title is empty\n    | title: ''\n    = write the title of the control",
    );
    check(
        "attestations: [AT-01]",
        "rules: [a]",
        "demo.yaml:17:19: 1 is to be shown by attestation, and nothing is listed for it\n    | verification: attestation\n    \
         = add `attestations`, or choose another verification",
    );
    check(
        "attestations: [AT-01]",
        "attestations: [AT-01]\n    cwe: [16]",
        "demo.yaml:19:11: CWE-16 is not in the table of weaknesses\n    | cwe: [16]\n    \
         = name a weakness and no category, and list it in controls/cwe.yaml",
    );
    check(
        "summary:",
        "sumary:",
        "demo.yaml:16:5: unknown key `sumary`\n    | sumary: Asks for something.\n    = did you mean `summary`?",
    );
}

#[test]
fn all_mistakes_of_values_are_collected_in_order() {
    let second = GOOD.replace("id: '1'", "id: (1)").replace("section: first", "section: none");
    let found = errors(&format!("{}{second}", GOOD.replace("verification: attestation", "verification: Attestation")));
    let places: Vec<&str> = found.iter().filter_map(|error| error.lines().next()).collect();
    assert_eq!(
        places,
        [
            "demo.yaml:17:19: unknown verification `Attestation`",
            "demo.yaml:19:9: (1) is also known as `1`, as is 1 of line 13",
            "demo.yaml:21:14: unknown section `none`",
        ]
    );
}

#[test]
fn text_that_is_no_catalogue_is_an_error_with_a_place() {
    let check = |text: &str, start: &str| {
        let found = Catalog::parse("demo.yaml", text).expect_err(text);
        assert!(found.len() == 1 && found[0].to_string().starts_with(start), "{text:?}: {}", found[0]);
    };
    check("", "demo.yaml:1:1: ");
    check("framework: [", "demo.yaml:1:");
    check("controls: []\n", "demo.yaml:1:1: the key `framework` is missing");
    check(&format!("{HEAD}  - id: '1'\n    id: '2'\n"), "demo.yaml:14:5: ");
}

#[test]
fn relations_between_catalogues_are_checked() {
    let check = |first: &str, second: &str, expected: &[&str]| {
        let first = format!("{HEAD}{GOOD}    related: {first}\n");
        let second = format!("{}{GOOD}    related: {second}\n", HEAD.replace("id: demo", "id: twin"));
        let found = Catalogs::parse(&[("demo.yaml", &first), ("twin.yaml", &second)]);
        let found = found.map_or_else(|errors| errors, |_| Vec::new());
        let found: Vec<String> =
            found.iter().map(|e| format!("{}:{}: {}", e.file, e.at.line.get(), e.message)).collect();
        assert_eq!(found, expected, "{first}");
    };
    check("{twin: ['1'], other: [X]}", "{demo: ['1']}", &[]);
    check("{demo: ['1']}", "{}", &[]);
    check("{twin: ['1']}", "{}", &["demo.yaml:13: 1 relates to twin 1, which does not relate back"]);
    check("{twin: ['2']}", "{}", &["demo.yaml:13: 1 relates to twin `2`, which is no id of that catalogue"]);
    check("{}", "{third: ['1']}", &["twin.yaml:13: 1 relates to the unknown framework `third`"]);
}
