//! The JSON Schema of a study file, from the same types that read it.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use super::model::Study;

/// The schema (draft 2020-12) as JSON text, the same for the same version of the crate.
///
/// # Errors
///
/// [`crate::Error::Undefined`] if it cannot be written as JSON, which would be a bug.
pub fn json() -> crate::Result<String> {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Study>();
    RecursiveTransform(without_null).transform(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema)
        .map_err(|error| crate::Error::undefined("the schema", error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// Takes null out of what a key may hold: TOML has none, a key is left out instead.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".into(), kind);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_names_every_key_and_no_null() {
        let text = super::json().unwrap();
        for key in ["observation", "ahead_only_of", "calendar_years", "contains"] {
            assert!(text.contains(&format!("\"{key}\"")), "{key}");
        }
        assert!(!text.contains("null"));
    }
}
