//! The Estudio (fields, blocks, what clients may see) and the left menu of the settings.

words! {
    TITLE { es: "Estudio", en: "Studio", nl: "Studio" }
    LEAD { es: "Los campos de cada módulo y lo que ve el cliente.", en: "The fields of each module and what the client sees.", nl: "De velden van elke module en wat de klant ziet." }
    EDIT_FIELDS { es: "Editar campos", en: "Edit fields", nl: "Velden bewerken" }
    MODULE { es: "Módulo", en: "Module", nl: "Module" }
    VIEW { es: "Vista", en: "View", nl: "Weergave" }
    BLOCKS { es: "Bloques", en: "Blocks", nl: "Blokken" }
    PORTAL_MATRIX { es: "Matriz del portal", en: "Portal matrix", nl: "Portaalmatrix" }
    BLOCK { es: "Bloque {name}", en: "Block {name}", nl: "Blok {name}" }
    EDIT_FIELD { es: "Editar {label}", en: "Edit {label}", nl: "{label} bewerken" }
    ADD_FIELD { es: "Campo", en: "Field", nl: "Veld" }
    ADD_FIELD_TO { es: "Agregar campo a {block}", en: "Add field to {block}", nl: "Veld toevoegen aan {block}" }
    NEW_FIELD { es: "Campo nuevo", en: "New field", nl: "Nieuw veld" }
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
    MOVE_UP { es: "Subir", en: "Move up", nl: "Omhoog" }
    MOVE_DOWN { es: "Bajar", en: "Move down", nl: "Omlaag" }
    API_NAME { es: "Nombre de API", en: "API name", nl: "API-naam" }
    API_NAME_FIXED { es: "el nombre de API no cambia", en: "the API name never changes", nl: "de API-naam verandert nooit" }
    API_NAME_HELP { es: "Minúsculas, cifras y guion bajo. Después no se puede cambiar.", en: "Lower case, digits and underscore. Cannot be changed later.", nl: "Kleine letters, cijfers en liggend streepje. Later niet te wijzigen." }
    LABEL { es: "Etiqueta", en: "Label", nl: "Label" }
    LABEL_IN { es: "Etiqueta en {language}", en: "Label in {language}", nl: "Label in het {language}" }
    HELP { es: "Ayuda", en: "Help", nl: "Hulptekst" }
    TYPE { es: "Tipo", en: "Type", nl: "Type" }
    REQUIRED { es: "Obligatorio", en: "Required", nl: "Verplicht" }
    REQUIRED_HELP { es: "El equipo no puede guardar sin este valor.", en: "The team cannot save without this value.", nl: "Het team kan niet opslaan zonder deze waarde." }
    ACTIVE { es: "Activo", en: "Active", nl: "Actief" }
    CHOICES { es: "Opciones", en: "Choices", nl: "Keuzes" }
    ADD_CHOICE { es: "Agregar opción", en: "Add choice", nl: "Keuze toevoegen" }
    SYSTEM { es: "Del sistema", en: "Built in", nl: "Ingebouwd" }
    PROPERTIES { es: "Propiedades del campo", en: "Properties of the field", nl: "Eigenschappen van het veld" }
    PORTAL_FIELD { es: "Campo Portal", en: "Portal field", nl: "Portaalveld" }
    PORTAL_SIDE { es: "Lado del portal", en: "Portal side", nl: "Portaalkant" }
    PORTAL_VISIBLE { es: "Se ve en el portal", en: "Visible in the portal", nl: "Zichtbaar in het portaal" }
    PORTAL_HIDDEN { es: "Solo equipo", en: "Team only", nl: "Alleen team" }
    PORTAL_READS { es: "Lee", en: "Reads", nl: "Leest" }
    PORTAL_EDITS { es: "Edita", en: "Edits", nl: "Bewerkt" }
    MATRIX_CAPTION { es: "Qué puede hacer el cliente con este campo", en: "What the client can do with this field", nl: "Wat de klant met dit veld kan" }
    HIDDEN { es: "Oculto", en: "Hidden", nl: "Verborgen" }
    READ { es: "Lectura", en: "Read", nl: "Lezen" }
    WRITE { es: "Edición", en: "Edit", nl: "Bewerken" }
    ON_CREATE { es: "Al crear", en: "On create", nl: "Bij aanmaken" }
    ON_VIEW { es: "Al ver", en: "On view", nl: "Bij bekijken" }
    IN_LIST { es: "En la lista", en: "In the list", nl: "In de lijst" }
    IN_SEARCH { es: "En la búsqueda", en: "In the search", nl: "In het zoeken" }
    NOT_APPLICABLE { es: "No se aplica", en: "Does not apply", nl: "Niet van toepassing" }
    PORTAL_REQUIRED { es: "Obligatorio en el portal", en: "Required in the portal", nl: "Verplicht in het portaal" }
    PORTAL_REQUIRED_HELP { es: "Sin respuesta no se puede enviar.", en: "Nothing can be sent without an answer.", nl: "Zonder antwoord kan er niets worden verstuurd." }
    CLIENT_LABEL { es: "Etiqueta para clientes", en: "Label for clients", nl: "Label voor klanten" }
    AS_CLIENT { es: "Así lo ve el cliente", en: "What the client sees", nl: "Zo ziet de klant het" }
    NEEDS_DEFAULT {
        es: "Es obligatorio y el cliente no lo ve: dale un valor por defecto o los casos del portal no podrán crearse.",
        en: "It is required and hidden from clients: give it a default, or no case can be created in the portal.",
        nl: "Het is verplicht en verborgen voor klanten: geef een standaardwaarde, anders kan er in het portaal geen zaak worden aangemaakt.",
    }
    SAVED { es: "Campo guardado", en: "Field saved", nl: "Veld opgeslagen" }
    CREATED { es: "Campo creado", en: "Field created", nl: "Veld aangemaakt" }
    EMPTY_BLOCK { es: "Este bloque no tiene campos activos.", en: "This block has no active fields.", nl: "Dit blok heeft geen actieve velden." }
    PICK_FIELD { es: "Elige un campo para ver sus propiedades", en: "Choose a field to see its properties", nl: "Kies een veld om de eigenschappen te zien" }
    MENU_COMPANY { es: "Empresa", en: "Company", nl: "Bedrijf" }
    MENU_DATA { es: "Datos", en: "Data", nl: "Gegevens" }
    MENU_CLIENTS { es: "Clientes", en: "Clients", nl: "Klanten" }
    SHEET_LEAD { es: "{type}, el nombre de API «{api}» no cambia", en: "{type}, the API name “{api}” never changes", nl: "{type}, de API-naam ‘{api}’ verandert nooit" }
    PORTAL_FIELD_HELP { es: "El cliente lo rellena al crear y después lo lee.", en: "The client fills it in on creation and reads it afterwards.", nl: "De klant vult het in bij het aanmaken en leest het daarna." }
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
    FIELD_COUNT { es: ["{n} campo", "{n} campos"], en: ["{n} field", "{n} fields"], nl: ["{n} veld", "{n} velden"] }
}
