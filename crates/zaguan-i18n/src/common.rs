//! Words of both apps: acts, states of a screen, accessibility.

words! {
    SAVE { es: "Guardar", en: "Save", nl: "Opslaan" }
    CANCEL { es: "Cancelar", en: "Cancel", nl: "Annuleren" }
    CLOSE { es: "Cerrar", en: "Close", nl: "Sluiten" }
    BACK { es: "Volver", en: "Back", nl: "Terug" }
    EDIT { es: "Editar", en: "Edit", nl: "Bewerken" }
    RETRY { es: "Reintentar", en: "Try again", nl: "Opnieuw proberen" }
    UNDO { es: "Deshacer", en: "Undo", nl: "Ongedaan maken" }
    SEE_ALL { es: "Ver todos", en: "See all", nl: "Alles bekijken" }
    SHOW_MORE { es: "Mostrar más", en: "Show more", nl: "Meer tonen" }
    ACTIONS { es: "Acciones", en: "Actions", nl: "Acties" }
    TOOLS { es: "Herramientas", en: "Tools", nl: "Gereedschap" }
    CLEAR_FILTERS { es: "Quitar filtros", en: "Clear filters", nl: "Filters wissen" }
    ALL { es: "Todos", en: "All", nl: "Alle" }
    ANY { es: "Cualquiera", en: "Any", nl: "Alle" }
    CHOOSE { es: "Elige…", en: "Choose…", nl: "Kies…" }
    YES { es: "Sí", en: "Yes", nl: "Ja" }
    NO { es: "No", en: "No", nl: "Nee" }
    REQUIRED { es: "obligatorio", en: "required", nl: "verplicht" }
    FROM { es: "Desde", en: "From", nl: "Vanaf" }
    TO { es: "Hasta", en: "To", nl: "Tot en met" }
    TODAY { es: "hoy", en: "today", nl: "vandaag" }
    YESTERDAY { es: "ayer", en: "yesterday", nl: "gisteren" }
    JUST_NOW { es: "ahora", en: "just now", nl: "zojuist" }
    YOU { es: "Tú", en: "You", nl: "Jij" }
    EMPTY_VALUE { es: "Sin valor", en: "No value", nl: "Geen waarde" }
    /// Of a linked record whose name is not known here.
    UNNAMED { es: "Sin nombre", en: "Unnamed", nl: "Naamloos" }
    LOADING { es: "Cargando…", en: "Loading…", nl: "Laden…" }
    DRAFT_SAVED { es: "Borrador guardado en este dispositivo", en: "Draft saved on this device", nl: "Concept bewaard op dit apparaat" }
    DISCARD_DRAFT { es: "Descartar borrador", en: "Discard draft", nl: "Concept weggooien" }
    SKIP_TO_CONTENT { es: "Saltar al contenido", en: "Skip to content", nl: "Naar de inhoud" }
    MAIN_NAVIGATION { es: "Principal", en: "Main", nl: "Hoofdmenu" }
    SECTIONS { es: "Secciones", en: "Sections", nl: "Onderdelen" }
    BREADCRUMB { es: "Ruta", en: "Breadcrumb", nl: "Kruimelpad" }
    LANGUAGE { es: "Idioma", en: "Language", nl: "Taal" }
    SPANISH { es: "Español", en: "Español", nl: "Español" }
    ENGLISH { es: "English", en: "English", nl: "English" }
    DUTCH { es: "Nederlands", en: "Nederlands", nl: "Nederlands" }
    THEME { es: "Tema", en: "Theme", nl: "Thema" }
    THEME_LIGHT { es: "Claro", en: "Light", nl: "Licht" }
    THEME_DARK { es: "Oscuro", en: "Dark", nl: "Donker" }
    THEME_SYSTEM { es: "Como el sistema", en: "Like the system", nl: "Zoals het systeem" }
    OFFLINE { es: "Sin conexión.", en: "You are offline.", nl: "Geen verbinding." }
    OFFLINE_HINT {
        es: "Lo que escribas se guarda aquí y puedes enviarlo al volver.",
        en: "What you type is kept here and can be sent when you are back.",
        nl: "Wat je typt blijft hier bewaard en kun je later versturen.",
    }
    LIVE { es: "En vivo", en: "Live", nl: "Live" }
    RECONNECTING { es: "Reconectando…", en: "Reconnecting…", nl: "Opnieuw verbinden…" }
    REFERENCE { es: "Referencia {id}", en: "Reference {id}", nl: "Referentie {id}" }
    /// Not "the password": its name must not be mistaken for the input's.
    SHOW_PASSWORD { es: "Mostrar lo escrito", en: "Show what is typed", nl: "Invoer tonen" }
    HIDE_PASSWORD { es: "Ocultar lo escrito", en: "Hide what is typed", nl: "Invoer verbergen" }
    OPTIONS { es: "Opciones", en: "Options", nl: "Opties" }
    NO_RESULTS_FOR { es: "Nada coincide con «{query}»", en: "Nothing matches “{query}”", nl: "Niets gevonden voor ‘{query}’" }
    SEARCH_HINT { es: "Escribe para buscar", en: "Type to search", nl: "Typ om te zoeken" }
    NOT_FOUND_TITLE { es: "Aquí no hay nada", en: "Nothing here", nl: "Hier is niets" }
    NOT_FOUND_TEXT {
        es: "La página no existe o no tienes acceso a ella.",
        en: "The page does not exist or you have no access to it.",
        nl: "De pagina bestaat niet of je hebt er geen toegang toe.",
    }
    GO_HOME { es: "Ir a Inicio", en: "Go to Home", nl: "Naar Start" }
    SORT_BY { es: "Ordenar por {column}", en: "Sort by {column}", nl: "Sorteren op {column}" }
    SETTINGS { es: "Configuración", en: "Settings", nl: "Instellingen" }
    CRM_SETTINGS { es: "Configuración del CRM", en: "CRM settings", nl: "CRM-instellingen" }
    PROFILE_MENU { es: "Menú de perfil", en: "Profile menu", nl: "Profielmenu" }
    HOME { es: "Inicio", en: "Home", nl: "Start" }
    CONTACTS { es: "Contactos", en: "Contacts", nl: "Contacten" }
    ORGANISATIONS { es: "Organizaciones", en: "Organisations", nl: "Organisaties" }
    CASES { es: "Casos", en: "Cases", nl: "Zaken" }
    CREATED { es: "Creado", en: "Created", nl: "Aangemaakt" }
    UPDATED { es: "Actualizado", en: "Updated", nl: "Bijgewerkt" }
    CONFLICT_TITLE { es: "Otra persona lo ha cambiado", en: "Someone else changed this", nl: "Iemand anders heeft dit gewijzigd" }
    CONFLICT_TEXT {
        es: "Elige campo por campo con qué valor te quedas. Nada se ha sobrescrito.",
        en: "Choose field by field which value to keep. Nothing has been overwritten.",
        nl: "Kies per veld welke waarde je houdt. Er is niets overschreven.",
    }
    CONFLICT_MINE { es: "Lo tuyo", en: "Yours", nl: "Van jou" }
    CONFLICT_THEIRS { es: "Lo guardado", en: "Saved", nl: "Opgeslagen" }
    SORT { es: "Orden", en: "Order", nl: "Volgorde" }
    USE_VALUES { es: "Seguir con estos valores", en: "Carry on with these values", nl: "Verder met deze waarden" }
    SAVED_HERE { es: "Has recuperado un borrador sin guardar.", en: "An unsaved draft is back.", nl: "Er is een niet-opgeslagen concept teruggezet." }
    TAGS_HELP { es: "Escribe y pulsa Intro o una coma", en: "Type, then press Enter or a comma", nl: "Typ en druk op Enter of een komma" }
    REMOVE_WORD { es: "Quitar «{word}»", en: "Remove “{word}”", nl: "‘{word}’ verwijderen" }
    GO_TO_CONTACTS { es: "Ir a Contactos", en: "Go to contacts", nl: "Naar contacten" }
}

plurals! {
    ERRORS_FOUND {
        es: ["Falta una cosa para poder guardarlo", "Faltan {n} cosas para poder guardarlo"],
        en: ["One thing is needed before this can be saved", "{n} things are needed before this can be saved"],
        nl: ["Er is nog één ding nodig om op te slaan", "Er zijn nog {n} dingen nodig om op te slaan"],
    }
    FILTERS {
        es: ["{n} filtro", "{n} filtros"],
        en: ["{n} filter", "{n} filters"],
        nl: ["{n} filter", "{n} filters"],
    }
}
