//! Options: a flag beats its variable, the variable beats the line in `zaguan.toml`, that beats the default.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Command};
use lettre::Address;
use zaguan_domain::mails::Mailer;
use zaguan_domain::platform::Settings;

/// What can be set from outside.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Address and port to listen on.
    #[arg(long, env = "ZAGUAN_BIND", default_value = "127.0.0.1:8080", global = true)]
    pub bind: String,
    /// Address and port for /metrics alone; unset: it is served beside everything else.
    #[arg(long, env = "ZAGUAN_METRICS_BIND", global = true)]
    pub metrics_bind: Option<String>,
    /// Where people reach the server; links in mails begin with it.
    #[arg(long, env = "ZAGUAN_PUBLIC_URL", default_value = "http://localhost:8080", global = true)]
    pub public_url: String,
    /// Folder of database, key, mail and files.
    #[arg(long, env = "ZAGUAN_DATA_DIR", default_value = "data", global = true)]
    pub data_dir: PathBuf,
    /// sqlite://path or postgres://…; by default the SQLite file in the data folder.
    #[arg(long, env = "ZAGUAN_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// smtp://, smtps:// or smtp+starttls://; unset: mail is written into the data folder.
    #[arg(long, env = "ZAGUAN_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Sender address of mails.
    #[arg(long, env = "ZAGUAN_MAIL_FROM", default_value = "no-reply@localhost.localdomain", global = true)]
    pub mail_from: String,
    /// File of the server's key, made on first start; by default secret.key in the data folder.
    #[arg(long, env = "ZAGUAN_SECRET_FILE", global = true)]
    pub secret_file: Option<PathBuf>,
    /// Threads that answer requests; 0: one for each core.
    #[arg(long, env = "ZAGUAN_WORKERS", default_value_t = 0, global = true)]
    pub workers: usize,
    /// Threads that read the SQLite database.
    #[arg(long, env = "ZAGUAN_SQLITE_READERS", default_value_t = 4, global = true)]
    pub sqlite_readers: usize,
    /// Connections to PostgreSQL.
    #[arg(long, env = "ZAGUAN_PG_CONNECTIONS", default_value_t = 8, global = true)]
    pub pg_connections: u32,
    /// Failed sign-ins per account and address in ten minutes before the next ones wait.
    #[arg(long, env = "ZAGUAN_SIGN_IN_FAILURES_PER_ACCOUNT", default_value_t = 10, global = true)]
    pub sign_in_failures_per_account: u32,
    /// Failed sign-ins per address in ten minutes before the next ones wait.
    #[arg(long, env = "ZAGUAN_SIGN_IN_FAILURES_PER_ADDRESS", default_value_t = 100, global = true)]
    pub sign_in_failures_per_address: u32,
    /// Signed-in requests of one firm in a minute; 0: any number.
    #[arg(long, env = "ZAGUAN_REQUESTS_PER_TENANT", default_value_t = 0, global = true)]
    pub requests_per_tenant: u32,
    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas.
    #[arg(long, env = "ZAGUAN_TRUSTED_PROXIES", default_value = "", global = true)]
    pub trusted_proxies: String,
    /// What to log: error, warn, info, debug, trace, or rules such as info,zaguan_domain=debug.
    #[arg(long, env = "ZAGUAN_LOG", default_value = "warn,zaguan_api=info,zaguan_domain=info", global = true)]
    pub log: String,
}

/// The command with the lines of `zaguan.toml`, if there is one, as its defaults.
///
/// # Errors
/// A sentence that names the line.
#[expect(clippy::disallowed_methods, reason = "the one variable that is needed before the options are known")]
pub fn with_file(command: Command) -> Result<Command, String> {
    let path = std::env::var("ZAGUAN_CONFIG").unwrap_or_else(|_| "zaguan.toml".into());
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(command),
        Err(error) => return Err(format!("{path} cannot be read: {error}")),
    };
    from_toml(command, &path, &text)
}

