//! The command line as typed.
//!
//! Nothing is looked up here: a value is checked for form only, and `config` resolves what was typed against files, terminal and
//! defaults. So the help text, which is made from this file, is all there is to know about what may be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use wardline_policy::{Date, WaiverKind};

/// Exit codes, printed below the help of every command that has a verdict.
const EXIT_CODES: &str = "\
Exit codes (the same for every format):
  0  pass                       4  internal error
  1  blocked by the policy      5  nothing to scan
  2  invalid command line,      6  a git reference cannot be resolved
     configuration or rule      7  an evidence or signature check failed
  3  analysis incomplete beyond what the policy allows";

const SCAN_EXAMPLES: &str = "\
Examples:
  wardline scan                                   everything under the current folder
  wardline scan src --config rules/our.yaml       our rules instead of the built-in ones
  wardline scan --format text --format sarif -o wardline.sarif
                                                  text on the screen, SARIF into a file

`scan` reports and ends with 0 whatever it finds; `gate` decides.";

const GATE_EXAMPLES: &str = "\
Examples:
  wardline gate                                   decide by .wardline/policy.yaml or the defaults
  wardline gate --format sarif -o wardline.sarif  with a report for the auditor
  wardline gate --format text -o sarif=audit.sarif -o sarif-github=upload.sarif -o junit=tests.xml
                                                  several reports of one run
  wardline gate --from wardline.sarif             decide on findings made before
  wardline gate --with-scan --from codeql.sarif --from trivy.sarif.gz --from-max-age 2
                                                  decide on our findings and other tools' together";

const INIT_EXAMPLES: &str = "\
Examples:
  wardline init                                   a policy, and a step for the pipeline that is found here
  wardline init --ci github --hook                a workflow for GitHub, and the hook before commits
  wardline init --dry-run                         show the files

What is there is never overwritten: the files are named and the exit code is 2.";

const LINT_EXAMPLES: &str = "\
Examples:
  wardline sarif lint report.sarif                every reader
  wardline sarif lint report.sarif --profile github --profile defectdojo

Exit codes: 0 every reader takes all of the file, 1 some reader does not, 2 the file cannot be read.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  wardline verify verdict.json --key ci.pub       this tree passed, says the pipeline's key
  wardline verify verdict.json --allowed-signers /etc/wardline/signers --commit v1.4.0 --max-age-days 30

Exit codes: 0 everything holds, 7 something does not, 2 invalid command line, 6 a git reference cannot be resolved.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  wardline policy explain                         every setting in force
  wardline policy explain --path services/portal/login.py --rule phi.logging.python.print
                                                  what would happen to such a finding, and why
  wardline policy explain --branch main           with the profile for that branch";

const SEARCH_EXAMPLES: &str = "\
Examples:
  wardline search -l python -e 'eval(...)'
  wardline search -l python -e '$CURSOR.execute(\"...\" % ...)' api
  wardline search -l regex -e '(?i)todo.*patient' --json
  wardline search -c rules/ours.yaml --explain app.py
                                                  why a rule finds what it finds, part by part";

const WAIVER_EXAMPLES: &str = "\
Examples:
  wardline waiver add --rule inj.sql.python.dbapi-format --path 'legacy/**' --kind legacy-exception \\
    --reason 'The vendor replaces the module in March.' --compensating-control 'Read-only database account.' \\
    --owner @billing --approver @security --days 60
  wardline waiver check --within 14              what has no effect, or ends in two weeks";

const TEST_EXAMPLES: &str = "\
A rule file NAME.yaml has its examples beside it: NAME.EXT, NAME.CASE.EXT, NAME.test.yaml for rules about YAML. A comment says what the
next line is: `ruleid: ID` must be found, `ok: ID` must not; `todoruleid: ID` and `todook: ID` say what the rule does not manage yet.
NAME.fixed.EXT is NAME.EXT after all fixes.

Examples:
  wardline rules test rules
  wardline rules test rules/inj.sql/python/dbapi-format.yaml";

