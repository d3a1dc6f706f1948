//! Values that rules read: what may be set, in which bounds, and who asks for the default.
//!
//! A rule writes `${session.max_idle_minutes}` where a number would stand, so that an organisation sets the number once and does not edit
//! rules. A value is written into a rule in the form that its place needs: as it is in a comparison, escaped in an expression.

use crate::fields::Fields;
use crate::problem::{Reader, nearest};
use crate::setting::Setting;
use crate::yaml::{Node, Value};

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// A whole number within bounds.
    Integer(i64, i64),
    /// One of some words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A list of networks, such as `10.0.0.0/8`.
    Networks,
}

/// A parameter that policies can set and rules can read.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: ParameterKind,
    /// The value where the policy has none, as it would be written there.
    pub default: &'static str,
    /// What the number counts; empty where nothing is counted.
    pub unit: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Who asks for it, and for which value.
    pub basis: &'static str,
    /// The families of rules that read it; none yet if empty.
    pub read_by: &'static [&'static str],
}

const VERSIONS: [&str; 4] = ["1.0", "1.1", "1.2", "1.3"];

/// All parameters, by name.
pub static PARAMETERS: [Parameter; 13] = [
    Parameter {
        name: "audit.retention_years",
        kind: ParameterKind::Integer(1, 100),
        default: "6",
        unit: "years",
        about: "How long audit logs are kept.",
        basis: "45 CFR 164.316(b)(2)(i): six years for required documentation",
        read_by: &["iac.logging"],
    },
    Parameter {
        name: "backup.retention_days",
        kind: ParameterKind::Integer(1, 3650),
        default: "7",
        unit: "days",
        about: "How long automatic backups of databases are kept.",
        basis: "45 CFR 164.308(a)(7)(ii)(A) asks for retrievable copies and names no number; a house value",
        read_by: &["iac.storage"],
    },
    Parameter {
        name: "crypto.rsa_min_bits",
        kind: ParameterKind::Integer(1024, 16_384),
        default: "2048",
        unit: "bits",
        about: "The shortest RSA key.",
        basis: "NIST SP 800-131A Rev. 2, section 3",
        read_by: &[],
    },
    Parameter {
        name: "fips",
        kind: ParameterKind::Boolean,
        default: "false",
        unit: "",
        about: "Whether only cryptography validated by FIPS 140-3 may be used.",
        basis: "FIPS 140-3; HIPAA does not ask for it",
        read_by: &[],
    },
    Parameter {
        name: "jwt.max_lifetime_minutes",
        kind: ParameterKind::Integer(1, 1440),
        default: "60",
        unit: "minutes",
        about: "How long an access token is valid.",
        basis: "SMART App Launch advises an hour at most for access tokens",
        read_by: &[],
    },
    Parameter {
        name: "logs.retention_days",
        kind: ParameterKind::Integer(1, 36_500),
        default: "365",
        unit: "days",
        about: "How long logs other than audit logs are kept.",
        basis: "HIPAA names no number for raw logs; a house value",
        read_by: &[],
    },
    Parameter {
        name: "network.admin_cidrs",
        kind: ParameterKind::Networks,
        default: "[]",
        unit: "",
        about: "Networks from which administration is allowed.",
        basis: "45 CFR 164.312(a)(1); the networks are the organisation's own",
        read_by: &[],
    },
    Parameter {
        name: "password.bcrypt_cost",
        kind: ParameterKind::Integer(4, 31),
        default: "10",
        unit: "",
        about: "The lowest cost of bcrypt.",
        basis: "OWASP Password Storage Cheat Sheet",
        read_by: &[],
    },
    Parameter {
        name: "password.hash_iterations_pbkdf2",
        kind: ParameterKind::Integer(1000, 100_000_000),
        default: "600000",
        unit: "iterations",
        about: "The lowest number of rounds of PBKDF2 with HMAC-SHA-256.",
        basis: "OWASP Password Storage Cheat Sheet; NIST SP 800-132, section 5.2 asks for 1,000 at least",
        read_by: &[],
    },
    Parameter {
        name: "password.min_length",
        kind: ParameterKind::Integer(8, 128),
        default: "15",
        unit: "characters",
        about: "The shortest password that may be chosen.",
        basis: "NIST SP 800-63B-4, section 3.1.1.2: 15, or 8 beside a second factor",
        read_by: &[],
    },
    Parameter {
        name: "session.max_idle_minutes",
        kind: ParameterKind::Integer(1, 480),
        default: "15",
        unit: "minutes",
        about: "How long a session without activity stays open.",
        basis: "45 CFR 164.312(a)(2)(iii) asks for automatic logoff and names no number; NIST SP 800-63B (2017), section 4.3.3: 15 minutes at AAL3",
        read_by: &["session"],
    },
    Parameter {
        name: "session.max_lifetime_hours",
        kind: ParameterKind::Integer(1, 24),
        default: "12",
        unit: "hours",
        about: "How long a session stays open whatever happens.",
        basis: "NIST SP 800-63B (2017), sections 4.2.3 and 4.3.3: 12 hours at AAL2 and AAL3",
        read_by: &[],
    },
    Parameter {
        name: "tls.min",
        kind: ParameterKind::Word(&VERSIONS),
        default: "1.2",
        unit: "",
        about: "The oldest version of TLS that may be offered.",
        basis: "NIST SP 800-52 Rev. 2, section 3.1; 45 CFR 164.312(e)(1)",
        read_by: &["iac.network", "iac.storage", "tls"],
    },
];