fn from_toml(mut command: Command, path: &str, text: &str) -> Result<Command, String> {
    let table: toml::Table = text.parse().map_err(|error| format!("{path} is not TOML: {error}"))?;
    for (name, value) in table {
        let known = command.get_arguments().any(|arg| arg.get_id() == name.as_str() && arg.get_env().is_some());
        if !known {
            return Err(format!("{path}: there is no option {name:?}"));
        }
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            other => return Err(format!("{path}: {name} is {other}; a text, a number or true/false is allowed")),
        };
        command = command.mut_arg(name, |arg| arg.default_value(value));
    }
    Ok(command)
}

/// The sentence for a value that clap could not read, with the exit code: 1 for the value of an option, 2 for a call
/// that is wrong in another way.
pub fn unreadable(command: &Command, error: &clap::Error) -> Option<(String, u8)> {
    if !matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue) {
        return None;
    }
    let (Some(ContextValue::String(flag)), Some(ContextValue::String(value))) =
        (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue))
    else {
        return None;
    };
    let flag = flag.split(' ').next().unwrap_or_default();
    let option = command.get_arguments().find(|arg| arg.get_long() == flag.strip_prefix("--"));
    let variable = option.and_then(|arg| arg.get_env()).map(|name| name.to_string_lossy().into_owned());
    let code = if variable.is_some() { 1 } else { 2 };
    let name = variable.unwrap_or_else(|| flag.to_owned());
    let allowed = if value.is_empty() { "something" } else { "a whole number, 0 or more" };
    Some((format!("{name} is {value:?}; allowed is {allowed}"), code))
}

impl Options {
    /// Looks at every value before anything starts.
    ///
    /// # Errors
    /// One sentence that names the variable, the value and what is allowed.
    pub fn check(&self) -> Result<(), String> {
        self.address()?;
        self.metrics_address()?;
        self.proxies()?;
        let url = &self.public_url;
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        if host.is_empty() || host.contains(['/', '?', '#', ' ', '@']) {
            return Err(format!(
                "ZAGUAN_PUBLIC_URL is {url:?}; allowed is http:// or https:// and a host, with nothing after it"
            ));
        }
        if let Some(url) = &self.database_url
            && !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme))
        {
            // Not repeated: it may hold a password.
            return Err("ZAGUAN_DATABASE_URL begins with another scheme; allowed are sqlite:// and postgres://".into());
        }
        self.mailer_checked()?;
        if self.workers > 512 {
            return Err(format!("ZAGUAN_WORKERS is {}; allowed is 0 to 512", self.workers));
        }
        if self.sqlite_readers == 0 || self.sqlite_readers > 64 {
            return Err(format!("ZAGUAN_SQLITE_READERS is {}; allowed is 1 to 64", self.sqlite_readers));
        }
        if self.pg_connections == 0 || self.pg_connections > 1000 {
            return Err(format!("ZAGUAN_PG_CONNECTIONS is {}; allowed is 1 to 1000", self.pg_connections));
        }
        if self.sign_in_failures_per_account == 0 || self.sign_in_failures_per_address == 0 {
            return Err("ZAGUAN_SIGN_IN_FAILURES_PER_ACCOUNT or …_PER_ADDRESS is 0; allowed is 1 or more".into());
        }
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&self.log) {
            return Err(format!("ZAGUAN_LOG is {:?}; it is no log rule: {error}", self.log));
        }
        Ok(())
    }

    fn proxies(&self) -> Result<Vec<IpAddr>, String> {
        let parts = self.trusted_proxies.split(',').map(str::trim).filter(|part| !part.is_empty());
        let wrong =
            |part| format!("ZAGUAN_TRUSTED_PROXIES holds {part:?}; IP addresses separated by commas are allowed");
        parts.map(|part| part.parse::<IpAddr>().map(|ip| ip.to_canonical()).map_err(|_| wrong(part))).collect()
    }

    /// The address to listen on.
    ///
    /// # Errors
    /// A sentence.
    pub fn address(&self) -> Result<SocketAddr, String> {
        socket("ZAGUAN_BIND", &self.bind)
    }

    /// The address of the metrics, if they have one of their own.
    ///
    /// # Errors
    /// A sentence.
    pub fn metrics_address(&self) -> Result<Option<SocketAddr>, String> {
        self.metrics_bind.as_deref().map(|bind| socket("ZAGUAN_METRICS_BIND", bind)).transpose()
    }

    /// The database, by default beside the rest of the data.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("zaguan.db").display()))
    }

    /// The file of the server's key.
    pub fn secret_file(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data_dir.join("secret.key"))
    }

    /// Makes the data folder, for its owner only.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn make_data_dir(&self) -> anyhow::Result<()> {
        use std::os::unix::fs::DirBuilderExt as _;
        let path: &Path = &self.data_dir;
        if path.is_dir() {
            return Ok(());
        }
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("the data folder {} cannot be made", path.display()))
    }

    fn mailer_checked(&self) -> Result<Mailer, String> {
        let from: Address = self
            .mail_from
            .parse()
            .map_err(|_| format!("ZAGUAN_MAIL_FROM is {:?}; an e-mail address is allowed", self.mail_from))?;
        match &self.smtp_url {
            None => Ok(Mailer::into_folder(self.data_dir.join("mail"), from)),
            Some(url) => Mailer::through(url, from).map_err(|why| format!("ZAGUAN_SMTP_URL cannot be used: {why}")),
        }
    }

    /// How mail leaves.
    ///
    /// # Errors
    /// A sentence.
    pub fn mailer(&self) -> anyhow::Result<Mailer> {
        self.mailer_checked().map_err(anyhow::Error::msg)
    }

    /// What the areas are told.
    pub fn settings(&self) -> Settings {
        Settings {
            public_url: self.public_url.clone(),
            sign_in_failures_per_account: self.sign_in_failures_per_account,
            sign_in_failures_per_address: self.sign_in_failures_per_address,
            // Checked before anything starts.
            trusted_proxies: self.proxies().unwrap_or_default(),
            cheap_hashes: false,
        }
    }
}

