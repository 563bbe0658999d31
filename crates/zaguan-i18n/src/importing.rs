//! The screens of imports: choosing a file, how it is read, where its columns go, trying, writing, taking back. What is
//! wrong with single rows stands in [`crate::imports`], which the server speaks as well.

words! {
    IMPORTS { es: "Importaciones", en: "Imports", nl: "Imports" }
    IMPORT { es: "Importar", en: "Import", nl: "Importeren" }
    IMPORT_CONTACTS { es: "Importar contactos", en: "Import contacts", nl: "Contacten importeren" }
    IMPORT_ORGANISATIONS { es: "Importar organizaciones", en: "Import organisations", nl: "Organisaties importeren" }
    NEW { es: "Nueva importación", en: "New import", nl: "Nieuwe import" }
    EMPTY_TITLE { es: "Trae aquí lo que ya tienes", en: "Bring what you already have", nl: "Haal hierheen wat je al hebt" }
    EMPTY_TEXT { es: "Un Excel o un CSV de contactos u organizaciones. Antes de guardar nada verás qué va a pasar, y después lo puedes deshacer.", en: "An Excel or CSV file of contacts or organisations. You see what will happen before anything is saved, and can undo it afterwards.", nl: "Een Excel- of CSV-bestand met contacten of organisaties. Je ziet eerst wat er gaat gebeuren en kunt het daarna ongedaan maken." }
    NOT_ALLOWED { es: "No puedes importar", en: "You cannot import", nl: "Je kunt niet importeren" }
    NOT_ALLOWED_TEXT { es: "Pide este permiso a quien administra tu empresa.", en: "Ask the administrator of your firm for this permission.", nl: "Vraag dit recht aan de beheerder van je bedrijf." }
    FILE { es: "Archivo", en: "File", nl: "Bestand" }
    STATE { es: "Estado", en: "State", nl: "Status" }
    WHO { es: "Quién", en: "Who", nl: "Wie" }
    ROWS { es: "Filas", en: "Rows", nl: "Rijen" }
    // States.
    STATE_MAPPING { es: "En preparación", en: "Being prepared", nl: "In voorbereiding" }
    STATE_CHECKING { es: "Comprobándose", en: "Being checked", nl: "Wordt gecontroleerd" }
    STATE_CHECKED { es: "Lista para importar", en: "Ready to import", nl: "Klaar om te importeren" }
    STATE_RUNNING { es: "Importándose", en: "Importing", nl: "Bezig" }
    STATE_STOPPED { es: "Detenida", en: "Stopped", nl: "Gestopt" }
    STATE_DONE { es: "Terminada", en: "Done", nl: "Klaar" }
    STATE_FAILED { es: "Interrumpida", en: "Broken off", nl: "Afgebroken" }
    STATE_UNDOING { es: "Deshaciéndose", en: "Being undone", nl: "Wordt teruggedraaid" }
    STATE_UNDONE { es: "Deshecha", en: "Undone", nl: "Teruggedraaid" }
    UPLOADED_BY { es: "Subido por {name}", en: "Uploaded by {name}", nl: "Geüpload door {name}" }
    // Steps.
    STEPS { es: "Pasos de la importación", en: "Steps of the import", nl: "Stappen van de import" }
    STEP_COLUMNS { es: "Columnas", en: "Columns", nl: "Kolommen" }
    STEP_CHECK { es: "Comprobación", en: "Check", nl: "Controle" }
    STEP_RESULT { es: "Importación", en: "Import", nl: "Import" }
    STEP_DONE { es: "hecho", en: "done", nl: "klaar" }
    // Choosing a file.
    KIND { es: "Qué contiene el archivo", en: "What the file holds", nl: "Wat het bestand bevat" }
    FILE_LABEL { es: "Archivo que quieres importar", en: "File to import", nl: "Bestand dat je wilt importeren" }
    UPLOAD_LEAD { es: "Una fila por registro, con los nombres de las columnas en la primera. Reconocemos las de otros programas.", en: "One row for each record, with the names of the columns in the first. Those of other programs are recognised.", nl: "Eén rij per record, met de kolomnamen in de eerste rij. Die van andere programma’s herkennen we." }
    READING_FILE { es: "Leyendo el archivo…", en: "Reading the file…", nl: "Bestand lezen…" }
    UPLOAD_CANCEL { es: "Cancelar la subida", en: "Cancel the upload", nl: "Upload annuleren" }
    UPLOAD_AGAIN { es: "Subir otra vez", en: "Upload again", nl: "Opnieuw uploaden" }
    UPLOAD_CANCELLED { es: "Subida cancelada", en: "Upload cancelled", nl: "Upload geannuleerd" }
    NEXT_TITLE { es: "Qué pasa después", en: "What happens next", nl: "Wat er daarna gebeurt" }
    NEXT_COLUMNS { es: "Dices a qué campo va cada columna. Casi todo vendrá propuesto.", en: "You say which field each column goes to. Most of it is proposed.", nl: "Je zegt naar welk veld elke kolom gaat. Het meeste staat al voorgesteld." }
    NEXT_CHECK { es: "Probamos todas las filas sin guardar nada y te decimos cuáles fallan.", en: "All rows are tried without saving anything, and you are told which fail.", nl: "We proberen alle rijen zonder iets op te slaan en zeggen welke niet kloppen." }
    NEXT_RUN { es: "Importas cuando lo ves bien. Durante 30 días se puede deshacer.", en: "You import once it looks right. For 30 days it can be undone.", nl: "Je importeert als het klopt. Dertig dagen lang kun je het terugdraaien." }
    // How the file is read.
    READING { es: "Cómo se lee el archivo", en: "How the file is read", nl: "Hoe het bestand wordt gelezen" }
    ENCODING { es: "Codificación", en: "Encoding", nl: "Codering" }
    ENCODING_HELP { es: "Si ves letras raras, prueba otra.", en: "If letters look odd, try another.", nl: "Zie je vreemde letters, probeer een andere." }
    SEPARATOR { es: "Separador", en: "Separator", nl: "Scheidingsteken" }
    SHEET { es: "Hoja", en: "Sheet", nl: "Werkblad" }
    HEADER { es: "La primera fila lleva los nombres", en: "The first row holds the names", nl: "De eerste rij bevat de namen" }
    WINDOWS_1252 { es: "Windows (Europa occidental)", en: "Windows (western Europe)", nl: "Windows (West-Europa)" }
    COMMA { es: "Coma ( , )", en: "Comma ( , )", nl: "Komma ( , )" }
    SEMICOLON { es: "Punto y coma ( ; )", en: "Semicolon ( ; )", nl: "Puntkomma ( ; )" }
    TAB { es: "Tabulador", en: "Tab", nl: "Tab" }
    PIPE { es: "Barra ( | )", en: "Pipe ( | )", nl: "Verticale streep ( | )" }
    // Where columns go.
    MAPPING { es: "A dónde va cada columna", en: "Where each column goes", nl: "Waar elke kolom heen gaat" }
    GOES_TO { es: "Destino de «{column}»", en: "Target of “{column}”", nl: "Bestemming van ‘{column}’" }
    NOT_IMPORTED { es: "No importar", en: "Do not import", nl: "Niet importeren" }
    PROPOSED { es: "Propuesto", en: "Proposed", nl: "Voorstel" }
    REMEMBERED { es: "Recordado", en: "Remembered", nl: "Onthouden" }
    COLUMN_EMPTY { es: "Sin valores", en: "No values", nl: "Geen waarden" }
    RECOGNISE { es: "Para reconocer registros", en: "To recognise records", nl: "Om records te herkennen" }
    INACTIVE_FIELDS { es: "Campos inactivos", en: "Inactive fields", nl: "Inactieve velden" }
    TARGET_REQUIRED { es: "{label} (obligatorio)", en: "{label} (required)", nl: "{label} (verplicht)" }
    TWICE { es: "Otra columna va ya a este campo: deja solo una.", en: "Another column goes to this field already: leave only one.", nl: "Een andere kolom gaat al naar dit veld: laat er één over." }
    MISSING { es: "Ninguna columna va a {fields}: sin eso no se puede crear nada nuevo.", en: "No column goes to {fields}: nothing new can be created without it.", nl: "Er gaat geen kolom naar {fields}: zonder dat kan er niets nieuws worden aangemaakt." }
    QUOTED { es: "«{label}»", en: "“{label}”", nl: "‘{label}’" }
    NOWHERE { es: "Ninguna columna tiene destino todavía.", en: "No column has a target yet.", nl: "Nog geen enkele kolom heeft een bestemming." }
    KEY_MISSING { es: "Para reconocer registros por {field} hace falta una columna con ese destino.", en: "To recognise records by {field}, a column has to go there.", nl: "Om records te herkennen aan {field} moet er een kolom naartoe gaan." }
    MEND_FIRST { es: "Antes, arregla los destinos repetidos", en: "Mend the repeated targets first", nl: "Herstel eerst de dubbele bestemmingen" }
    // Options.
    OPTIONS { es: "Qué hacer con cada fila", en: "What to do with each row", nl: "Wat er met elke rij gebeurt" }
    MATCH_BY { es: "Reconocer lo que ya existe por", en: "Recognise what exists by", nl: "Herken wat er al is aan" }
    MATCH_AUTO_CONTACTS { es: "Identificador; si no, correo", en: "Id, or else e-mail", nl: "Id, anders e-mail" }
    MATCH_AUTO_ORGANISATIONS { es: "Identificador; si no, nombre", en: "Id, or else name", nl: "Id, anders naam" }
    MATCH_EXTERNAL_ID { es: "Identificador externo", en: "External id", nl: "Externe id" }
    MATCH_EMAIL { es: "Correo electrónico", en: "E-mail", nl: "E-mail" }
    MATCH_NAME { es: "Nombre", en: "Name", nl: "Naam" }
    ON_MATCH { es: "Si ya existe", en: "If it exists", nl: "Als het al bestaat" }
    ON_MATCH_UPDATE { es: "Poner los valores del archivo", en: "Take the values of the file", nl: "Waarden uit het bestand nemen" }
    ON_MATCH_FILL { es: "Completar solo lo que está vacío", en: "Fill in only what is empty", nl: "Alleen aanvullen wat leeg is" }
    ON_MATCH_SKIP { es: "Dejarlo como está", en: "Leave it as it is", nl: "Laten zoals het is" }
    ON_NEW { es: "Si no existe", en: "If it does not exist", nl: "Als het nog niet bestaat" }
    ON_NEW_CREATE { es: "Crearlo", en: "Create it", nl: "Aanmaken" }
    ON_NEW_SKIP { es: "No crearlo", en: "Do not create it", nl: "Niet aanmaken" }
    DATE_ORDER { es: "Fechas como 03/04/2026", en: "Dates like 03/04/2026", nl: "Datums zoals 03/04/2026" }
    DATE_USUAL { es: "Como es habitual en tu idioma", en: "As is usual in your language", nl: "Zoals gebruikelijk in je taal" }
    DAY_FIRST { es: "Primero el día", en: "Day first", nl: "Eerst de dag" }
    MONTH_FIRST { es: "Primero el mes", en: "Month first", nl: "Eerst de maand" }
    DECIMAL_MARK { es: "Números como 1.500", en: "Numbers like 1.500", nl: "Getallen zoals 1.500" }
    DECIMAL_COMMA { es: "Coma decimal: 1.500 es mil quinientos", en: "Decimal comma: 1.500 is fifteen hundred", nl: "Decimale komma: 1.500 is vijftienhonderd" }
    DECIMAL_POINT { es: "Punto decimal: 1.500 es uno y medio", en: "Decimal point: 1.500 is one and a half", nl: "Decimale punt: 1.500 is anderhalf" }
    DEFAULT_OWNER { es: "Responsable si la fila no lo dice", en: "Owner where the row names none", nl: "Verantwoordelijke als de rij er geen noemt" }
    CREATE_ORGANISATIONS { es: "Crear las organizaciones que no existan", en: "Create organisations that do not exist", nl: "Organisaties aanmaken die niet bestaan" }
    CREATE_ORGANISATIONS_HELP { es: "Si no, esas filas se quedan fuera.", en: "Otherwise those rows are left out.", nl: "Anders blijven die rijen buiten." }
    TAGS { es: "Etiquetas para todo lo importado", en: "Tags for everything imported", nl: "Labels voor alles wat je importeert" }
    // The first rows.
    PREVIEW { es: "Así quedarían las primeras filas", en: "How the first rows would turn out", nl: "Zo worden de eerste rijen" }
    WILL { es: "Qué pasaría", en: "What would happen", nl: "Wat er gebeurt" }
    CREATE { es: "Nuevo", en: "New", nl: "Nieuw" }
    UPDATE { es: "Cambia", en: "Changes", nl: "Wijzigt" }
    UNCHANGED { es: "Igual", en: "The same", nl: "Gelijk" }
    SKIP { es: "Se omite", en: "Left out", nl: "Overgeslagen" }
    FAULT { es: "Falla", en: "Fails", nl: "Fout" }
    // Trying.
    CHECKING { es: "Comprobando las filas", en: "Checking the rows", nl: "Rijen controleren" }
    CHECKING_TEXT { es: "No se guarda nada todavía. Puedes irte: al volver estará aquí.", en: "Nothing is saved yet. You may leave: it will be here when you are back.", nl: "Er wordt nog niets opgeslagen. Je kunt weggaan: als je terugkomt staat het hier." }
    CHECKED { es: "Lo que va a pasar", en: "What will happen", nl: "Wat er gaat gebeuren" }
    STOP { es: "Detener", en: "Stop", nl: "Stoppen" }
    CHANGE_COLUMNS { es: "Cambiar columnas", en: "Change the columns", nl: "Kolommen wijzigen" }
    BACK_TO_CHECK { es: "Volver a la comprobación", en: "Back to the check", nl: "Terug naar de controle" }
    NOTHING_TO_DO { es: "No hay nada que importar: revisa los fallos o las columnas", en: "There is nothing to import: look at the faults or the columns", nl: "Er is niets te importeren: kijk naar de fouten of de kolommen" }
    PROGRESS { es: "Hechas {done} de {rows}", en: "{done} of {rows} done", nl: "{done} van {rows} klaar" }
    WILL_LEAVE { es: "Las filas con fallos se quedan fuera: descarga la lista, corrígelas y súbelas aparte.", en: "Rows with faults are left out: download the list, mend them and upload them on their own.", nl: "Rijen met fouten blijven buiten: download de lijst, verbeter ze en upload ze apart." }
    WILL_UNDO { es: "Durante 30 días se puede deshacer.", en: "For 30 days it can be undone.", nl: "Dertig dagen lang kun je het terugdraaien." }
    // Numbers.
    CREATED { es: "Nuevos", en: "New", nl: "Nieuw" }
    UPDATED { es: "Cambiados", en: "Changed", nl: "Gewijzigd" }
    SAME { es: "Sin cambios", en: "Unchanged", nl: "Ongewijzigd" }
    SKIPPED { es: "Omitidos", en: "Left out", nl: "Overgeslagen" }
    FAILED { es: "Con fallos", en: "With faults", nl: "Met fouten" }
    WARNED { es: "Con avisos", en: "With warnings", nl: "Met waarschuwingen" }
    // Faults.
    FAULTS { es: "Filas con fallos y avisos", en: "Rows with faults and warnings", nl: "Rijen met fouten en waarschuwingen" }
    FAULTS_NONE { es: "Ninguna fila falla.", en: "No row fails.", nl: "Geen enkele rij heeft fouten." }
    DOWNLOAD_FAULTS { es: "Descargar los fallos", en: "Download the faults", nl: "Fouten downloaden" }
    RECORD { es: "Registro", en: "Record", nl: "Record" }
    WHOLE_ROW { es: "Toda la fila", en: "The whole row", nl: "De hele rij" }
    WARNING { es: "Aviso", en: "Warning", nl: "Waarschuwing" }
    NOT_TAKEN { es: "Fallo", en: "Fault", nl: "Fout" }
    // Writing.
    RUNNING { es: "Importando las filas", en: "Importing the rows", nl: "Rijen importeren" }
    RUNNING_TEXT { es: "Puedes irte: sigue en el servidor.", en: "You may leave: it goes on at the server.", nl: "Je kunt weggaan: het gaat door op de server." }
    STOPPED_TEXT { es: "Está detenida. Lo importado hasta ahora se queda; puedes seguir o deshacerlo.", en: "It is stopped. What was imported stays; you can go on or undo it.", nl: "Gestopt. Wat is geïmporteerd blijft; je kunt doorgaan of het terugdraaien." }
    FAILED_TEXT { es: "Se ha interrumpido por un fallo nuestro. Lo importado hasta ahora se queda; puedes seguir donde se quedó o deshacerlo.", en: "It broke off by a fault of ours. What was imported stays; you can go on where it was or undo it.", nl: "Afgebroken door een fout van ons. Wat is geïmporteerd blijft; je kunt verdergaan of het terugdraaien." }
    CHECK_FAILED_TEXT { es: "La comprobación se ha interrumpido por un fallo nuestro. No se ha guardado nada: prueba otra vez.", en: "The check broke off by a fault of ours. Nothing was saved: try again.", nl: "De controle is afgebroken door een fout van ons. Er is niets opgeslagen: probeer het opnieuw." }
    GO_ON { es: "Continuar", en: "Go on", nl: "Doorgaan" }
    DONE_TEXT { es: "La importación ha terminado.", en: "The import is done.", nl: "De import is klaar." }
    RESULT { es: "Resultado", en: "Result", nl: "Resultaat" }
    SEE_CONTACTS { es: "Ver los contactos de esta importación", en: "See the contacts of this import", nl: "Bekijk de contacten van deze import" }
    SEE_ORGANISATIONS { es: "Ver las organizaciones de esta importación", en: "See the organisations of this import", nl: "Bekijk de organisaties van deze import" }
    ANOTHER { es: "Importar otro archivo", en: "Import another file", nl: "Nog een bestand importeren" }
    // Taking back.
    UNDO { es: "Deshacer importación", en: "Undo the import", nl: "Import terugdraaien" }
    UNDO_TITLE { es: "¿Deshacer esta importación?", en: "Undo this import?", nl: "Deze import terugdraaien?" }
    UNDO_DOES { es: "Qué hace", en: "What it does", nl: "Wat het doet" }
    UNDO_CREATED { es: "Lo que creó va a la papelera, también las organizaciones que nombraban las filas.", en: "What it created goes to the bin, and so do organisations that rows named.", nl: "Wat is aangemaakt gaat naar de prullenbak, ook organisaties die in de rijen stonden." }
    UNDO_CHANGED { es: "Lo que cambió recupera cada valor anterior que siga como la importación lo dejó.", en: "What it changed gets back each former value that still stands as the import left it.", nl: "Wat is gewijzigd krijgt elke vorige waarde terug die nog staat zoals de import die achterliet." }
    UNDO_DOES_NOT { es: "Qué no hace", en: "What it does not do", nl: "Wat het niet doet" }
    UNDO_KEPT { es: "No toca lo que alguien ha cambiado o usado después: eso se queda y te lo enseñamos en una lista.", en: "It leaves alone what somebody has changed or used since: that stays, and you are shown a list.", nl: "Het laat met rust wat iemand daarna heeft gewijzigd of gebruikt: dat blijft, en je krijgt er een lijst van." }
    UNDO_ONE_WAY { es: "No se puede deshacer a su vez: para tenerlo otra vez, sube el archivo de nuevo.", en: "It cannot be undone in turn: to have it again, upload the file anew.", nl: "Het kan zelf niet worden teruggedraaid: upload het bestand opnieuw om het terug te krijgen." }
    UNDOING { es: "Deshaciendo la importación", en: "Undoing the import", nl: "Import terugdraaien" }
    UNDONE_TEXT { es: "La importación está deshecha.", en: "The import is undone.", nl: "De import is teruggedraaid." }
    KEPT_LIST { es: "Lo que no se ha podido deshacer", en: "What could not be taken back", nl: "Wat niet kon worden teruggedraaid" }
    TOO_OLD { es: "Han pasado 30 días: ya no se puede deshacer.", en: "30 days have passed: it can no longer be undone.", nl: "Er zijn 30 dagen verstreken: het kan niet meer worden teruggedraaid." }
    // Removing.
    REMOVE { es: "Descartar", en: "Discard", nl: "Weggooien" }
    REMOVE_TITLE { es: "¿Descartar esta importación?", en: "Discard this import?", nl: "Deze import weggooien?" }
    REMOVE_TEXT { es: "Se borra el archivo subido. Nada de él se ha guardado en tus registros.", en: "The uploaded file is removed. Nothing of it was saved to your records.", nl: "Het geüploade bestand wordt verwijderd. Er is niets van opgeslagen in je records." }
    REMOVED { es: "Importación descartada", en: "Import discarded", nl: "Import weggegooid" }
    CHANGED_ELSEWHERE { es: "Alguien la ha cambiado a la vez: esto es lo que vale ahora.", en: "Somebody changed it at the same time: this is what counts now.", nl: "Iemand wijzigde dit tegelijk: dit is wat nu geldt." }
}

