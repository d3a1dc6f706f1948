//! The binary: hands the command line to the library and the library's status to the system.
//!
//! It brings its own allocator. Parsing makes and frees many small blocks, and the grammars' C code takes part in that, so the allocator
//! also stands in for `malloc` where the system lets it.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wardline::run(std::env::args_os()).into()
}
