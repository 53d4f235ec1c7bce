//! The JSON Schema of a study file, from the same types that read it.

use schemars::generate::SchemaSettings;

use super::model::Study;

/// The schema (draft 2020-12) as JSON text, the same for the same version of the crate.
///
/// # Errors
///
/// [`crate::Error::Undefined`] if it cannot be written as JSON, which would be a bug.
pub fn json() -> crate::Result<String> {
    let schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Study>();
    let mut text =
        serde_json::to_string_pretty(&schema).map_err(|error| crate::Error::Undefined {
            name: "the schema".into(),
            reason: error.to_string(),
        })?;
    text.push('\n');
    Ok(text)
}
