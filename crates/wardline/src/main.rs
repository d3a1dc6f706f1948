//! The binary: hands the command line to the library and the library's status to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    wardline::run(std::env::args_os()).into()
}
