//! The program `zaguan`.

fn main() -> std::process::ExitCode {
    zaguan_api::cli::main()
}
