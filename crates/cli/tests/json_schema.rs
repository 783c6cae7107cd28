//! As much of JSON Schema as the files in `docs/` use; a keyword that is not known here fails the test.

use std::path::Path;

use serde_json::Value;

pub struct Schema {
    pub whole: Value,
}

impl Schema {
    /// The schema in `docs/` of that name.
    pub fn named(name: &str) -> Schema {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
        Schema { whole: serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() }
    }

    /// What is wrong with a value; nothing, where it is as the schema says.
    pub fn wrong(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        for (keyword, said) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" => {}
                "$ref" if said.as_str().unwrap().starts_with("results.schema.json#") => {
                    // Rows and headers stand in one schema and are pointed to from the others.
                    let results = Schema::named("results.schema.json");
                    let name = said.as_str().unwrap().strip_prefix("results.schema.json#/$defs/").unwrap();
                    wrong.extend(results.wrong(&results.whole["$defs"][name], value, at));
                }
                "$ref" => {
                    let name = said.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    wrong.extend(self.wrong(&self.whole["$defs"][name], value, at));
                }
                "oneOf" => {
                    let all: Vec<Vec<String>> = said.as_array().unwrap().iter().map(|one| self.wrong(one, value, at)).collect();
                    if all.iter().filter(|wrong| wrong.is_empty()).count() != 1 {
                        wrong.push(format!("{at}: not exactly one of {all:?}"));
                    }
                }
                "const" if value != said => wrong.push(format!("{at}: {value} is not {said}")),
                "enum" if !said.as_array().unwrap().contains(value) => wrong.push(format!("{at}: {value} is none of {said}")),
                "const" | "enum" => {}
                "type" => {
                    let types: Vec<&str> = said
                        .as_array()
                        .map_or_else(|| vec![said.as_str().unwrap()], |all| all.iter().map(|t| t.as_str().unwrap()).collect());
                    if !types.contains(&type_of(value)) {
                        wrong.push(format!("{at}: {value} is no {said}"));
                    }
                }
                "pattern" => {
                    let (digits, count) = match said.as_str().unwrap() {
                        "^[0-9a-f]{64}$" => ("0123456789abcdef", 64),
                        "^[0-9]{4}$" => ("0123456789", 4),
                        other => panic!("a pattern this test does not know: {other}"),
                    };
                    let text = value.as_str().unwrap_or_default();
                    if text.len() != count || !text.chars().all(|c| digits.contains(c)) {
                        wrong.push(format!("{at}: {value} is not {said}"));
                    }
                }
                "minItems" if value.as_array().is_some_and(|v| v.len() as u64 >= said.as_u64().unwrap()) => {}
                "maxItems" if value.as_array().is_some_and(|v| v.len() as u64 <= said.as_u64().unwrap()) => {}
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        wrong.extend(self.wrong(said, item, &format!("{at}[{place}]")));
                    }
                }
                "required" if !value.is_object() => {}
                "required" => {
                    for name in said.as_array().unwrap() {
                        if value.get(name.as_str().unwrap()).is_none() {
                            wrong.push(format!("{at}: no {name}"));
                        }
                    }
                }
                "properties" => {
                    for (name, property) in said.as_object().unwrap() {
                        if let Some(inside) = value.get(name) {
                            wrong.extend(self.wrong(property, inside, &format!("{at}.{name}")));
                        }
                    }
                }
                "additionalProperties" => {
                    for name in value.as_object().into_iter().flat_map(|o| o.keys()) {
                        if schema["properties"].get(name).is_some() {
                            continue;
                        }
                        if said.is_object() {
                            wrong.extend(self.wrong(said, &value[name], &format!("{at}.{name}")));
                        } else {
                            wrong.push(format!("{at}: {name} is not in the schema"));
                        }
                    }
                }
                other => wrong.push(format!("{at}: keyword {other}")),
            }
        }
        wrong
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
