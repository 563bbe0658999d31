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
    NOT_A_NUMBER { es: "Escribe un número, por ejemplo {example}", en: "Enter a number, such as {example}", nl: "Vul een getal in, bijvoorbeeld {example}" }
    WHOLE_NUMBER { es: "Escribe un número entero", en: "Enter a whole number", nl: "Vul een heel getal in" }
    TIME_ZONE { es: "Hora de {zone}", en: "Time in {zone}", nl: "Tijd in {zone}" }
    PAGE { es: "Página {page}", en: "Page {page}", nl: "Pagina {page}" }
    PAGES { es: "Páginas", en: "Pages", nl: "Pagina’s" }
    PREVIOUS { es: "Anterior", en: "Previous", nl: "Vorige" }
    NEXT { es: "Siguiente", en: "Next", nl: "Volgende" }
    BULK_ACTIONS { es: "Acciones con la selección", en: "Actions on the selection", nl: "Acties op de selectie" }
    CLEAR_SELECTION { es: "Quitar la selección", en: "Clear the selection", nl: "Selectie opheffen" }
    ALL_VIEWS { es: "Todas las vistas", en: "All views", nl: "Alle weergaven" }
    SAVE_VIEW { es: "Guardar como vista nueva", en: "Save as a new view", nl: "Opslaan als nieuwe weergave" }
    REMOVE_FILTER { es: "Quitar el filtro «{label}»", en: "Remove the filter “{label}”", nl: "Filter ‘{label}’ verwijderen" }
    FILTER_VALUE { es: "{label}: {value}", en: "{label}: {value}", nl: "{label}: {value}" }
    ADD_MORE { es: "Añadir a {label}", en: "Add to {label}", nl: "Toevoegen aan {label}" }
    MAKE_WORD { es: "Crear «{word}»", en: "Create “{word}”", nl: "‘{word}’ aanmaken" }
    CHOOSE_FILE { es: "Elegir un archivo", en: "Choose a file", nl: "Bestand kiezen" }
    CHOOSE_FILES { es: "Elegir archivos", en: "Choose files", nl: "Bestanden kiezen" }
    OR_DROP { es: "o suéltalo aquí", en: "or drop it here", nl: "of sleep het hierheen" }
    FILE_LIMITS { es: "{types}, hasta {size}", en: "{types}, up to {size}", nl: "{types}, tot {size}" }
    FILE_TOO_BIG { es: "«{name}» ocupa {size}; caben {most}", en: "“{name}” is {size}; the most is {most}", nl: "‘{name}’ is {size}; het maximum is {most}" }
    FILE_WRONG_TYPE { es: "«{name}» no es de estos tipos: {types}", en: "“{name}” is none of these: {types}", nl: "‘{name}’ is geen van deze: {types}" }
    RESULTS { es: "Resultados", en: "Results", nl: "Resultaten" }
    KEY_CHOOSE { es: "Elegir", en: "Choose", nl: "Kiezen" }
    KEY_OPEN { es: "Abrir", en: "Open", nl: "Openen" }
    KEY_OPEN_BESIDE { es: "Abrir en otra pestaña", en: "Open in a new tab", nl: "In nieuw tabblad openen" }
    SHORTCUTS { es: "Atajos", en: "Shortcuts", nl: "Sneltoetsen" }
    AS_TABLE { es: "Tabla", en: "Table", nl: "Tabel" }
    CHART_SAYS { es: "{title}: de {first} a {last}", en: "{title}: from {first} to {last}", nl: "{title}: van {first} tot {last}" }
    MOVE_CARD { es: "Mover {name}", en: "Move {name}", nl: "{name} verplaatsen" }
    BOARD_KEYS {
        es: "Espacio en el asa levanta una tarjeta, las flechas la mueven, Espacio la suelta y Escape la devuelve.",
        en: "Space on its handle picks a card up, arrow keys move it, Space drops it, Escape puts it back.",
        nl: "Spatie op de greep pakt een kaart op, pijltjes verplaatsen haar, Spatie legt haar neer, Escape legt haar terug.",
    }
    CARD_HELD { es: "{name}, levantada. {column}, puesto {place}.", en: "{name}, picked up. {column}, place {place}.", nl: "{name}, opgepakt. {column}, plaats {place}." }
    CARD_AT { es: "{name}: {column}, puesto {place}.", en: "{name}: {column}, place {place}.", nl: "{name}: {column}, plaats {place}." }
    CARD_DROPPED { es: "{name}, soltada. {column}, puesto {place}.", en: "{name}, dropped. {column}, place {place}.", nl: "{name}, neergelegd. {column}, plaats {place}." }
    CARD_BACK { es: "{name}, devuelta a su sitio desde {column}, puesto {place}.", en: "{name}, put back from {column}, place {place}.", nl: "{name}, teruggelegd vanaf {column}, plaats {place}." }
}

plurals! {
    SELECT_LOADED {
        es: ["Seleccionar la fila cargada", "Seleccionar las {n} filas cargadas"],
        en: ["Select the loaded row", "Select the {n} loaded rows"],
        nl: ["De geladen rij selecteren", "De {n} geladen rijen selecteren"],
    }
    SELECTED {
        es: ["{n} seleccionado", "{n} seleccionados"],
        en: ["{n} selected", "{n} selected"],
        nl: ["{n} geselecteerd", "{n} geselecteerd"],
    }
    TOO_MANY_DECIMALS {
        es: ["Como mucho {n} decimal", "Como mucho {n} decimales"],
        en: ["At most {n} decimal", "At most {n} decimals"],
        nl: ["Hoogstens {n} decimaal", "Hoogstens {n} decimalen"],
    }
    RESULTS_FOUND {
        es: ["{n} resultado", "{n} resultados"],
        en: ["{n} result", "{n} results"],
        nl: ["{n} resultaat", "{n} resultaten"],
    }
}