fn socket(name: &str, text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("{name} is {text:?}; allowed is an address and a port, such as 127.0.0.1:8080 or [::]:8080")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{FromArgMatches as _, Parser as _};

    #[derive(clap::Parser)]
    struct Only {
        #[command(flatten)]
        options: Options,
    }

    fn read(toml: &str, flags: &[&str]) -> Result<Options, String> {
        use clap::CommandFactory as _;
        let command = from_toml(Only::command(), "zaguan.toml", toml)?;
        let matches = command.try_get_matches_from([&["zaguan"], flags].concat()).map_err(|error| error.to_string())?;
        Ok(Only::from_arg_matches(&matches).map_err(|error| error.to_string())?.options)
    }

    #[test]
    fn a_flag_beats_the_file_and_the_file_the_default() {
        assert_eq!(read("", &[]).unwrap().bind, "127.0.0.1:8080");
        assert_eq!(read("bind = \"0.0.0.0:1\"", &[]).unwrap().bind, "0.0.0.0:1");
        assert_eq!(read("bind = \"0.0.0.0:1\"", &["--bind", "0.0.0.0:2"]).unwrap().bind, "0.0.0.0:2");
        assert!(read("bnid = \"x\"", &[]).unwrap_err().contains("bnid"));
    }

    #[test]
    fn a_bad_value_is_named_in_one_sentence() {
        let with = |change: &dyn Fn(&mut Options)| {
            let mut options = Only::parse_from(["zaguan"]).options;
            change(&mut options);
            options.check().unwrap_err()
        };
        assert!(with(&|o| o.bind = "here".into()).contains("ZAGUAN_BIND is \"here\""));
        assert!(with(&|o| o.public_url = "ftp://x".into()).contains("ZAGUAN_PUBLIC_URL"));
        assert!(with(&|o| o.public_url = "https://x/y".into()).contains("ZAGUAN_PUBLIC_URL"));
        let sentence = with(&|o| o.database_url = Some("mysql://root:secret@x".into()));
        assert!(sentence.contains("ZAGUAN_DATABASE_URL") && !sentence.contains("secret"));
        assert!(with(&|o| o.smtp_url = Some("http://x".into())).contains("ZAGUAN_SMTP_URL"));
        assert!(with(&|o| o.mail_from = "nobody".into()).contains("ZAGUAN_MAIL_FROM"));
        assert!(with(&|o| o.log = "zaguan=loud".into()).contains("ZAGUAN_LOG"));
    }
}
