//! The command line of Samverk.

use clap::{Parser, Subcommand};
use samverk_app::commands;
use samverk_app::config::Config;
use samverk_app::printer;
use samverk_foundation::Problem;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

/// Pages are made of many small pieces; with the C library's allocator, handing out memory took a
/// fifth of a page's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Samverk: where municipalities and regions run their digital development together.
#[derive(Parser)]
#[command(name = "samverk", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web application.
    Serve {
        /// Where the example folders lie, for demo mode.
        #[arg(long, default_value = "examples")]
        examples: PathBuf,
    },
    /// Bring a folder in: all of it, or nothing.
    Import {
        folder: PathBuf,
        /// Save in spite of the warnings, which are kept with the data.
        #[arg(long)]
        confirm_warnings: bool,
    },
    /// Write everything to an empty folder.
    Export {
        folder: PathBuf,
        /// Only this collaboration, by its key; may be given several times.
        #[arg(long)]
        collaboration: Vec<String>,
    },
    /// Bring the database's schema and register up to date.
    Migrate,
    /// Write the database and all else in the data folder to one new file, while people work.
    Backup { file: PathBuf },
    /// Put a backup in an empty data folder.
    Restore { file: PathBuf },
    /// People, when nobody can sign in to do it.
    Person {
        #[command(subcommand)]
        command: PersonCommand,
    },
    /// Encrypt by the newest key the files that are not, while people work. Broken off it goes on where it was.
    EncryptFiles,
    /// Make the authority by which people sign documents, once.
    SigningAuthority {
        /// What it is called in certificates: whose installation it is.
        #[arg(long)]
        name: String,
    },
    /// Look at configuration and database.
    Check,
    /// Make a PDF of what comes on standard input; the server asks for it.
    #[command(hide = true)]
    Typeset,
}

#[derive(Subcommand)]
enum PersonCommand {
    /// Add a person and print the link with which they choose a password.
    Add {
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
        /// The person looks after the installation.
        #[arg(long)]
        administrator: bool,
    },
    /// Print a link with which a person chooses a new password.
    Reset {
        #[arg(long)]
        email: String,
    },
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let arguments = Arguments::parse();
    let answer = runtime().map_err(Problem::internal);
    match answer.and_then(|runtime| runtime.block_on(run(arguments.command))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(problem) => {
            eprintln!("fel: {}", commands::told(&problem));
            ExitCode::from(2)
        }
    }
}

/// One processor is left to the database's own threads: on a small machine, threads that wake each
/// other cost more than they do.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(processors.saturating_sub(1).max(1))
        .enable_all()
        .build()
}

async fn run(command: Command) -> Result<bool, Problem> {
    let config = Config::load(|name| std::env::var(name).ok())?;
    match command {
        Command::Serve { examples } => commands::serve(&config, &examples).await?,
        Command::Import {
            folder,
            confirm_warnings,
        } => {
            return commands::import(&config, &folder, confirm_warnings).await;
        }
        Command::Export {
            folder,
            collaboration,
        } => {
            commands::export(&config, &folder, &collaboration).await?;
        }
        Command::Migrate => commands::migrate(&config).await?,
        Command::Backup { file } => commands::backup(&config, &file).await?,
        Command::Restore { file } => commands::restore(&config, &file).await?,
        Command::Person {
            command:
                PersonCommand::Add {
                    name,
                    email,
                    administrator,
                },
        } => {
            commands::add_person(&config, &name, &email, administrator).await?;
        }
        Command::Person {
            command: PersonCommand::Reset { email },
        } => {
            commands::reset_person(&config, &email).await?;
        }
        Command::EncryptFiles => return commands::encrypt_files(&config).await,
        Command::SigningAuthority { name } => {
            commands::make_signing_authority(&config, &name)?;
        }
        Command::Typeset => printer::typeset()?,
        Command::Check => return commands::check(&config).await,
    }
    Ok(true)
}