const NEW_EXAMPLES: &str = "\
Examples:
  wardline rules new inj.sql.python.raw-query --lang python
                                                  rules/inj.sql/python/raw-query.yaml and raw-query.py beside it
  wardline rules new our.java.no-legacy-api --lang java --dir policy/rules";

/// Policy-as-code gate for the source code of healthcare software.
#[derive(Debug, Parser)]
#[command(name = "wardline", version, max_term_width = 120, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to print colours; `auto` heeds NO_COLOR and whether the output is a terminal.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub color: Color,
    /// Print the report and errors, and nothing else.
    #[arg(long, short, global = true, help_heading = "Output")]
    pub quiet: bool,
}

/// When to print colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Into files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look: report what the rules find; never blocks.
    #[command(after_help = SCAN_EXAMPLES, after_long_help = SCAN_EXAMPLES)]
    Scan(ScanArgs),
    /// Decide: scan, apply the policy, and end with its verdict.
    #[command(after_help = GATE_EXAMPLES, after_long_help = format!("{GATE_EXAMPLES}\n\n{EXIT_CODES}"))]
    Gate(Box<GateArgs>),
    /// Start: write a policy that fits this tree, a step for its pipeline, and a hook of git.
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Search for one pattern.
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArgs),
    /// List, show, test, validate and start rules.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// List and show controls, and what the rules cover of them.
    #[command(subcommand)]
    Controls(ControlsCommand),
    /// Check policies, and say what they do.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Check SARIF files of any tool.
    #[command(subcommand)]
    Sarif(SarifCommand),
    /// Write and show the list of findings that were there when the gate came.
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Check a signed verdict: who signed it, that it is a pass, and that it is about this tree.
    #[command(after_help = VERIFY_EXAMPLES, after_long_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Add, list and check waivers: findings that may stay for a time.
    #[command(subcommand)]
    Waiver(WaiverCommand),
}

/// Which files to look at.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Files")]
pub struct FileArgs {
    /// Files and folders to look at.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Folder that paths in reports are relative to, and what is looked at if no PATH is given [default: the current folder if the paths
    /// are under it, else the path itself].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Look only at files whose path matches; repeatable.
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files whose path matches; repeatable. They are counted as excluded.
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Number of threads [default: one for each core].
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Print to stderr how long each phase took.
    #[arg(long)]
    pub time: bool,
}

/// Which rules to use.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArgs {
    /// Rule file or folder of rule files in Semgrep syntax, instead of the built-in rules; repeatable.
    #[arg(long, short, value_name = "FILE|DIR")]
    pub config: Vec<PathBuf>,
    /// Use the built-in rules besides those of --config.
    #[arg(long, requires = "config")]
    pub with_builtin: bool,
    /// Use only the rules for this language; repeatable.
    #[arg(long, value_name = "LANG")]
    pub lang: Vec<String>,
}

/// Where reports go.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Format of a report: text, json, sarif, junit, gitlab, gitlab-sast, markdown, csv or github; repeat it for several reports. For
    /// one reader of SARIF: sarif-github, sarif-gitlab, sarif-ado, sarif-defectdojo, sarif-sonar.
    #[arg(long, value_name = "FORMAT")]
    pub format: Vec<String>,
    /// File for the report of the --format next to it, or both in one as FORMAT=FILE; `-` for stdout; repeatable.
    #[arg(long, short, value_name = "[FORMAT=]FILE")]
    pub output: Vec<PathBuf>,
    /// Whom `sarif` reports are for: full, github, gitlab, ado, defectdojo or sonar [default: full].
    #[arg(long, value_name = "PROFILE")]
    pub sarif_profile: Option<String>,
    /// Name that tells several analyses of one commit apart, such as `backend`.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub category: String,
}

/// `wardline scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Which reports.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The day that rules take for today, as 2026-11-22, to make a run again [default: the clock's].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse, help_heading = "Rules")]
    pub now: Option<Date>,
    /// Make the fixes that rules offer, in the files. Of fixes that overlap the first is made.
    #[arg(long, help_heading = "Fixes")]
    pub fix: bool,
    /// Print what --fix would change as a diff, and change nothing.
    #[arg(long, requires = "fix", help_heading = "Fixes")]
    pub dry_run: bool,
}

