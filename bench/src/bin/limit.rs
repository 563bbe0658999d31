//! The bare program: `limit <address> <database>`. Everything about it is in `bench::limit`.

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(address), Some(database)) = (args.next(), args.next()) else {
        anyhow::bail!("usage: limit <address> <sqlite://file or postgres://…>");
    };
    bench::limit::serve(address.parse()?, &database)
}
