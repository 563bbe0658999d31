//! Sums of money between an input, which types the amount, and the body of a request, which also says the currency.

use serde_json::{Value, json};

/// The currency of an amount that has none yet, as for values that are imported.
const CURRENCY: &str = "EUR";

/// The currency of a value.
pub fn currency_of(value: Option<&Value>) -> String {
    let said = value.and_then(|value| value.get("currency")).and_then(Value::as_str);
    said.unwrap_or(CURRENCY).to_owned()
}

/// The amount of a value; empty when there is none.
pub fn amount_of(value: Option<&Value>) -> String {
    value.and_then(|value| value.get("amount")).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A value with another amount in the same currency; no amount is no value.
pub fn with_amount(value: Option<&Value>, amount: String) -> Value {
    if amount.trim().is_empty() {
        return Value::Null;
    }
    json!({ "amount": amount, "currency": currency_of(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_its_currency() {
        let rent = json!({"amount": "950", "currency": "USD"});
        assert_eq!((amount_of(Some(&rent)), currency_of(Some(&rent))), ("950".to_owned(), "USD".to_owned()));
        assert_eq!(with_amount(Some(&rent), "1284.5".into()), json!({"amount": "1284.5", "currency": "USD"}));
        assert_eq!(with_amount(None, "12".into()), json!({"amount": "12", "currency": "EUR"}));
        assert_eq!(with_amount(Some(&rent), " ".into()), Value::Null, "an empty input is no sum of nothing");
        assert_eq!(amount_of(Some(&Value::Null)), "");
    }

    #[test]
    fn what_is_no_amount_is_left_to_the_rules() {
        use zaguan_types::fields::{Field, rules::check_value};
        let field: Field = crate::field_input::tests::field(zaguan_types::fields::FieldType::Money);
        assert!(check_value(&field, &with_amount(None, "12.50".into())).is_ok());
        assert!(check_value(&field, &with_amount(None, "doce".into())).is_err());
    }
}
