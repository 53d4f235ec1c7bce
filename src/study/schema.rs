//! The JSON Schema of a study file, from the same types that read it.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

use super::model::Study;
use super::reading_checks::DATES;

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
    for (place, said) in checked() {
        add(&mut schema, place, said)?;
    }
    let mut text = serde_json::to_string_pretty(&schema)
        .map_err(|error| crate::Error::undefined("the schema", error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// What the checks refuse and no type says, as far as a schema can say it: where, and what.
///
/// Patterns are read by many engines: they hold no classes of Unicode, and let through more than the
/// checks do rather than less.
fn checked() -> Vec<(&'static str, Value)> {
    let one_of_two = json!({ "not": { "required": ["record", "path"] } });
    let positive = json!({ "exclusiveMinimum": 0 });
    let counted = json!({ "minimum": 1 });
    let weight = json!({ "minimum": 0 });
    let several = json!({ "minItems": 1 });
    let claims = "/$defs/Claim";
    vec![
        (claims, json!({ "oneOf": assertions() })),
        (
            "/$defs/Claim/properties/id",
            json!({ "pattern": r##"^[^\s!"#$%&'()*+,/:;<=>?@\[\\\]^`{|}~]+$"## }),
        ),
        ("/$defs/Claim/properties/says", json!({ "minLength": 1 })),
        ("/$defs/Claim/properties/rounded_to", positive),
        ("/$defs/Rank/properties/place", counted.clone()),
        (
            "/$defs/Conventions/properties/level",
            json!({ "exclusiveMinimum": 0, "exclusiveMaximum": 1 }),
        ),
        ("/$defs/Conventions/properties/tau", counted),
        (
            "/properties/conventions",
            json!({ "properties": { "rules": { "maxProperties": 0 } } }),
        ),
        (
            "/properties/scheme/additionalProperties",
            json!({ "minProperties": 1 }),
        ),
        (
            "/properties/scheme/additionalProperties/additionalProperties",
            weight.clone(),
        ),
        (
            "/$defs/Decisions/properties/scheme/additionalProperties/additionalProperties/items",
            weight.clone(),
        ),
        (
            "/$defs/Decisions/properties/scheme/additionalProperties/additionalProperties",
            several.clone(),
        ),
        (
            "/$defs/Decisions/properties/minimum/additionalProperties",
            several,
        ),
        ("/$defs/Figure/properties/rounded_to", weight),
        (
            "/$defs/Definition",
            json!({ "anyOf": [
                { "required": ["record"] },
                { "required": ["minimum"], "properties": { "minimum": { "minProperties": 1 } } },
            ] }),
        ),
        (
            "/$defs/Definition/properties/ladder",
            json!({ "uniqueItems": true }),
        ),
        (
            "/$defs/Visits/properties/dates",
            json!({ "anyOf": [{ "enum": DATES }, { "type": "array", "items": { "enum": DATES } }] }),
        ),
        ("/$defs/Visits", one_of_two.clone()),
        ("/$defs/Eras", one_of_two.clone()),
        ("/$defs/Shocks", one_of_two.clone()),
        ("/$defs/Series", one_of_two),
    ]
}

/// The keys by which a claim asserts something, of which it has one; an empty order is none.
fn assertions() -> Vec<Value> {
    let keys = super::claim_rules::ASSERTIONS;
    let some = json!({ "ascending": { "minItems": 1 } });
    let asserted = keys.map(|key| match key {
        "ascending" => json!({ "required": [key], "properties": some }),
        _ => json!({ "required": [key] }),
    });
    asserted.to_vec()
}

/// Adds something to the part of a schema at a place.
fn add(schema: &mut Schema, place: &str, said: Value) -> crate::Result<()> {
    let missing = || crate::Error::undefined("the schema", format!("it has no {place}"));
    let part = schema.pointer_mut(place).ok_or_else(missing)?;
    let (Value::Object(part), Value::Object(said)) = (part, said) else {
        return Err(missing());
    };
    part.extend(said);
    Ok(())
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
