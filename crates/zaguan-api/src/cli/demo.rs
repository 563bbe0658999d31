//! `zaguan demo`.

use std::sync::Arc;

use clap::Args;
use zaguan_domain::demo::{self, Size};
use zaguan_domain::platform::App;
use zaguan_types::fields::Labels;

/// How much demo data.
#[derive(Args)]
pub struct DemoArgs {
    /// Contacts of each firm.
    #[arg(long, default_value_t = 44)]
    contacts: usize,
    /// Cases of each firm.
    #[arg(long, default_value_t = 66)]
    cases: usize,
    /// Firms.
    #[arg(long, default_value_t = 2)]
    tenants: usize,
    /// Give only the first firm that much, and the others the least.
    #[arg(long)]
    first_only: bool,
}

/// Fills an empty database.
#[expect(clippy::print_stdout, reason = "what the operator waits for")]
pub async fn fill(app: &Arc<App>, args: &DemoArgs) -> anyhow::Result<()> {
    let DemoArgs { contacts, cases, tenants, first_only } = *args;
    demo::fill(app, Size { contacts, cases, tenants, first_only }).await?;
    println!(
        "Demo data is there. Staff: ana@costa-clara.example, luis@costa-clara.example, marta@ferrer.example ({})",
        demo::STAFF_PASSWORD
    );
    println!("Client of Costa Clara: carmen@example.com ({})", demo::CLIENT_PASSWORD);
    Ok(())
}

/// The words of welcome that a new firm begins with.
pub fn welcome() -> Labels {
    demo::welcome()
}
