//! What one types and chooses into, at rest, wrong, read only, empty, and with more text than fits.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_i18n::{catalogue as words, common, fields, problems, session, studio};
use zaguan_types::{FieldCode, FieldError};
use zaguan_ui::prelude::*;

use super::Spec;

const LONG: &str =
    "Copia de la nota simple, del certificado energético y del último recibo del IBI de la finca 18.204 de Torrox";

fn text(label: impl Into<TextProp>, value: &str) -> Bound<String> {
    Bound::new(label, RwSignal::new(value.to_owned()))
}

/// The same with something wrong.
fn wrong<T: Send + Sync + 'static>(bind: Bound<T>, code: FieldCode) -> Bound<T> {
    let label = bind.label.clone();
    let error = Signal::derive(move || Some(problems::field_problem(code, &label.get(), language())));
    Bound { error, ..bind }
}

fn categories() -> Signal<Vec<(String, String)>> {
    let words = |text: zaguan_i18n::Text| text.get(language()).to_owned();
    Signal::derive(move || {
        let all = [("a", fields::CATEGORY), ("b", fields::PRIORITY), ("c", words::LONG_LABEL)];
        all.iter().map(|(key, text)| ((*key).to_owned(), words(*text))).collect()
    })
}

/// Inputs that one types into, and lists.
#[component]
pub fn Inputs() -> impl IntoView {
    let date = |label: zaguan_i18n::Text, value: &str| text(t(label), value);
    view! {
        <Spec title=words::INPUTS hint=words::INPUTS_HINT>
            <div class="form-two">
                <TextInput bind=text(t(fields::SUBJECT), "Llaves del trastero") required=true help=t(words::HELP) />
                <TextInput bind=wrong(text(t(fields::EMAIL), "carmen@rueda"), FieldCode::BadFormat) kind="email" />
                <TextInput bind=text(t(words::EMPTY), "") placeholder="Calle Almirante 14" />
                <TextInput bind=text(t(words::READ_ONLY), "category") read_only=true />
                <TextInput bind=text(t(words::LONG_LABEL), LONG) />
                <PasswordInput bind=text(t(session::PASSWORD), "tres barcas junto al faro") autocomplete="off" required=true />
                <DateInput bind=date(common::FROM, "2026-11-20") />
                <DateInput bind=wrong(date(common::TO, ""), FieldCode::EndBeforeStart) required=true />
                <Select bind=text(t(fields::CATEGORY), "a") options=categories() />
                <Select bind=wrong(text(t(fields::PRIORITY), ""), FieldCode::Required) options=categories() required=true empty=t(common::CHOOSE) />
                <TextArea bind=text(t(fields::DESCRIPTION), LONG) max_length=1000_u32 />
                <TextArea bind=wrong(text(t(words::EMPTY), ""), FieldCode::Required) required=true />
            </div>
            <div class="stack">
                <Select bind=text(t(common::SORT), "a") options=categories() inline=true />
                <SearchInput bind=text(t(common::SEARCH_HINT), "") placeholder=t(common::SEARCH_HINT) />
            </div>
        </Spec>
    }
}

/// Ticks, switches, several of a list, words of one's own.
#[component]
pub fn Choices() -> impl IntoView {
    let flag = |label: zaguan_i18n::Text, on: bool| Bound::new(t(label), RwSignal::new(on));
    let keys = |list: &[&str]| RwSignal::new(list.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
    let some = Signal::stored(true);
    view! {
        <Spec title=words::CHOICES>
            <div class="form-two">
                <Check bind=flag(studio::PORTAL_FIELD, true) help=t(studio::PORTAL_FIELD_HELP) />
                <Check bind=flag(studio::REQUIRED, false) />
                <Check bind=flag(words::SOME, false) some />
                <Check bind=flag(words::READ_ONLY, true) read_only=true />
                <Check bind=wrong(flag(words::NOTIFY, false), FieldCode::Required) />
                <Switch bind=flag(studio::PORTAL_VISIBLE, true) />
                <Switch bind=flag(words::NOTIFY, false) />
                <Switch bind=flag(studio::PORTAL_FIELD, true) large=true />
            </div>
            <div class="stack">
                <MultiChips bind=Bound::new(t(fields::CATEGORY), keys(&["b"])) options=categories() required=true />
                <FreeWords bind=Bound::new(t(words::TAGS), keys(&["vip", "Nerja", LONG])) />
                <FreeWords bind=wrong(Bound::new(t(words::EMPTY), keys(&[])), FieldCode::Required) required=true />
            </div>
        </Spec>
    }
}

/// A form that was sent with something missing: all of it on top, with links, and at each input.
#[component]
pub fn WrongForm() -> impl IntoView {
    let check = |values: &Map<String, Value>| {
        let missing =
            ["subject", "description"].into_iter().filter(|name| values.get(*name).is_none_or(Value::is_null));
        missing.map(|name| FieldError::new(format!("/{name}"), FieldCode::Required, "a value is needed")).collect()
    };
    let form = FormModel::new(Map::new()).checked_by(check);
    let shown = RwSignal::new(false);
    let send = move |()| {
        form.submit();
        shown.set(true);
    };
    view! {
        <Spec title=words::FORM>
            <Form model=form on_submit=send>
                <TextInput bind=form.text("/subject", t(fields::SUBJECT)) required=true />
                <TextArea bind=form.text("/description", t(fields::DESCRIPTION)) required=true />
                <div class="form-foot">
                    <Button label=t(common::SAVE) kind=Kind::Primary submit=true />
                </div>
            </Form>
        </Spec>
    }
}
