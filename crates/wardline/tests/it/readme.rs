//! The README shows what the tool prints, and not what it once printed.

use crate::tool::{run, workspace};

#[test]
fn the_output_in_the_readme_is_real() {
    let readme = std::fs::read_to_string(workspace().join("README.md")).unwrap();
    let said = run(&workspace(), &["gate", "--root", "tests/projects/clinic-portal"]);
    assert_eq!(said.code, 1);
    let blocks: Vec<&str> = readme.split("```text\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    assert_eq!(blocks.len(), 2);
    // How many findings there are changes with every rule; the numbers are not compared.
    let plain = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    assert!(said.stdout.contains(blocks[0]), "{}", blocks[0]);
    let squeezed = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed(&said.stdout).ends_with(&squeezed(blocks[1])), "{}", blocks[1]);
}

#[test]
fn every_link_in_the_readme_leads_somewhere() {
    let readme = std::fs::read_to_string(workspace().join("README.md")).unwrap();
    let links: Vec<&str> = readme.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0).collect();
    assert!(links.len() > 5);
    for link in links {
        assert!(workspace().join(link).exists(), "{link}");
    }
}
