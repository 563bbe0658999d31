//! The Estudio (fields, blocks, what clients may see) and the left menu of the settings.

words! {
    TITLE { es: "Estudio", en: "Studio", nl: "Studio" }
    SETTINGS_LEAD { es: "Lo que puedes ajustar de tu empresa.", en: "What you can adjust about your firm.", nl: "Wat je van je bedrijf kunt aanpassen." }
    SETTINGS_NONE {
        es: "Con tu rol no hay nada que ajustar aquí. Pide acceso a quien administra Zaguán.",
        en: "There is nothing to adjust here with your role. Ask whoever administers Zaguán for access.",
        nl: "Met jouw rol valt hier niets aan te passen. Vraag toegang aan de beheerder van Zaguán.",
    }
    LEAD { es: "Los campos de cada módulo y lo que ve el cliente.", en: "The fields of each module and what the client sees.", nl: "De velden van elke module en wat de klant ziet." }
    EDIT_FIELDS { es: "Editar campos", en: "Edit fields", nl: "Velden bewerken" }
    MODULE { es: "Módulo", en: "Module", nl: "Module" }
    EDIT_FIELD { es: "Editar {label}", en: "Edit {label}", nl: "{label} bewerken" }
    INACTIVE_FIELDS { es: "Campos inactivos", en: "Inactive fields", nl: "Inactieve velden" }
    INACTIVE_LEAD {
        es: "Bloque «{block}». Los valores guardados se conservan: al reactivar un campo vuelven con él.",
        en: "Block “{block}”. Saved values are kept: they come back with the field.",
        nl: "Blok ‘{block}’. Opgeslagen waarden blijven bewaard: ze komen terug met het veld.",
    }
    INACTIVE_NONE { es: "Todos los campos de este bloque están activos.", en: "All fields of this block are active.", nl: "Alle velden van dit blok zijn actief." }
    REACTIVATE { es: "Reactivar", en: "Reactivate", nl: "Heractiveren" }
    DEACTIVATE { es: "Desactivar", en: "Deactivate", nl: "Deactiveren" }
    DEACTIVATED { es: "«{label}» ya no se muestra. Sus valores se conservan.", en: "“{label}” is no longer shown. Its values are kept.", nl: "‘{label}’ wordt niet meer getoond. De waarden blijven bewaard." }
    CHOOSE_ONE { es: "Marca al menos un campo", en: "Tick at least one field", nl: "Vink minstens één veld aan" }
    LABEL { es: "Etiqueta", en: "Label", nl: "Label" }
    REQUIRED { es: "Obligatorio", en: "Required", nl: "Verplicht" }
    REQUIRED_HELP { es: "El equipo no puede guardar sin este valor.", en: "The team cannot save without this value.", nl: "Het team kan niet opslaan zonder deze waarde." }
    PORTAL_FIELD { es: "Campo Portal", en: "Portal field", nl: "Portaalveld" }
    PORTAL_VISIBLE { es: "Se ve en el portal", en: "Visible in the portal", nl: "Zichtbaar in het portaal" }
    PORTAL_HIDDEN { es: "Solo equipo", en: "Team only", nl: "Alleen team" }
    SAVED { es: "Campo guardado", en: "Field saved", nl: "Veld opgeslagen" }
    EMPTY_BLOCK { es: "Este bloque no tiene campos activos.", en: "This block has no active fields.", nl: "Dit blok heeft geen actieve velden." }
    SHEET_LEAD { es: "{type}, el nombre de API «{api}» no cambia", en: "{type}, the API name “{api}” never changes", nl: "{type}, de API-naam ‘{api}’ verandert nooit" }
    PORTAL_FIELD_HELP { es: "El cliente lo rellena al crear y después lo lee.", en: "The client fills it in on creation and reads it afterwards.", nl: "De klant vult het in bij het aanmaken en leest het daarna." }
    PORTAL_READ_HELP { es: "El cliente lo lee. Un caso nuevo empieza abierto, así que no lo elige al crear.", en: "The client reads it. A new case begins open, so it is not chosen on creation.", nl: "De klant leest het. Een nieuwe zaak begint open, dus het wordt bij het aanmaken niet gekozen." }
    NEVER_PORTAL { es: "Este campo es solo para el equipo.", en: "This field is for the team only.", nl: "Dit veld is alleen voor het team." }
    LOOK_ONLY { es: "Puedes ver los campos, pero no cambiarlos.", en: "You can look at the fields but not change them.", nl: "Je kunt de velden bekijken, maar niet wijzigen." }
    KEEP_MINE { es: "Quedarme con lo mío", en: "Keep mine", nl: "Het mijne houden" }
    TAKE_THEIRS { es: "Tomar lo guardado", en: "Take what was saved", nl: "Het opgeslagene nemen" }
    CONFLICT_LEAD { es: "Mientras editabas se guardó otra versión de este campo. Nada se ha sobrescrito.", en: "While you were editing, another version of this field was saved. Nothing has been overwritten.", nl: "Terwijl je bezig was, is een andere versie van dit veld opgeslagen. Er is niets overschreven." }
    SEE_FIELD { es: "Ver {label}", en: "See {label}", nl: "{label} bekijken" }
}

plurals! {
    REACTIVATED { es: ["{n} campo reactivado", "{n} campos reactivados"], en: ["{n} field reactivated", "{n} fields reactivated"], nl: ["{n} veld geheractiveerd", "{n} velden geheractiveerd"] }
    FIELDS_CHOSEN { es: ["{n} campo elegido", "{n} campos elegidos"], en: ["{n} field chosen", "{n} fields chosen"], nl: ["{n} veld gekozen", "{n} velden gekozen"] }
    ALL_FIELDS { es: ["El campo", "Los {n} campos"], en: ["The field", "All {n} fields"], nl: ["Het veld", "Alle {n} velden"] }
}
