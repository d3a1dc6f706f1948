//! Prints the compact tree of a file, of each region of a template, or of a pattern: `dump FILE`, `dump -l LANG -e PATTERN`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]
use wardline_lang::{Language, Parser, PatternTree, Symbols, Tree};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut parser = Parser::new();
    if args[1] == "-l" {
        let language = Language::from_name(&args[2]).expect("language");
        match PatternTree::parse(&mut parser, language, &args[4]) {
            Ok(p) => print!("{}", p.tree.dump(&p.symbols)),
            Err(e) => println!("{e:?}"),
        }
        return;
    }
    let text = std::fs::read_to_string(&args[1]).expect("file");
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    #[cfg(feature = "templates")]
    for region in parser.regions(&args[1], &text) {
        let report = parser.parse_region(&region, &text, &mut tree, &mut symbols);
        println!("{} {:?}\n{}{report:?}", region.language.name(), region.ranges(), tree.dump(&symbols));
    }
    let Some(language) = Language::of_file(&args[1], "") else { return };
    let report = parser.parse(language, &text, &mut tree, &mut symbols);
    print!("{}", tree.dump(&symbols));
    println!("{report:?}");
}
