//! The part of SARIF 2.1.0 that we read, from any tool.
//!
//! Everything is optional, because the standard makes it so and tools differ; what is missing where it matters is told with its place by
//! the reader. Property bags are kept as they are, since each tool has its own.

use super::read_bounded::{Dictionary, External, List, Prints, Properties, Skipped};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Log {
    pub(super) version: Option<String>,
    pub(super) runs: Option<List<Run>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub(super) tool: Option<Tool>,
    pub(super) invocations: Option<List<Invocation>>,
    pub(super) artifacts: Option<List<Artifact>>,
    pub(super) results: Option<Skipped>,
    pub(super) taxonomies: Option<List<Component>>,
    pub(super) original_uri_base_ids: Option<Dictionary<ArtifactLocation>>,
    pub(super) external_property_file_references: Option<Dictionary<External>>,
    pub(super) properties: Option<Properties>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tool {
    pub(super) driver: Option<Component>,
    pub(super) extensions: Option<List<Component>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component {
    pub(super) name: Option<String>,
    pub(super) guid: Option<String>,
    pub(super) version: Option<String>,
    pub(super) semantic_version: Option<String>,
    pub(super) taxa: Option<List<Descriptor>>,
    pub(super) rules: Option<List<Descriptor>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) id: Option<String>,
    pub(super) short_description: Option<Message>,
    pub(super) full_description: Option<Message>,
    pub(super) help_uri: Option<String>,
    pub(super) message_strings: Option<Dictionary<Message>>,
    pub(super) default_configuration: Option<Configuration>,
    pub(super) relationships: Option<List<Relationship>>,
    pub(super) properties: Option<Properties>,
}

#[derive(Deserialize)]
pub(super) struct Configuration {
    pub(super) level: Option<String>,
    pub(super) rank: Option<f64>,
}

#[derive(Deserialize)]
pub(super) struct Relationship {
    pub(super) target: Option<Reference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reference {
    pub(super) id: Option<String>,
    pub(super) index: Option<i64>,
    pub(super) tool_component: Option<ComponentReference>,
}

#[derive(Deserialize)]
pub(super) struct ComponentReference {
    pub(super) name: Option<String>,
    pub(super) guid: Option<String>,
    pub(super) index: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) text: Option<String>,
    pub(super) id: Option<String>,
    pub(super) arguments: Option<List<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: Option<bool>,
    pub(super) exit_code: Option<i64>,
    pub(super) start_time_utc: Option<String>,
    pub(super) end_time_utc: Option<String>,
    pub(super) rule_configuration_overrides: Option<List<Override>>,
    pub(super) tool_execution_notifications: Option<List<Notification>>,
    pub(super) tool_configuration_notifications: Option<List<Notification>>,
}

/// §3.51 `configurationOverride`.
#[derive(Deserialize)]
pub(super) struct Override {
    pub(super) descriptor: Option<Reference>,
    pub(super) configuration: Option<Configuration>,
}

#[derive(Deserialize)]
pub(super) struct Notification {
    pub(super) level: Option<String>,
    pub(super) message: Option<Message>,
    pub(super) locations: Option<List<Location>>,
    pub(super) properties: Option<Properties>,
}

#[derive(Deserialize)]
pub(super) struct Artifact {
    pub(super) location: Option<ArtifactLocation>,
    pub(super) properties: Option<Properties>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub(super) uri: Option<String>,
    pub(super) uri_base_id: Option<String>,
    pub(super) index: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifResult {
    pub(super) rule_id: Option<String>,
    pub(super) rule_index: Option<i64>,
    pub(super) rule: Option<Reference>,
    pub(super) kind: Option<String>,
    pub(super) level: Option<String>,
    pub(super) message: Option<Message>,
    pub(super) locations: Option<List<Location>>,
    pub(super) rank: Option<f64>,
    pub(super) fingerprints: Option<Prints>,
    pub(super) partial_fingerprints: Option<Prints>,
    pub(super) taxa: Option<List<Reference>>,
    pub(super) suppressions: Option<Skipped>,
    pub(super) code_flows: Option<List<CodeFlow>>,
    pub(super) fixes: Option<List<Fix>>,
    pub(super) baseline_state: Option<String>,
    pub(super) properties: Option<Properties>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: Option<PhysicalLocation>,
    pub(super) message: Option<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: Option<ArtifactLocation>,
    pub(super) region: Option<Region>,
    pub(super) context_region: Option<Region>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: Option<i64>,
    pub(super) start_column: Option<i64>,
    pub(super) end_line: Option<i64>,
    pub(super) end_column: Option<i64>,
    pub(super) snippet: Option<Content>,
}

#[derive(Deserialize)]
pub(super) struct Content {
    pub(super) text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeFlow {
    pub(super) thread_flows: Option<List<ThreadFlow>>,
}

#[derive(Deserialize)]
pub(super) struct ThreadFlow {
    pub(super) locations: Option<List<ThreadFlowLocation>>,
}

#[derive(Deserialize)]
pub(super) struct ThreadFlowLocation {
    pub(super) location: Option<Location>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix {
    pub(super) artifact_changes: Option<List<ArtifactChange>>,
}

#[derive(Deserialize)]
pub(super) struct ArtifactChange {
    pub(super) replacements: Option<List<Replacement>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement {
    pub(super) deleted_region: Option<Region>,
    pub(super) inserted_content: Option<Content>,
}