/// `wardline gate`.
#[derive(Debug, Args)]
pub struct GateArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Which reports.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The day that rules and policy take for today, as 2026-11-22, to make a run again [default: the clock's].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse, help_heading = "Rules")]
    pub now: Option<Date>,
    /// Policy file [default: .wardline/policy.yaml under the root, else the built-in policy].
    #[arg(long, value_name = "FILE", help_heading = "Policy")]
    pub policy: Option<PathBuf>,
    /// Profile of the policy to decide by [default: the one for the branch that is judged against, else the one that the policy names].
    #[arg(long, value_name = "NAME", help_heading = "Policy")]
    pub profile: Option<String>,
    /// Commit, branch or tag to take policy and rules of the repository from, instead of the files on disk; `worktree` for the files on
    /// disk [default: that of --base; in a pipeline for a pull request its target branch].
    #[arg(long, value_name = "REF", help_heading = "Change")]
    pub policy_ref: Option<String>,
    /// Judge the change since the merge base with this branch: only what it touches is scanned, and only what is new can block.
    #[arg(long, value_name = "REF", help_heading = "Change")]
    pub base: Option<String>,
    /// Judge what is staged for the next commit, with the content of the index [base: HEAD, or --base].
    #[arg(long, help_heading = "Change")]
    pub staged: bool,
    /// Baseline, instead of .wardline/baseline.json under the root.
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub baseline: Option<PathBuf>,
    /// Public key whose signature makes a baseline count [default: those of .wardline/allowed_signers].
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub baseline_key: Option<PathBuf>,
    /// File for the verdict, as an in-toto statement for `wardline verify` and for the record.
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub verdict: Option<PathBuf>,
    /// Private ed25519 key to sign the verdict with, of OpenSSH or in PKCS#8 PEM; its passphrase in WARDLINE_KEY_PASSPHRASE.
    #[arg(long, value_name = "FILE", help_heading = "Evidence", requires = "verdict")]
    pub sign_key: Option<PathBuf>,
    /// Decide on the findings of this SARIF file, ours or another tool's, instead of scanning; may be packed with gzip; `-` for stdin;
    /// repeatable.
    #[arg(long, value_name = "FILE", help_heading = "Other tools")]
    pub from: Vec<PathBuf>,
    /// Scan too, and decide on all together.
    #[arg(long, requires = "from", help_heading = "Other tools")]
    pub with_scan: bool,
    /// Days since a tool ran after which its file is no longer good for a decision; one that does not say when is not either.
    #[arg(long, value_name = "DAYS", requires = "from", help_heading = "Other tools")]
    pub from_max_age: Option<u32>,
}

impl GateArgs {
    /// Whether two versions of the tree are compared.
    pub fn compares(&self) -> bool {
        self.staged || self.base.is_some()
    }
}

/// `wardline init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to write into [default: the current folder].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Platform to write a step for; repeatable [default: those whose files are there].
    #[arg(long, value_name = "PLATFORM")]
    pub ci: Vec<Platform>,
    /// Let git run the gate before each commit.
    #[arg(long)]
    pub hook: bool,
    /// Print what would be written, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// A platform that runs pipelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Platform {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
    /// Azure Pipelines.
    Azure,
    /// Jenkins.
    Jenkins,
}

/// `wardline search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Language of the pattern and of the files; `regex` and `generic` search any text.
    #[arg(long, short, value_name = "LANG", required_unless_present = "config")]
    pub lang: Option<String>,
    /// The pattern, in Semgrep's syntax.
    #[arg(
        long = "pattern",
        short = 'e',
        value_name = "PATTERN",
        allow_hyphen_values = true,
        required_unless_present = "config"
    )]
    pub pattern: Option<String>,
    /// Rule file whose rules to search for instead of a pattern.
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["lang", "pattern"])]
    pub config: Option<PathBuf>,
    /// Say how many places each part of the formula matched in each file, and how many were left after it.
    #[arg(long)]
    pub explain: bool,
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Print the matches as JSON.
    #[arg(long, help_heading = "Output")]
    pub json: bool,
}

