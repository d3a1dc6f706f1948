//! What kind of file a path looks like: source, test, vendor, generated, build, docs, example.
//!
//! A pure function of the path by names that the field has agreed on. A class hides nothing: every file is looked at all the same, and it
//! is the policy that says whether a class counts. Where a path is of several classes the one that says most about who wrote it wins:
//! foreign code before made code before tests.

/// What kind of file a path looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathClass {
    /// Code of the project; whatever is nothing else.
    #[default]
    Source,
    /// Tests and what they read.
    Test,
    /// Code of others, copied in.
    Vendor,
    /// Code that a tool wrote.
    Generated,
    /// What a build leaves behind.
    Build,
    /// Documentation.
    Docs,
    /// Examples and demonstrations.
    Example,
}

/// The names that make a path one of a class.
struct Names {
    class: PathClass,
    /// Folders, in lower case.
    folders: &'static [&'static str],
    /// Beginnings of file names, in lower case.
    starts: &'static [&'static str],
    /// Ends of file names, in their case.
    ends: &'static [&'static str],
    /// Whole file names or names without extension, in lower case.
    files: &'static [&'static str],
    /// Parts between dots before the extension, in lower case: `spec` of `a.spec.ts`.
    inner: &'static [&'static str],
}

const NAMES: [Names; 6] = [
    Names {
        class: PathClass::Vendor,
        folders: &[
            "node_modules",
            "vendor",
            "vendors",
            "third_party",
            "third-party",
            "thirdparty",
            "bower_components",
            "jspm_packages",
            "pods",
            "carthage",
            "site-packages",
            ".yarn",
        ],
        starts: &[],
        ends: &[],
        files: &[],
        inner: &[],
    },
    Names {
        class: PathClass::Generated,
        folders: &["generated", "__generated__", "generated-sources", "generated-src", "autogen"],
        starts: &[],
        ends: &[
            ".pb.go",
            "_pb2.py",
            "_pb2_grpc.py",
            "_pb2.pyi",
            ".pb.cc",
            ".pb.h",
            ".g.dart",
            ".freezed.dart",
            ".g.cs",
            ".Designer.cs",
            ".designer.cs",
        ],
        files: &[],
        inner: &["generated", "min", "bundle"],
    },
    Names {
        class: PathClass::Build,
        folders: &["dist", "build", "out", "target", "obj", ".next", ".nuxt", ".gradle", "__pycache__"],
        starts: &[],
        ends: &[],
        files: &[],
        inner: &[],
    },
    Names {
        class: PathClass::Test,
        folders: &[
            "test",
            "tests",
            "testing",
            "testdata",
            "test-data",
            "spec",
            "specs",
            "__tests__",
            "__mocks__",
            "fixtures",
            "e2e",
            "cypress",
            "androidtest",
            "integrationtest",
        ],
        starts: &["test_"],
        ends: &[
            "Test.java",
            "Tests.java",
            "IT.java",
            "Test.kt",
            "Test.cs",
            "Tests.cs",
            "Spec.scala",
            "Test.php",
            "Tests.swift",
        ],
        files: &["conftest.py"],
        inner: &["test", "spec"],
    },
    Names {
        class: PathClass::Example,
        folders: &["example", "examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials"],
        starts: &[],
        ends: &[],
        files: &[],
        inner: &[],
    },
    Names {
        class: PathClass::Docs,
        folders: &["doc", "docs", "documentation", "man"],
        starts: &[],
        ends: &[".md", ".rst", ".adoc"],
        files: &["readme", "changelog", "license", "notice", "contributing"],
        inner: &[],
    },
];

impl PathClass {
    /// All classes, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Source, Self::Test, Self::Vendor, Self::Generated, Self::Build, Self::Docs, Self::Example];

    /// The name used in policies and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Test => "test",
            Self::Vendor => "vendor",
            Self::Generated => "generated",
            Self::Build => "build",
            Self::Docs => "docs",
            Self::Example => "example",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// The class that a path looks like; `/` is between its parts.
    pub fn of(path: &str) -> Self {
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        let folders: Vec<String> = folders.split('/').map(str::to_ascii_lowercase).collect();
        let lower = file.to_ascii_lowercase();
        let stem = lower.rsplit_once('.').map_or(&*lower, |(stem, _)| stem);
        let is_of = |names: &Names| {
            let inner = stem.split('.').skip(1).any(|part| names.inner.contains(&part));
            folders.iter().any(|folder| names.folders.contains(&folder.as_str()))
                || names.starts.iter().any(|start| lower.starts_with(start))
                || names.ends.iter().any(|end| file.ends_with(end) && file.len() > end.len())
                || names.files.contains(&&*lower)
                || names.files.contains(&stem)
                || inner
                // `order_test.go`, `order_spec.rb`: the word is the last one of the name.
                || (names.class == Self::Test && (stem.ends_with("_test") || stem.ends_with("_spec")))
        };
        NAMES.iter().find(|names| is_of(names)).map_or(Self::Source, |names| names.class)
    }
}
