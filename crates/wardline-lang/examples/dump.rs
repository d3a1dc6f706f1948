//! Prints the compact tree of a file, or of a pattern: `dump FILE`, `dump -l LANG -e PATTERN`.
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
    let language = Language::of_file(&args[1], "").expect("language");
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let report = parser.parse(language, &text, &mut tree, &mut symbols);
    print!("{}", tree.dump(&symbols));
    println!("{report:?}");
}