/// A name that rules may read beside the parameters: the versions of TLS below `tls.min`, as a part of a regular expression. An
/// expression cannot ask for "less than".
pub const TLS_BELOW_MIN: &str = "tls.below_min";

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// A whole number.
    Integer(i64),
    /// A word.
    Word(String),
    /// True or false.
    Boolean(bool),
    /// Networks.
    Networks(Vec<String>),
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Word(value) => f.write_str(value),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Networks(value) => f.write_str(&value.join(", ")),
        }
    }
}

/// Where in a rule a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterUse {
    /// In the expression of `metavariable-comparison`.
    Comparison,
    /// In a regular expression.
    Regex,
    /// In text for people.
    Message,
}

/// The values in force, each with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters(Vec<Setting<ParameterValue>>);

impl Default for Parameters {
    fn default() -> Self {
        Self(PARAMETERS.iter().map(|parameter| Setting::built_in(default(parameter))).collect())
    }
}

fn default(parameter: &Parameter) -> ParameterValue {
    match parameter.kind {
        ParameterKind::Integer(..) => ParameterValue::Integer(parameter.default.parse().unwrap_or_default()),
        ParameterKind::Word(_) => ParameterValue::Word(parameter.default.to_owned()),
        ParameterKind::Boolean => ParameterValue::Boolean(parameter.default == "true"),
        ParameterKind::Networks => ParameterValue::Networks(Vec::new()),
    }
}

impl Parameters {
    /// Every parameter and its value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Parameter, &Setting<ParameterValue>)> {
        PARAMETERS.iter().zip(&self.0)
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&Setting<ParameterValue>> {
        self.iter().find(|(parameter, _)| parameter.name == name).map(|(_, value)| value)
    }

