//! Words of the components that both apps may use: tables, inputs, palettes, boards, charts.

words! {
    COLUMNS { es: "Columnas", en: "Columns", nl: "Kolommen" }
    COLUMN_EARLIER { es: "Mover «{column}» hacia delante", en: "Move “{column}” forward", nl: "‘{column}’ naar voren" }
    COLUMN_LATER { es: "Mover «{column}» hacia atrás", en: "Move “{column}” back", nl: "‘{column}’ naar achteren" }
    COLUMN_MOVED { es: "«{column}», columna {place}", en: "“{column}”, column {place}", nl: "‘{column}’, kolom {place}" }
    RESET { es: "Restablecer", en: "Reset", nl: "Herstellen" }
    SELECT_ONE { es: "Seleccionar {name}", en: "Select {name}", nl: "{name} selecteren" }
    TABLE_KEYS {
        es: "Flechas para ir de fila en fila, Intro para abrir, x para seleccionar, Mayús y flecha para seleccionar varias.",
        en: "Arrow keys go from row to row, Enter opens, x selects, Shift and an arrow select several.",
        nl: "Met de pijltjes ga je van rij naar rij, Enter opent, x selecteert, Shift en een pijl selecteren er meer.",
    }
    EDIT_VALUE { es: "Editar {label}", en: "Edit {label}", nl: "{label} bewerken" }
    SAVING { es: "Guardando…", en: "Saving…", nl: "Opslaan…" }
    SAVED { es: "Guardado", en: "Saved", nl: "Opgeslagen" }
}

plurals! {
    SELECT_LOADED {
        es: ["Seleccionar la fila cargada", "Seleccionar las {n} filas cargadas"],
        en: ["Select the loaded row", "Select the {n} loaded rows"],
        nl: ["De geladen rij selecteren", "De {n} geladen rijen selecteren"],
    }
}
