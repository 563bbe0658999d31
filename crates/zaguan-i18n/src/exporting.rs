//! The dialog that takes a list out as a file. The heads of the columns in that file stand in [`crate::exports`].

words! {
    EXPORT { es: "Exportar…", en: "Export…", nl: "Exporteren…" }
    EXPORT_CONTACTS { es: "Exportar contactos", en: "Export contacts", nl: "Contacten exporteren" }
    EXPORT_ORGANISATIONS { es: "Exportar organizaciones", en: "Export organisations", nl: "Organisaties exporteren" }
    EXPORT_CASES { es: "Exportar casos", en: "Export cases", nl: "Zaken exporteren" }
    WHOLE { es: "Todo lo que hay en la lista: {count}.", en: "Everything in the list: {count}.", nl: "Alles in de lijst: {count}." }
    FILTERED { es: "Lo que muestra ahora la lista, con sus filtros y su orden: {count}.", en: "What the list shows now, with its filters and order: {count}.", nl: "Wat de lijst nu toont, met haar filters en volgorde: {count}." }
    BIN { es: "Lo que hay en la papelera: {count}.", en: "What lies in the bin: {count}.", nl: "Wat er in de prullenbak ligt: {count}." }
    NOTHING { es: "La lista está vacía: no hay nada que exportar", en: "The list is empty: there is nothing to export", nl: "De lijst is leeg: er is niets te exporteren" }
    FORMAT { es: "Formato", en: "Format", nl: "Formaat" }
    XLSX { es: "Excel (.xlsx)", en: "Excel (.xlsx)", nl: "Excel (.xlsx)" }
    CSV { es: "Texto (.csv)", en: "Text (.csv)", nl: "Tekst (.csv)" }
    COLUMNS { es: "Columnas", en: "Columns", nl: "Kolommen" }
    SHOWN { es: "Las que se ven en la lista", en: "Those that the list shows", nl: "Die de lijst toont" }
    EVERY { es: "Todos los campos", en: "All fields", nl: "Alle velden" }
    CHOSEN { es: "Elegirlas", en: "Choose them", nl: "Zelf kiezen" }
    WHICH { es: "Qué columnas", en: "Which columns", nl: "Welke kolommen" }
    CHOOSE_ONE { es: "Elige al menos una columna", en: "Choose at least one column", nl: "Kies ten minste één kolom" }
    SEPARATOR { es: "Separador", en: "Separator", nl: "Scheidingsteken" }
    MARK { es: "Para abrirlo con Excel", en: "To be opened with Excel", nl: "Om met Excel te openen" }
    MARK_HELP { es: "Añade la marca por la que reconoce las tildes.", en: "Adds the mark by which it knows accented letters.", nl: "Voegt het merk toe waaraan het letters met accenten herkent." }
    API_NAMES { es: "Cabeceras para otros programas", en: "Headers for other programs", nl: "Koppen voor andere programma’s" }
    API_NAMES_HELP { es: "Nombres técnicos en lugar de los que se leen en pantalla.", en: "Technical names instead of those on screen.", nl: "Technische namen in plaats van die op het scherm." }
    DOWNLOAD { es: "Descargar", en: "Download", nl: "Downloaden" }
    STARTED { es: "La descarga ha empezado", en: "The download has begun", nl: "De download is begonnen" }
}
