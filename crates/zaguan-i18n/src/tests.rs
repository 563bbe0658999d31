//! Tests of the catalogue as a whole: nothing empty, nothing left untranslated, labels that are promised to the letter.

use crate::*;

fn everything() -> impl Iterator<Item = (&'static str, &'static str, Text)> {
    [
        ("activity", activity::EVERY_TEXT),
        ("cases", cases::EVERY_TEXT),
        ("catalogue", catalogue::EVERY_TEXT),
        ("common", common::EVERY_TEXT),
        ("components", components::EVERY_TEXT),
        ("contacts", contacts::EVERY_TEXT),
        ("exporting", exporting::EVERY_TEXT),
        ("exports", exports::EVERY_TEXT),
        ("fields", fields::EVERY_TEXT),
        ("importing", importing::EVERY_TEXT),
        ("imports", imports::EVERY_TEXT),
        ("lost", lost::EVERY_TEXT),
        ("mail", mail::EVERY_TEXT),
        ("organisations", organisations::EVERY_TEXT),
        ("portal", portal::EVERY_TEXT),
        ("problems", problems::EVERY_TEXT),
        ("register", register::EVERY_TEXT),
        ("session", session::EVERY_TEXT),
        ("shell", shell::EVERY_TEXT),
        ("states", states::EVERY_TEXT),
        ("studio", studio::EVERY_TEXT),
    ]
    .into_iter()
    .flat_map(|(area, words)| words.iter().map(move |(key, text)| (area, *key, *text)))
}

#[test]
fn every_text_says_something_and_is_trimmed() {
    for (area, key, text) in everything() {
        for language in [Language::Es, Language::En, Language::Nl] {
            let words = text.get(language);
            assert!(!words.is_empty(), "{area}::{key} is empty in {}", language.code());
            assert_eq!(words.trim(), words, "{area}::{key} has blanks at an end in {}", language.code());
            assert!(!words.contains("  "), "{area}::{key} has a double blank in {}", language.code());
        }
    }
}

#[test]
fn whole_sentences_are_translated() {
    // Single words may be the same in two languages («Portal», "Status"); a sentence of four words never is.
    for (area, key, text) in everything() {
        let spanish = text.get(Language::Es);
        if spanish.split_whitespace().count() >= 4 {
            assert_ne!(spanish, text.get(Language::En), "{area}::{key} is not translated into English");
            assert_ne!(spanish, text.get(Language::Nl), "{area}::{key} is not translated into Dutch");
        }
    }
}

#[test]
fn spanish_labels_are_those_of_the_product() {
    let promised = [
        (session::EMAIL, "Correo electrónico"),
        (session::PASSWORD, "Contraseña"),
        (session::SIGN_IN, "Entrar"),
        (session::USERNAME, "Nombre de usuario"),
        (session::PORTAL_PASSWORD, "Clave"),
        (session::PORTAL_SIGN_IN, "Ingreso"),
        (session::NEW_PASSWORD, "Nueva clave"),
        (session::REPEAT_PASSWORD, "Repite la clave"),
        (common::SAVE, "Guardar"),
        (common::TOOLS, "Herramientas"),
        (common::ACTIONS, "Acciones"),
        (common::SETTINGS, "Configuración"),
        (common::CRM_SETTINGS, "Configuración del CRM"),
        (common::PROFILE_MENU, "Menú de perfil"),
        (common::HOME, "Inicio"),
        (contacts::TITLE, "Contactos"),
        (contacts::ADD, "Agregar contacto"),
        (contacts::EDIT_FIELDS, "Editar campos"),
        (fields::PHONE, "Teléfono"),
        (fields::ORGANISATION, "Organización"),
        (fields::SUBJECT, "Asunto"),
        (fields::DESCRIPTION, "Descripción"),
        (fields::STATUS, "Estado"),
        (fields::PRIORITY, "Prioridad"),
        (fields::CATEGORY, "Categoría"),
        (fields::ASSIGNEE, "Responsable"),
        (studio::TITLE, "Estudio"),
        (studio::MODULE, "Módulo"),
        (studio::INACTIVE_FIELDS, "Campos inactivos"),
        (studio::REACTIVATE, "Reactivar"),
        (studio::PORTAL_FIELD, "Campo Portal"),
        (portal::NEW_CASE, "Nuevo Caso"),
        (portal::SEND, "Enviar"),
        (portal::SIGN_OUT, "Salir"),
        (states::OPEN, "Abierto"),
        (states::IN_PROGRESS, "En progreso"),
        (states::WAITING_FOR_RESPONSE, "En espera de respuesta"),
        (states::CLOSED, "Cerrado"),
        (states::SOURCE_PORTAL, "Portal"),
        (mail::INVITATION_BUTTON, "CLIC AQUÍ"),
        (contacts::LEVEL_READ_ONLY, "Solo lectura"),
        (contacts::LEVEL_STANDARD, "Estándar"),
        (contacts::LEVEL_FULL, "Completo"),
        (contacts::LEVEL_CUSTOM, "Personalizado"),
    ];
    for (text, spanish) in promised {
        assert_eq!(text.get(Language::Es), spanish);
    }
    assert_eq!(studio::EDIT_FIELD.fill(Language::Es, &[("label", "Categoría")]), "Editar Categoría");
}

#[test]
fn values_are_never_read_as_placeholders() {
    let text = Text::new("{a} y {b}", "{a} and {b}", "{a} en {b}");
    assert_eq!(text.fill(Language::En, &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    assert_eq!(text.fill(Language::Nl, &[("b", "2")]), "{a} en 2");
}

#[test]
fn plurals_part_at_one() {
    assert_eq!(cases::COUNT.count(Language::Es, 1), "1 caso");
    assert_eq!(cases::COUNT.count(Language::Es, 0), "0 casos");
    assert_eq!(cases::COUNT.count(Language::Nl, 12), "12 zaken");
}
