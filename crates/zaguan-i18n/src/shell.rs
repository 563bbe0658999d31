//! Words of the frame of the staff app: search, commands, keys, navigation.

words! {
    SEARCH_OR_GO { es: "Buscar o ir a…", en: "Search or go to…", nl: "Zoeken of ga naar…" }
    CREATE { es: "Crear", en: "Create", nl: "Aanmaken" }
    CREATE_CONTACT { es: "Crear contacto", en: "Create contact", nl: "Contact aanmaken" }
    CREATE_ORGANISATION { es: "Crear organización", en: "Create organisation", nl: "Organisatie aanmaken" }
    CREATE_CASE { es: "Crear caso", en: "Create case", nl: "Zaak aanmaken" }
    CONTACT { es: "Contacto", en: "Contact", nl: "Contact" }
    ORGANISATION { es: "Organización", en: "Organisation", nl: "Organisatie" }
    CASE { es: "Caso", en: "Case", nl: "Zaak" }
    GO_TO { es: "Ir a", en: "Go to", nl: "Ga naar" }
    GO_TO_ORGANISATIONS { es: "Ir a Organizaciones", en: "Go to organisations", nl: "Naar organisaties" }
    GO_TO_CASES { es: "Ir a Casos", en: "Go to cases", nl: "Naar zaken" }
    GO_TO_SETTINGS { es: "Ir a Configuración", en: "Go to settings", nl: "Naar instellingen" }
    IN_AND_OUT { es: "Importar y exportar", en: "Import and export", nl: "Importeren en exporteren" }
    THIS_APP { es: "Esta aplicación", en: "This app", nl: "Deze app" }
    USE_LIGHT { es: "Tema claro", en: "Light theme", nl: "Licht thema" }
    USE_DARK { es: "Tema oscuro", en: "Dark theme", nl: "Donker thema" }
    USE_SYSTEM { es: "Tema como el sistema", en: "Theme like the system", nl: "Thema zoals het systeem" }
    SPEAK_SPANISH { es: "Idioma: español", en: "Language: Spanish", nl: "Taal: Spaans" }
    SPEAK_ENGLISH { es: "Idioma: inglés", en: "Language: English", nl: "Taal: Engels" }
    SPEAK_DUTCH { es: "Idioma: neerlandés", en: "Language: Dutch", nl: "Taal: Nederlands" }
    FOLD { es: "Plegar la navegación", en: "Fold the navigation", nl: "Navigatie inklappen" }
    UNFOLD { es: "Desplegar la navegación", en: "Unfold the navigation", nl: "Navigatie uitklappen" }
    FOLD_OR_UNFOLD { es: "Plegar o desplegar la navegación", en: "Fold or unfold the navigation", nl: "Navigatie in- of uitklappen" }
    MENU { es: "Menú", en: "Menu", nl: "Menu" }
    KEYS { es: "Atajos de teclado", en: "Keyboard shortcuts", nl: "Sneltoetsen" }
    KEYS_LEAD {
        es: "Las teclas no actúan mientras escribes.",
        en: "Keys do not act while you type.",
        nl: "Toetsen doen niets terwijl je typt.",
    }
    SINGLE_KEYS { es: "Atajos de una sola tecla", en: "Single-key shortcuts", nl: "Sneltoetsen van één toets" }
    SINGLE_KEYS_HELP {
        es: "Apágalos si dictas o si se pulsan sin querer. Ctrl K sigue funcionando.",
        en: "Switch them off if you dictate or press them by accident. Ctrl K keeps working.",
        nl: "Zet ze uit als je dicteert of ze per ongeluk indrukt. Ctrl K blijft werken.",
    }
    ANYWHERE { es: "En todas partes", en: "Everywhere", nl: "Overal" }
    IN_LISTS { es: "En una lista", en: "In a list", nl: "In een lijst" }
    NEXT_ROW { es: "Fila siguiente", en: "Next row", nl: "Volgende rij" }
    PREVIOUS_ROW { es: "Fila anterior", en: "Previous row", nl: "Vorige rij" }
    OPEN_ROW { es: "Abrir la fila", en: "Open the row", nl: "Rij openen" }
    SELECT_ROW { es: "Seleccionar la fila", en: "Select the row", nl: "Rij selecteren" }
    SELECT_ROWS { es: "Seleccionar varias", en: "Select several", nl: "Meerdere selecteren" }
    SHIFT { es: "Mayús", en: "Shift", nl: "Shift" }
    THEN { es: "y luego", en: "then", nl: "en dan" }
    WITH_ACCESS { es: "Con acceso", en: "With access", nl: "Met toegang" }
}