/// `wardline rules`.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List rules.
    List(RulesListArgs),
    /// Show a rule: message, controls, patterns.
    Show(RulesShowArgs),
    /// Test rules against the examples beside them.
    #[command(after_help = TEST_EXAMPLES)]
    Test(RulesTestArgs),
    /// Check that rule files can be read and compiled and that their controls exist, and look for likely slips.
    Validate(RulesValidateArgs),
    /// Write a starter rule and its examples.
    #[command(after_help = NEW_EXAMPLES)]
    New(RulesNewArgs),
    /// Print the JSON Schema of rule files, for editors.
    Schema,
    /// Print the reference of rule files, as Markdown.
    Reference,
}

/// `wardline rules new`.
#[derive(Debug, Args)]
pub struct RulesNewArgs {
    /// Id of the rule, FAMILY.LANGUAGE.NAME; it says where the file goes.
    pub id: String,
    /// Language of the rule; `regex` for any text.
    #[arg(long, value_name = "LANG")]
    pub lang: String,
    /// Folder of the rules.
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pub dir: PathBuf,
}

/// `wardline rules list`.
#[derive(Debug, Args)]
pub struct RulesListArgs {
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline rules show`.
#[derive(Debug, Args)]
pub struct RulesShowArgs {
    /// Id of the rule.
    pub id: String,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `wardline rules test`.
#[derive(Debug, Args)]
pub struct RulesTestArgs {
    /// Rule files or folders of them.
    #[arg(value_name = "PATH", default_value = "rules")]
    pub paths: Vec<PathBuf>,
    /// Do not fail for rules without an example.
    #[arg(long)]
    pub allow_untested: bool,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline rules validate`.
#[derive(Debug, Args)]
pub struct RulesValidateArgs {
    /// Rule files or folders of them.
    #[arg(value_name = "PATH", default_value = "rules")]
    pub paths: Vec<PathBuf>,
    /// Fail for warnings too.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// `wardline controls`.
#[derive(Debug, Subcommand)]
pub enum ControlsCommand {
    /// List the controls of all frameworks or of one.
    List(ControlsListArgs),
    /// Show a control: what it asks for, how it can be shown, which rules speak to it.
    Show(ControlsShowArgs),
    /// Count what rules, records and attestations cover, and where nothing does.
    Coverage(ControlsCoverageArgs),
}

/// `wardline controls list`.
#[derive(Debug, Args)]
pub struct ControlsListArgs {
    /// Only this framework, such as `iso27799`.
    #[arg(value_name = "FRAMEWORK")]
    pub framework: Option<String>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline controls show`.
#[derive(Debug, Args)]
pub struct ControlsShowArgs {
    /// Id of the control in any usual spelling: `8.28`, `A.8.28`, `164.312(a)(2)(iv)`, `iso27799:8.28`.
    pub id: String,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `wardline controls coverage`.
#[derive(Debug, Args)]
pub struct ControlsCoverageArgs {
    /// Only this framework, such as `hipaa`.
    #[arg(value_name = "FRAMEWORK")]
    pub framework: Option<String>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Check that a policy can be read, all of its profiles included.
    Validate(PolicyValidateArgs),
    /// Print every setting in force with the place that it is written at, and what they say of a path or a rule.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(PolicyExplainArgs),
    /// Print the JSON Schema of policy files, for editors.
    Schema,
}

/// `wardline policy validate`.
#[derive(Debug, Args)]
pub struct PolicyValidateArgs {
    /// Policy file [default: .wardline/policy.yaml].
    pub file: Option<PathBuf>,
}

/// `wardline policy explain`.
#[derive(Debug, Args)]
pub struct PolicyExplainArgs {
    /// Policy file [default: .wardline/policy.yaml, else the built-in policy].
    pub file: Option<PathBuf>,
    /// What the policy says of this path, from the root of the scan.
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// What the gate would do about a finding of this rule, at --path.
    #[arg(long, value_name = "ID")]
    pub rule: Option<String>,
    /// Profile to explain [default: as in a gate].
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Branch that is judged against, for the choice of the profile.
    #[arg(long, value_name = "NAME", conflicts_with = "profile")]
    pub branch: Option<String>,
    /// The day that the policy takes for today, as 2026-11-22 [default: the clock's].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse)]
    pub now: Option<Date>,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// `wardline sarif`.
#[derive(Debug, Subcommand)]
pub enum SarifCommand {
    /// Say what each reader of a SARIF file will refuse, drop or show wrong.
    #[command(after_help = LINT_EXAMPLES, after_long_help = LINT_EXAMPLES)]
    Lint(SarifLintArgs),
}

/// `wardline sarif lint`.
#[derive(Debug, Args)]
pub struct SarifLintArgs {
    /// SARIF file, ours or another tool's; `-` for stdin.
    pub file: PathBuf,
    /// Ask for this reader only: full (an auditor and `gate --from`), github, gitlab, ado, defectdojo or sonar; repeatable.
    #[arg(long, value_name = "PROFILE")]
    pub profile: Vec<String>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline waiver`.
#[derive(Debug, Subcommand)]
pub enum WaiverCommand {
    /// Add a waiver to .wardline/waivers.yaml; it is in force when it is merged.
    #[command(after_help = WAIVER_EXAMPLES, after_long_help = WAIVER_EXAMPLES)]
    Add(Box<WaiverAddArgs>),
    /// List the waivers of the register.
    List(WaiverListArgs),
    /// Say which waivers have no effect or end soon: exit code 1 if there are any.
    Check(WaiverCheckArgs),
}

/// `wardline waiver add`.
#[derive(Debug, Args)]
pub struct WaiverAddArgs {
    /// Id of the rule whose findings may stay.
    #[arg(long, value_name = "ID", required_unless_present = "control")]
    pub rule: Option<String>,
    /// Control whose findings may stay, such as `iso27799:8.28`; with --rule both narrow it.
    #[arg(long, value_name = "CONTROL")]
    pub control: Option<String>,
    /// Paths that it is for, as a glob; repeatable. A single star stays in its folder.
    #[arg(long, value_name = "GLOB", required = true)]
    pub path: Vec<String>,
    /// Only this finding, by its fingerprint from a report; repeatable.
    #[arg(long, value_name = "HEX")]
    pub fingerprint: Vec<String>,
    /// Only where a comment in the code names the waiver.
    #[arg(long)]
    pub inline: bool,
    /// Why the findings may stay: legacy-exception, false-positive, risk-accepted or addressable-decision.
    #[arg(long, value_name = "KIND", value_parser = crate::commands::parse_kind)]
    pub kind: WaiverKind,
    /// The reason in words.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// What protects the data in the meantime; not needed for a false positive.
    #[arg(long, value_name = "TEXT")]
    pub compensating_control: Option<String>,
    /// Its number in your register of risks.
    #[arg(long, value_name = "ID")]
    pub risk: Option<String>,
    /// Who asks for it and answers for it.
    #[arg(long, value_name = "NAME")]
    pub owner: String,
    /// Who allows it: neither the owner nor an author of the change.
    #[arg(long, value_name = "NAME")]
    pub approver: String,
    /// The last day.
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse, conflicts_with = "days")]
    pub expires: Option<Date>,
    /// For how many days [default: 90, or as many as the policy allows].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub days: Option<u16>,
    /// Its name in the register [default: the next free W-YEAR-NUMBER].
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Folder that holds .wardline.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The first day [default: today].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse)]
    pub now: Option<Date>,
}