plurals! {
    COUNT {
        es: ["{n} importación", "{n} importaciones"],
        en: ["{n} import", "{n} imports"],
        nl: ["{n} import", "{n} imports"],
    }
    ROWS_COUNT {
        es: ["{n} fila", "{n} filas"],
        en: ["{n} row", "{n} rows"],
        nl: ["{n} rij", "{n} rijen"],
    }
    FILLED {
        es: ["Con valor en {n} fila", "Con valor en {n} filas"],
        en: ["Filled in {n} row", "Filled in {n} rows"],
        nl: ["Ingevuld in {n} rij", "Ingevuld in {n} rijen"],
    }
    CHECK_ROWS {
        es: ["Comprobar la fila", "Comprobar las {n} filas"],
        en: ["Check the row", "Check the {n} rows"],
        nl: ["Rij controleren", "{n} rijen controleren"],
    }
    RUN_ROWS {
        es: ["Importar la fila", "Importar {n} filas"],
        en: ["Import the row", "Import {n} rows"],
        nl: ["Rij importeren", "{n} rijen importeren"],
    }
    WILL_CREATE {
        es: ["Se crea {what}.", "Se crean {what}."],
        en: ["{what} will be created.", "{what} will be created."],
        nl: ["Er komt {what} bij.", "Er komen {what} bij."],
    }
    WILL_UPDATE {
        es: ["Se cambia {what}.", "Se cambian {what}."],
        en: ["{what} will be changed.", "{what} will be changed."],
        nl: ["{what} wordt gewijzigd.", "{what} worden gewijzigd."],
    }
    WILL_FAIL {
        es: ["{n} fila falla.", "{n} filas fallan."],
        en: ["{n} row fails.", "{n} rows fail."],
        nl: ["{n} rij heeft fouten.", "{n} rijen hebben fouten."],
    }
    ORGANISATIONS_TOO {
        es: ["De paso se crea {n} organización.", "De paso se crean {n} organizaciones."],
        en: ["{n} organisation is created on the way.", "{n} organisations are created on the way."],
        nl: ["Onderweg komt er {n} organisatie bij.", "Onderweg komen er {n} organisaties bij."],
    }
    ORGANISATIONS_MADE {
        es: ["De paso se ha creado {n} organización.", "De paso se han creado {n} organizaciones."],
        en: ["{n} organisation was created on the way.", "{n} organisations were created on the way."],
        nl: ["Onderweg kwam er {n} organisatie bij.", "Onderweg kwamen er {n} organisaties bij."],
    }
    UNDONE_COUNT {
        es: ["{n} registro está como antes.", "{n} registros están como antes."],
        en: ["{n} record is as it was.", "{n} records are as they were."],
        nl: ["{n} record is weer zoals het was.", "{n} records zijn weer zoals ze waren."],
    }
}
