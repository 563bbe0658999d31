//! The command line: options from flags, variables and `zaguan.toml`, and the operator's commands.

mod check;
mod config;
mod demo;
mod log;
mod serve;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use zaguan_domain::platform::clock::{SystemClock, SystemIds};
use zaguan_domain::platform::db::DbOptions;
use zaguan_domain::platform::start::{self, Started};
use zaguan_domain::platform::{App, Parts};
use zaguan_domain::tenants::{self, NewOwner, NewTenant};
use zaguan_types::{FieldError, Language};

use config::Options;

/// A CRM whose heart is the client portal.
#[derive(Parser)]
#[command(
    name = "zaguan",
    version,
    about,
    after_help = "Every option is also a variable, and a line of zaguan.toml in the folder where the program starts (ZAGUAN_CONFIG names another file): a flag beats the variable, the variable the file, the file the default."
)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the apps and the API. Makes the data folder, the key and the database, and migrates, by itself.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Fill an empty database with two demo firms. One that was ended half-way is removed first.
    Demo(demo::DemoArgs),
    /// Owners of firms.
    #[command(subcommand)]
    Owner(OwnerCommand),
    /// Look whether everything that the server needs is in order.
    Check,
    /// Print the OpenAPI document as YAML.
    Openapi,
}

#[derive(Subcommand)]
enum OwnerCommand {
    /// Create a firm and its owner.
    Create(OwnerArgs),
}

#[derive(Args)]
struct OwnerArgs {
    /// The firm's name.
    #[arg(long)]
    firm: String,
    /// The firm's part in the portal's address: lower-case letters, digits and dashes.
    #[arg(long)]
    slug: String,
    /// The owner's whole name.
    #[arg(long)]
    name: String,
    /// The owner's e-mail address.
    #[arg(long)]
    email: String,
    /// The owner's password; better given by the variable, which does not show in the list of processes.
    #[arg(long, env = "ZAGUAN_OWNER_PASSWORD", hide_env_values = true)]
    password: String,
    /// es, en or nl.
    #[arg(long, default_value = "es")]
    language: String,
    /// IANA name of the firm's time zone.
    #[arg(long, default_value = "Europe/Madrid")]
    time_zone: String,
}

/// Runs the program.
pub fn main() -> ExitCode {
    // What is made here holds secrets or people's data: nobody else on the machine is to read it.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let command = match config::with_file(Cli::command()) {
        Ok(command) => command,
        Err(sentence) => return fail(&sentence),
    };
    let cli = match command.clone().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            if let Some((sentence, code)) = config::unreadable(&command, &error) {
                eprintln!("zaguan: {sentence}");
                return ExitCode::from(code);
            }
            // Prints to the right stream: help is no error.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    if let Command::Openapi = cli.command {
        return openapi();
    }
    if let Err(sentence) = cli.options.check() {
        return fail(&sentence);
    }
    if let Command::Demo(args) = &cli.command
        && let Err(sentence) = args.check()
    {
        fail(&sentence);
        return ExitCode::from(2);
    }
    let ran = actix_web::rt::System::new().block_on(run(cli));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error:#}")),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("zaguan: {sentence}");
    ExitCode::FAILURE
}

fn openapi() -> ExitCode {
    match crate::Documents::new(&crate::server::document()) {
        Ok(documents) => {
            // Whoever reads may have seen enough.
            let _ = std::io::Write::write_all(&mut std::io::stdout(), documents.yaml().as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string()),
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let options = cli.options;
    match cli.command {
        Command::Serve => serve::serve(options).await,
        Command::Migrate => migrate(&options).await,
        Command::Demo(args) => {
            let app = open(&options).await?;
            demo::fill(&app, &args).await?;
            app.db().close().await;
            Ok(())
        }
        Command::Owner(OwnerCommand::Create(args)) => create_owner(&options, args).await,
        Command::Check => check::check(&options).await,
        Command::Openapi => Ok(()),
    }
}

/// Opens everything that the areas need; makes what is missing, and migrates.
async fn open(options: &Options) -> anyhow::Result<Arc<App>> {
    let Started { db, secrets, applied } = start(options).await?;
    for name in applied {
        tracing::info!(name, "migrated");
    }
    let mailer = options.mailer()?;
    Ok(App::new(Parts {
        db,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        secrets,
        mailer,
        settings: options.settings(),
    })?)
}

/// The database with its key, made where they are not there yet.
async fn start(options: &Options) -> anyhow::Result<Started> {
    options.make_data_dir()?;
    let sizes = DbOptions {
        sqlite_readers: options.sqlite_readers,
        pg_max_connections: options.pg_connections,
        ..DbOptions::default()
    };
    Ok(start::open(&options.database_url(), &sizes, &options.secret_file()).await?)
}

#[expect(clippy::print_stdout, reason = "what the operator waits for")]
async fn migrate(options: &Options) -> anyhow::Result<()> {
    let Started { db, secrets: _, applied } = start(options).await?;
    db.close().await;
    if applied.is_empty() {
        println!("The schema is up to date.");
    }
    for name in applied {
        println!("Applied {name}.");
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what the operator waits for")]
async fn create_owner(options: &Options, args: OwnerArgs) -> anyhow::Result<()> {
    let language = Language::from_code(&args.language)
        .ok_or_else(|| anyhow::anyhow!("--language is {:?}; allowed are es, en and nl", args.language))?;
    let app = open(options).await?;
    let new = NewTenant {
        name: args.firm,
        slug: args.slug.clone(),
        language,
        time_zone: args.time_zone,
        email: None,
        phone: None,
        brand: zaguan_types::brand::Brand::default(),
        welcome: demo::welcome(),
        portal_active: true,
        owner: NewOwner { name: args.name, email: args.email, password: args.password },
    };
    let created = tenants::create(&app, new).await;
    app.db().close().await;
    match created {
        Ok(_) => {
            println!(
                "Created. The owner signs in at {0}/app/, clients come in at {0}/p/{1}/",
                options.public_url, args.slug
            );
            Ok(())
        }
        Err(zaguan_domain::Error::Invalid(errors)) => anyhow::bail!(sentences(&errors)),
        Err(error) => Err(error.into()),
    }
}

fn sentences(errors: &[FieldError]) -> String {
    errors
        .iter()
        .map(|error| format!("{}: {}", error.pointer.trim_start_matches('/').replace('/', " "), error.detail))
        .collect::<Vec<_>>()
        .join("; ")
}