    /// The value as it is written into a rule.
    ///
    /// # Errors
    /// What is wrong and what to do about it, for a name that is no parameter and for a value that its place cannot hold.
    pub fn text(&self, name: &str, place: ParameterUse) -> Result<String, String> {
        use ParameterUse::{Comparison, Message, Regex};
        if name == TLS_BELOW_MIN {
            let versions = self.below_min();
            return match place {
                Regex => Ok(below(&versions)),
                Message => Ok(versions.iter().map(|v| format!("TLS {v}")).collect::<Vec<_>>().join(", ")),
                Comparison => Err(format!("`{name}` has no place in a comparison; use it in a regular expression")),
            };
        }
        let Some(setting) = self.get(name) else {
            let known: Vec<&str> = PARAMETERS.iter().map(|p| p.name).chain([TLS_BELOW_MIN]).collect();
            let help = nearest(name, &known).map_or_else(
                || format!("the parameters are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(format!("`{name}` is no parameter of the policy; {help}"));
        };
        match (&setting.value, place) {
            (ParameterValue::Integer(value), _) => Ok(value.to_string()),
            (ParameterValue::Boolean(value), Comparison) => Ok((if *value { "True" } else { "False" }).to_owned()),
            (ParameterValue::Word(_) | ParameterValue::Networks(_), Comparison) => {
                Err(format!("`{name}` is no number, and a comparison needs one"))
            }
            (ParameterValue::Networks(networks), Regex) if networks.is_empty() => Ok(NOTHING.to_owned()),
            (ParameterValue::Networks(networks), Regex) => {
                let all: Vec<String> = networks.iter().map(|network| escaped(network)).collect();
                Ok(format!("(?:{})", all.join("|")))
            }
            (value, Regex) => Ok(escaped(&value.to_string())),
            (value, Message) => Ok(value.to_string()),
        }
    }

    fn below_min(&self) -> Vec<&'static str> {
        let Some(Setting { value: ParameterValue::Word(min), .. }) = self.get("tls.min") else { return Vec::new() };
        VERSIONS.into_iter().filter(|version| *version < min.as_str()).collect()
    }

    /// Sets what a policy says; what is wrong with it is noted.
    pub(crate) fn apply(&mut self, fields: &Fields, reader: &mut Reader<'_>) {
        for (name, node) in fields.values("parameters") {
            let Some(index) = PARAMETERS.iter().position(|parameter| parameter.name == name.value) else {
                let known: Vec<&str> = PARAMETERS.iter().map(|parameter| parameter.name).collect();
                let help = crate::problem::did_you_mean(&name.value, &known);
                reader.problem(name.place(), format!("`{}` is no parameter", name.value), help);
                continue;
            };
            if let Some(value) = value(&PARAMETERS[index], node, reader) {
                self.0[index] = Setting { value, source: crate::Source::of(node.place.at, reader) };
            }
        }
    }
}

/// An expression that matches nothing.
const NOTHING: &str = r"[^\s\S]";

/// Versions as names of protocols write them: `1`, `1.0`, `1_1`, `11`.
fn below(versions: &[&str]) -> String {
    let forms: Vec<String> = versions
        .iter()
        .map(|version| {
            version.split_once('.').map_or_else(String::new, |(major, minor)| match minor {
                "0" => format!("{major}(?:[._]?0)?"),
                minor => format!("{major}[._]?{minor}"),
            })
        })
        .collect();
    if forms.is_empty() { NOTHING.to_owned() } else { format!("(?:{})", forms.join("|")) }
}

/// The text with everything escaped that an expression would read as more than itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_alphanumeric() && c != '_' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn value(parameter: &Parameter, node: &Node, reader: &mut Reader<'_>) -> Option<ParameterValue> {
    let (wanted, help) = match parameter.kind {
        ParameterKind::Integer(least, most) => {
            if let Value::Integer(value) = node.value {
                if (least..=most).contains(&value) {
                    return Some(ParameterValue::Integer(value));
                }
                let message = format!("{value} is out of bounds for {}", parameter.name);
                reader.problem(node.place, message, format!("write a whole number from {least} to {most}"));
                return None;
            }
            ("a whole number", format!("write a whole number from {least} to {most}, without quotes"))
        }
        ParameterKind::Word(words) => {
            if let Value::Text(text) = &node.value {
                if words.contains(&text.as_str()) {
                    return Some(ParameterValue::Word(text.clone()));
                }
                let message = format!("`{text}` is no value of {}", parameter.name);
                reader.problem(node.place, message, crate::problem::did_you_mean(text, words));
                return None;
            }
            ("a text", format!("write one of these, in quotes: {}", words.join(", ")))
        }
        ParameterKind::Boolean => {
            if let Value::Bool(value) = node.value {
                return Some(ParameterValue::Boolean(value));
            }
            ("true or false", "write `true` or `false` without quotes".to_owned())
        }
        ParameterKind::Networks => {
            if let Value::Sequence(nodes) = &node.value {
                let networks = nodes.iter().map(|node| network(parameter, node, reader)).collect::<Vec<_>>();
                return networks.into_iter().collect::<Option<Vec<String>>>().map(ParameterValue::Networks);
            }
            ("a list of networks", "write networks in brackets: `[\"10.1.0.0/16\"]`".to_owned())
        }
    };
    let message = format!("{} must be {wanted}, and this is {}", parameter.name, node.value.kind());
    reader.problem(node.place, message, help);
    None
}

fn network(parameter: &Parameter, node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = if let Value::Text(text) = &node.value { text.as_str() } else { "" };
    let parsed = text.split_once('/').and_then(|(address, bits)| {
        let address: std::net::IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        bits.parse::<u8>().ok().filter(|bits| *bits <= most)
    });
    if parsed.is_none() {
        let message = format!("an item of {} is no network", parameter.name);
        reader.problem(node.place, message, "write an address and a length: `10.1.0.0/16`");
    }
    parsed.map(|_| text.to_owned())
}