/// `wardline waiver list`.
#[derive(Debug, Args)]
pub struct WaiverListArgs {
    /// Folder that holds .wardline.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to judge them for [default: today].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse)]
    pub now: Option<Date>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline waiver check`.
#[derive(Debug, Args)]
pub struct WaiverCheckArgs {
    /// Folder that holds .wardline.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to judge them for [default: today].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse)]
    pub now: Option<Date>,
    /// Name those too that end within so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub within: u16,
}

/// `wardline baseline`.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write the baseline: the first time all findings that block or warn, later those of them that are still there.
    Write(Box<BaselineWriteArgs>),
    /// Show the entries of a baseline.
    Show(BaselineShowArgs),
}

/// `wardline baseline write`.
#[derive(Debug, Args)]
pub struct BaselineWriteArgs {
    /// Which files.
    #[command(flatten)]
    pub files: FileArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// The day to write, as 2026-11-22 [default: the clock's].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse, help_heading = "Rules")]
    pub now: Option<Date>,
    /// Policy file, which says what blocks and warns [default: as for `gate`].
    #[arg(long, value_name = "FILE", help_heading = "Policy")]
    pub policy: Option<PathBuf>,
    /// Commit, branch or tag to take policy, rules and the earlier baseline from, instead of the files on disk.
    #[arg(long, value_name = "REF", help_heading = "Policy")]
    pub policy_ref: Option<String>,
    /// Be sure to start a new baseline; refused if there is one.
    #[arg(long, help_heading = "Evidence")]
    pub initial: bool,
    /// Private ed25519 key to sign the baseline with, of OpenSSH or in PKCS#8 PEM; its passphrase in WARDLINE_KEY_PASSPHRASE.
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub sign_key: Option<PathBuf>,
    /// Public key that has signed the earlier baseline [default: those of .wardline/allowed_signers].
    #[arg(long, value_name = "FILE", help_heading = "Evidence")]
    pub baseline_key: Option<PathBuf>,
    /// Place of the baseline, earlier and new [default: .wardline/baseline.json under the root].
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// `wardline baseline show`.
#[derive(Debug, Args)]
pub struct BaselineShowArgs {
    /// The baseline.
    #[arg(value_name = "FILE", default_value = ".wardline/baseline.json")]
    pub file: PathBuf,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `wardline verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The verdict, as `gate --verdict FILE --sign-key KEY` wrote it.
    pub file: PathBuf,
    /// Public key whose signature counts: a `.pub` file of OpenSSH or a PEM file; repeatable.
    #[arg(long, value_name = "FILE", help_heading = "Trust", required_unless_present = "allowed_signers")]
    pub key: Vec<PathBuf>,
    /// List of those who may sign verdicts, in the format of ssh-keygen(1), ALLOWED SIGNERS.
    #[arg(long, value_name = "FILE", help_heading = "Trust", conflicts_with = "key")]
    pub allowed_signers: Option<PathBuf>,
    /// Folder whose tree the verdict must be about.
    #[arg(long, value_name = "DIR", default_value = ".", help_heading = "Tree")]
    pub root: PathBuf,
    /// Commit, branch or tag whose tree the verdict must be about, instead of the files on disk.
    #[arg(long, value_name = "REF", help_heading = "Tree")]
    pub commit: Option<String>,
    /// Accept a verdict on a part of the tree: on some paths or languages, or on a change.
    #[arg(long, help_heading = "Tree")]
    pub allow_partial: bool,
    /// Digest that the policy must have: `sha256:` and 64 digits, or `built-in`.
    #[arg(long, value_name = "DIGEST", help_heading = "Verdict")]
    pub policy_digest: Option<String>,
    /// Refuse a verdict of more than so many days ago.
    #[arg(long, value_name = "N", help_heading = "Verdict")]
    pub max_age_days: Option<u16>,
    /// Accept a verdict that is no pass, to look at who signed what.
    #[arg(long, help_heading = "Verdict")]
    pub any_outcome: bool,
    /// The day of the check, as 2026-11-22 [default: the clock's].
    #[arg(long, value_name = "DATE", value_parser = crate::clock::parse, help_heading = "Verdict")]
    pub now: Option<Date>,
    /// How to say it.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub format: VerifyFormat,
}

/// Formats of `wardline verify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For a person.
    Text,
    /// For a program.
    Json,
}
