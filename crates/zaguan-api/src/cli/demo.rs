//! `zaguan demo`.

use std::sync::Arc;

use clap::Args;
use zaguan_domain::demo::{self, Size};
use zaguan_domain::platform::App;
use zaguan_types::fields::Labels;

/// How much demo data.
#[derive(Args)]
pub struct DemoArgs {
    /// Contacts of each firm, 40 to 10000000; a smaller number means 40.
    #[arg(long, default_value_t = 44)]
    contacts: usize,
    /// Cases of each firm, 60 to 10000000; a smaller number means 60.
    #[arg(long, default_value_t = 66)]
    cases: usize,
    /// Firms, 1 to 1000: Costa Clara, its rival, and from the third on more of their kind.
    #[arg(long, default_value_t = 2)]
    tenants: usize,
    /// Give only the first firm that much, and the others the least.
    #[arg(long)]
    first_only: bool,
}

impl DemoArgs {
    /// Looks at the numbers before anything is made.
    ///
    /// # Errors
    /// One sentence that names the flag, the value and what is allowed.
    pub fn check(&self) -> Result<(), String> {
        let Self { contacts, cases, tenants, first_only: _ } = *self;
        for (flag, value, least, most) in
            [("contacts", contacts, 0, 10_000_000), ("cases", cases, 0, 10_000_000), ("tenants", tenants, 1, 1000)]
        {
            if !(least..=most).contains(&value) {
                return Err(format!("--{flag} is {value}; allowed is {least} to {most}"));
            }
        }
        Ok(())
    }
}

/// Fills an empty database, or one in which an earlier demo was ended half-way.
#[expect(clippy::print_stdout, reason = "what the operator waits for")]
pub async fn fill(app: &Arc<App>, args: &DemoArgs) -> anyhow::Result<()> {
    let DemoArgs { contacts, cases, tenants, first_only } = *args;
    demo::fill(app, Size { contacts, cases, tenants, first_only }).await?;
    let rival = if tenants > 1 { ", marta@ferrer.example" } else { "" };
    println!(
        "Demo data is there. Staff: ana@costa-clara.example, luis@costa-clara.example{rival} ({})",
        demo::STAFF_PASSWORD
    );
    println!("Client of Costa Clara: carmen@example.com ({})", demo::CLIENT_PASSWORD);
    Ok(())
}

/// The words of welcome that a new firm begins with.
pub fn welcome() -> Labels {
    demo::welcome()
}
