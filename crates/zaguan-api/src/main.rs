//! The program `zaguan`.

/// Rows are read on one thread and sent by another, text by text: glibc's allocator spends an eighth of a request on that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    zaguan_api::cli::main()
}
