//! Where columns go, without a screen: what is wrong with a mapping before the server is asked, and the targets in groups.

use std::collections::BTreeMap;

use zaguan_i18n::{Text, importing as words};
use zaguan_types::fields::{BlockList, Labels, Module};
use zaguan_types::imports::{ColumnMapping, ImportOptions, ImportTarget, MatchBy, OnNew};

/// The target of each column of the file in order; nothing: it is left out.
pub type Chosen = Vec<Option<String>>;

/// The targets of the columns as the import says them.
pub fn chosen(mapping: &[ColumnMapping]) -> Chosen {
    mapping.iter().map(|one| one.target.clone()).collect()
}

/// A choice as the API takes it.
pub fn as_mapping(columns: impl Iterator<Item = u32>, chosen: &Chosen) -> Vec<ColumnMapping> {
    columns.zip(chosen).map(|(column, target)| ColumnMapping { column, target: target.clone(), origin: None }).collect()
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Targets that several columns go to: the server takes no such mapping.
    pub twice: Vec<String>,
    /// Targets that a new record needs and to which none goes.
    pub missing: Vec<String>,
    /// What records are recognised by, and no column goes there.
    pub key: Option<&'static str>,
    /// No column goes anywhere.
    pub nowhere: bool,
}

impl Faults {
    /// Why the rows cannot be tried with it: the server would refuse it, or could do nothing with it.
    pub fn blocks(&self) -> Option<Text> {
        match (self.twice.is_empty(), self.nowhere) {
            (false, _) => Some(words::MEND_FIRST),
            (true, true) => Some(words::NOWHERE),
            (true, false) => None,
        }
    }
}

/// Looks what is wrong with a choice.
pub fn faults(module: Module, chosen: &Chosen, targets: &[ImportTarget], options: &ImportOptions) -> Faults {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for target in chosen.iter().flatten() {
        *uses.entry(target).or_default() += 1;
    }
    let goes = |name: &str| uses.contains_key(name);
    let twice = uses.iter().filter(|(_, count)| **count > 1).map(|(name, _)| (*name).to_owned()).collect();
    // The id of an organisation may stand for its name.
    let has =
        |target: &ImportTarget| goes(&target.name) || target.name == "organisation_id" && goes("organisation_name");
    let missing = targets.iter().filter(|target| target.required && !has(target)).map(|target| target.name.clone());
    let key = match options.match_by {
        MatchBy::Auto => None,
        MatchBy::ExternalId => Some("external_id"),
        MatchBy::Email if module == Module::Contacts => Some("email"),
        MatchBy::Name if module == Module::Organisations => Some("name"),
        MatchBy::Email | MatchBy::Name => None,
    };
    Faults {
        twice,
        missing: if options.on_new == OnNew::Create { missing.collect() } else { Vec::new() },
        key: key.filter(|name| !goes(name)),
        nowhere: uses.is_empty(),
    }
}

/// Under which heading a target stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// What tells records apart.
    Recognise,
    /// A block of the firm's form.
    Block(Labels),
    /// Fields that no form shows.
    Inactive,
}

/// The targets under their headings, each in the order of the form.
pub fn groups(targets: &[ImportTarget], blocks: Option<&BlockList>) -> Vec<(Heading, Vec<ImportTarget>)> {
    let mut out: Vec<(Heading, Vec<ImportTarget>)> = Vec::new();
    let mut last = Heading::Recognise;
    for target in targets {
        let heading = match target.name.as_str() {
            "id" | "external_id" => Heading::Recognise,
            _ if !target.active => Heading::Inactive,
            // What is no field of its own stands with the field before it.
            name => block_of(name, blocks).map_or_else(|| last.clone(), Heading::Block),
        };
        if matches!(heading, Heading::Block(_)) {
            last = heading.clone();
        }
        match out.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, list)) => list.push(target.clone()),
            None => out.push((heading, vec![target.clone()])),
        }
    }
    // Inactive ones are wanted least.
    out.sort_by_key(|(heading, _)| *heading == Heading::Inactive);
    out
}

fn block_of(name: &str, blocks: Option<&BlockList>) -> Option<Labels> {
    let (name, own) = name.strip_prefix("custom.").map_or((name, false), |own| (own, true));
    let mut blocks = blocks?.items.iter();
    let block = blocks.find(|block| block.fields.iter().any(|field| field.api_name == name && field.builtin != own))?;
    Some(block.labels.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::fields::FieldType;

    fn target(name: &str, required: bool, active: bool) -> ImportTarget {
        let labels = Labels { es: name.into(), en: name.into(), nl: name.into() };
        ImportTarget { name: name.into(), labels, field_type: FieldType::Text, required, active }
    }

    fn targets() -> Vec<ImportTarget> {
        let all =
            [("id", false, true), ("last_name", true, true), ("email", false, true), ("organisation_id", true, true)];
        let mut all: Vec<ImportTarget> = all.map(|(name, required, active)| target(name, required, active)).into();
        all.extend([target("organisation_name", false, true), target("custom.old", false, false)]);
        all.push(target("external_id", false, true));
        all
    }

    fn look(names: &[&str], options: &ImportOptions) -> Faults {
        let chosen = names.iter().map(|name| (!name.is_empty()).then(|| (*name).to_owned())).collect();
        faults(Module::Contacts, &chosen, &targets(), options)
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_known_at_once() {
        let plain = ImportOptions::default();
        assert_eq!(look(&["last_name", "organisation_name", ""], &plain), Faults::default());
        let twice = look(&["last_name", "email", "email", "organisation_id"], &plain);
        assert_eq!(
            (twice.twice.as_slice(), twice.blocks()),
            (["email".to_owned()].as_slice(), Some(words::MEND_FIRST))
        );
        let missing = look(&["email"], &plain);
        assert_eq!(missing.missing, ["last_name", "organisation_id"]);
        assert_eq!(missing.blocks(), None, "what exists already can be changed without it");
        assert_eq!(look(&["", ""], &plain).blocks(), Some(words::NOWHERE));
    }

    #[test]
    fn what_is_only_changed_needs_no_obligatory_values_but_what_it_is_known_by() {
        let known = ImportOptions { on_new: OnNew::Skip, match_by: MatchBy::ExternalId, ..ImportOptions::default() };
        let found = look(&["email"], &known);
        assert_eq!((found.missing.len(), found.key), (0, Some("external_id")));
        assert_eq!(look(&["email", "external_id"], &known).key, None);
    }

    #[test]
    fn a_choice_goes_to_the_server_with_its_columns() {
        let said = as_mapping([0, 3].into_iter(), &vec![Some("email".into()), None]);
        assert_eq!(said[1], ColumnMapping { column: 3, target: None, origin: None });
        assert_eq!(chosen(&said), [Some("email".to_owned()), None]);
    }

    #[test]
    fn targets_stand_in_groups_and_inactive_ones_last() {
        let names: Vec<(Heading, Vec<String>)> = groups(&targets(), None)
            .into_iter()
            .map(|(heading, list)| (heading, list.into_iter().map(|target| target.name).collect()))
            .collect();
        assert_eq!(names.len(), 2);
        assert_eq!(names[0].1.last().map(String::as_str), Some("external_id"));
        assert_eq!(names[1], (Heading::Inactive, vec!["custom.old".to_owned()]));
    }
}
