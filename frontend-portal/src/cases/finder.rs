//! «Búsqueda»: a button that opens the filters, made from the fields that the firm lets clients search by.

use leptos::prelude::*;
use zaguan_i18n::{common, portal};
use zaguan_types::fields::FieldType;
use zaguan_types::portal::PortalField;
use zaguan_ui::prelude::*;

use super::filters::{Filters, ends, filter_name, has_own_filter, range};

/// The search. What is typed counts when it is sent, not before.
#[component]
pub fn Finder(
    /// The filters that hold now.
    #[prop(into)]
    filters: Signal<Filters>,
    /// The fields that can be searched by.
    #[prop(into)]
    fields: Signal<Vec<PortalField>>,
    /// Whether the filters are in sight.
    open: RwSignal<bool>,
    /// Takes other filters.
    #[prop(into)]
    on_search: Callback<Filters>,
) -> impl IntoView {
    let count = Memo::new(move |_| filters.with(Filters::count));
    let badge = move || {
        (count.get() > 0)
            .then(|| view! { <Badge tone=Tone::Accent label=t_count(common::FILTERS, move || count.get()) /> })
    };
    view! {
        <section class="finder">
            <button
                type="button"
                class="finder-open"
                aria-expanded=move || open.get().to_string()
                aria-controls="finder"
                aria-describedby="finder-count"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="search" />
                <span>{t(portal::SEARCH)}</span>
                <span id="finder-count" aria-hidden="true">{badge}</span>
                <Icon name="chevron-down" />
            </button>
            <div id="finder" hidden=move || !open.get()>
                {move || open.get().then(|| view! { <FinderForm filters fields on_search /> })}
            </div>
        </section>
    }
}

#[component]
fn FinderForm(
    filters: Signal<Filters>,
    fields: Signal<Vec<PortalField>>,
    on_search: Callback<Filters>,
) -> impl IntoView {
    let draft = RwSignal::new(filters.get_untracked());
    // Another address, as after going back, is another search.
    Effect::new(move |before: Option<()>| {
        let now = filters.get();
        if before.is_some() {
            draft.set(now);
        }
    });
    let part = move |label: TextProp, read: fn(&Filters) -> &String, write: fn(&mut Filters, String)| Bound {
        value: Signal::derive(move || draft.with(|draft| read(draft).clone())),
        set: Callback::new(move |value| draft.update(|draft| write(draft, value))),
        ..Bound::new(label, RwSignal::new(String::new()))
    };
    let text = part(t(portal::TEXT_OR_NUMBER).into(), |draft| &draft.text, |draft, text| draft.text = text);
    let from = part(t(common::FROM).into(), |draft| &draft.from, |draft, day| draft.from = day);
    let to = part(t(common::TO).into(), |draft| &draft.to, |draft, day| draft.to = day);
    let own = move || {
        let fields = fields.get().into_iter().filter(has_own_filter);
        fields.map(|field| view! { <FieldFilter field draft /> }).collect_view()
    };
    let search = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_search.run(draft.get_untracked());
    };
    let clear = move |()| {
        draft.update(|draft| *draft = draft.cleared());
        on_search.run(draft.get_untracked());
    };
    view! {
        <form role="search" novalidate=true on:submit=search>
            <div class="all">
                <TextInput bind=text kind="search" autocomplete="off" max_length=200_u32 />
            </div>
            {own}
            <fieldset class="field all">
                <legend class="label">{t(portal::OPENED_BETWEEN)}</legend>
                <div class="dates">
                    <DateInput bind=from />
                    <DateInput bind=to />
                </div>
            </fieldset>
            <div class="row all" data-ends="" data-wrap="">
                <Button label=t(common::CLEAR_FILTERS) kind=Kind::Ghost size=Size::Small on_press=clear />
                <Button label=t(portal::SHOW_RESULTS) kind=Kind::Primary size=Size::Small submit=true />
            </div>
        </form>
    }
}

/// The filter of one field: one of its choices, or two days.
#[component]
fn FieldFilter(field: PortalField, draft: RwSignal<Filters>) -> impl IntoView {
    let spec = FieldSpec::of_portal(&field);
    let name = filter_name(&field);
    let label = field.label;
    let bound = move |label: TextProp, read: fn(String) -> String, write: fn(String, String) -> String| {
        let (of_value, of_set) = (name.clone(), name.clone());
        Bound {
            value: Signal::derive(move || read(draft.with(|draft| draft.field(&of_value)))),
            set: Callback::new(move |value| {
                draft.update(|draft| {
                    let value = write(draft.field(&of_set), value);
                    draft.set_field(&of_set, value);
                });
            }),
            ..Bound::new(label, RwSignal::new(String::new()))
        }
    };
    if field.field_type == FieldType::Date {
        let from = bound(t(common::FROM).into(), |kept| ends(&kept).0, |kept, day| range(&day, &ends(&kept).1));
        let to = bound(t(common::TO).into(), |kept| ends(&kept).1, |kept, day| range(&ends(&kept).0, &day));
        return view! {
            <fieldset class="field all">
                <legend class="label">{label}</legend>
                <div class="dates">
                    <DateInput bind=from />
                    <DateInput bind=to />
                </div>
            </fieldset>
        }
        .into_any();
    }
    let bind = bound(label.into(), |kept| kept, |_, key| key);
    view! { <Select bind options=spec.options(String::new()) empty=t(common::ANY) /> }.into_any()
}
