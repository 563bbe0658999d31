//! The living catalogue of components: its headings and the examples that no screen has words for.

words! {
    TITLE { es: "Catálogo de componentes", en: "Component catalogue", nl: "Componentencatalogus" }
    LEAD {
        es: "Cada componente en cada estado, de día y de noche. Pasa el ratón o tabula para ver la pista y el foco.",
        en: "Every component in every state, by day and by night. Hover or tab to see hints and focus.",
        nl: "Elk component in elke toestand, overdag en ’s nachts. Wijs of tab om hints en focus te zien.",
    }
    COLOURS { es: "Color", en: "Colour", nl: "Kleur" }
    COLOURS_HINT { es: "Papeles, no matices", en: "Roles, not hues", nl: "Rollen, geen tinten" }
    TYPE { es: "Tipo", en: "Type", nl: "Letter" }
    TYPE_DISPLAY { es: "La luz entra por el zaguán", en: "Light comes in through the hall", nl: "Het licht valt door de hal naar binnen" }
    TYPE_PAGE { es: "Título de página, 24", en: "Page title, 24", nl: "Paginatitel, 24" }
    TYPE_RECORD { es: "Título de ficha, 19", en: "Record title, 19", nl: "Recordtitel, 19" }
    TYPE_READING { es: "Texto de lectura, 14. Párrafos de 45 a 75 caracteres.", en: "Reading text, 14. Paragraphs of 45 to 75 characters.", nl: "Leestekst, 14. Alinea’s van 45 tot 75 tekens." }
    TYPE_TABLE { es: "Tablas y controles, 13", en: "Tables and controls, 13", nl: "Tabellen en bediening, 13" }
    BUTTONS { es: "Botones", en: "Buttons", nl: "Knoppen" }
    BUTTONS_HINT { es: "Nunca se apaga un botón sin decir por qué.", en: "No button is switched off without saying why.", nl: "Geen knop wordt uitgezet zonder te zeggen waarom." }
    PUBLISH { es: "Publicar", en: "Publish", nl: "Publiceren" }
    PUBLISH_WAITS { es: "Falta el remitente", en: "The sender is missing", nl: "De afzender ontbreekt" }
    LONG_BUTTON { es: "Seguir con los valores de la versión guardada", en: "Carry on with the values of the saved version", nl: "Doorgaan met de waarden van de opgeslagen versie" }
    SENDING { es: "Enviando", en: "Sending", nl: "Versturen" }
    INPUTS { es: "Campos", en: "Inputs", nl: "Invoervelden" }
    INPUTS_HINT { es: "Normal, con error, de solo lectura, vacío y con texto largo", en: "At rest, wrong, read only, empty and with long text", nl: "Normaal, met fout, alleen lezen, leeg en met lange tekst" }
    READ_ONLY { es: "Solo lectura", en: "Read only", nl: "Alleen lezen" }
    EMPTY { es: "Vacío", en: "Empty", nl: "Leeg" }
    HELP { es: "Solo lo ve el equipo", en: "Only the team sees this", nl: "Alleen het team ziet dit" }
    LONG_LABEL {
        es: "Fecha de finalización del periodo de soporte contratado",
        en: "End date of the contracted support period",
        nl: "Einddatum van de overeengekomen ondersteuningsperiode",
    }
    FORM { es: "Formulario con errores", en: "Form with errors", nl: "Formulier met fouten" }
    CHOICES { es: "Elección", en: "Choices", nl: "Keuzes" }
    NOTIFY { es: "Avisar por correo", en: "Notify by e-mail", nl: "Via e-mail melden" }
    SOME { es: "Algunos", en: "Some", nl: "Sommige" }
    TAGS { es: "Etiquetas", en: "Tags", nl: "Labels" }
    MENUS { es: "Combobox y menú", en: "Combobox and menu", nl: "Combobox en menu" }
    SEE_AS { es: "Ver como cliente", en: "See as the client", nl: "Als klant bekijken" }
    DELETE { es: "Eliminar", en: "Delete", nl: "Verwijderen" }
    TABS { es: "Pestañas y selector", en: "Tabs and switcher", nl: "Tabbladen en schakelaar" }
    REPLY { es: "Respuesta al cliente", en: "Reply to the client", nl: "Antwoord aan de klant" }
    STATES { es: "Estados y etiquetas", en: "States and badges", nl: "Toestanden en labels" }
    STATES_HINT { es: "Forma, palabra y color: nunca solo color", en: "Shape, word and colour: never colour alone", nl: "Vorm, woord en kleur: nooit alleen kleur" }
    TABLE { es: "Tabla", en: "Table", nl: "Tabel" }
    CLIENT { es: "Cliente", en: "Client", nl: "Klant" }
    SIGN_INS { es: "Ingresos", en: "Sign-ins", nl: "Logins" }
    TALK_HINT {
        es: "Lo público cruza la puerta; lo interno se queda en casa",
        en: "What is public crosses the door; what is internal stays in the house",
        nl: "Wat openbaar is gaat de deur door; wat intern is blijft binnen",
    }
    TEAM_READS { es: "Solo la lee el equipo", en: "Only the team reads this", nl: "Alleen het team leest dit" }
    WRITE_NOTE { es: "Escribe para el equipo…", en: "Write to the team…", nl: "Schrijf aan het team…" }
    SAVE_NOTE { es: "Guardar nota", en: "Save note", nl: "Notitie opslaan" }
    NOTICES { es: "Avisos", en: "Notices", nl: "Meldingen" }
    NOTICE_INFO { es: "Quedan 9 días de prueba.", en: "9 days of the trial are left.", nl: "Er zijn nog 9 proefdagen." }
    NOTICE_GOOD { es: "El portal está abierto.", en: "The portal is open.", nl: "Het portaal is open." }
    NOTICE_WARN { es: "El soporte de este cliente termina pronto.", en: "This client’s support ends soon.", nl: "De ondersteuning van deze klant eindigt binnenkort." }
    NOTICE_NOTE { es: "Esto se queda en casa.", en: "This stays in the house.", nl: "Dit blijft binnenshuis." }
    SHOW_TOAST { es: "Mostrar mensaje", en: "Show a message", nl: "Bericht tonen" }
    SHOW_UNDO { es: "Mensaje con «Deshacer»", en: "Message with “Undo”", nl: "Bericht met ‘Ongedaan maken’" }
    LOADING { es: "Cinco estados de una lectura", en: "Five states of a reading", nl: "Vijf toestanden van een lezing" }
    LOADING_HINT { es: "Cargando, vacío, a medias, con fallo, completo", en: "Loading, empty, partial, failed, full", nl: "Laden, leeg, gedeeltelijk, mislukt, volledig" }
    FAILURES { es: "Fallos", en: "Failures", nl: "Storingen" }
    DIALOG { es: "Diálogo", en: "Dialog", nl: "Dialoog" }
    OPEN_DIALOG { es: "Abrir el diálogo", en: "Open the dialog", nl: "Dialoog openen" }
    DRAWINGS { es: "Dibujos", en: "Drawings", nl: "Tekeningen" }
    LISTS { es: "Lista de trabajo", en: "Working list", nl: "Werklijst" }
    LISTS_HINT { es: "10.000 filas: solo se dibujan las que se ven. j y k, x, Mayús y flechas.", en: "10,000 rows: only those in sight are drawn. j and k, x, Shift and arrows.", nl: "10.000 rijen: alleen de zichtbare worden getekend. j en k, x, Shift en pijltjes." }
    VIEWS { es: "Vistas", en: "Views", nl: "Weergaven" }
    PLACE { es: "Zona", en: "Area", nl: "Gebied" }
    ADD_FILTER { es: "Filtrar", en: "Filter", nl: "Filteren" }
    DELETED { es: "Eliminados", en: "Deleted", nl: "Verwijderd" }
    PAGES { es: "Paginación", en: "Pagination", nl: "Paginering" }
    IN_PLACE { es: "Cambiar en el sitio", en: "Changing in place", nl: "Ter plekke wijzigen" }
    IN_PLACE_HINT { es: "Intro o salir guarda, Escape deshace. El correo siempre se rechaza.", en: "Enter or leaving saves, Escape takes back. The e-mail is always refused.", nl: "Enter of verlaten slaat op, Escape herstelt. Het e-mailadres wordt altijd geweigerd." }
    TIMELINE { es: "Cronología", en: "Timeline", nl: "Tijdlijn" }
    FILES { es: "Archivos", en: "Files", nl: "Bestanden" }
    IMPORT { es: "Importar contactos", en: "Import contacts", nl: "Contacten importeren" }
    PROGRESS { es: "Progreso", en: "Progress", nl: "Voortgang" }
    DRAWER { es: "Hoja lateral", en: "Side sheet", nl: "Zijblad" }
    OPEN_DRAWER { es: "Abrir la hoja", en: "Open the sheet", nl: "Blad openen" }
    OPEN_NAVIGATION { es: "Abrir la navegación", en: "Open the navigation", nl: "Navigatie openen" }
    CHARTS { es: "Gráficos", en: "Charts", nl: "Grafieken" }
    CHARTS_HINT { es: "Siempre con tabla y CSV al lado", en: "Always with table and CSV beside them", nl: "Altijd met tabel en CSV ernaast" }
    MONTH { es: "Mes", en: "Month", nl: "Maand" }
    FIRST_REPLY { es: "Primera respuesta", en: "First reply", nl: "Eerste antwoord" }
    CLOSED { es: "Cerrados", en: "Closed", nl: "Gesloten" }
    STEP { es: "Paso", en: "Step", nl: "Stap" }
    INVITED { es: "Invitados", en: "Invited", nl: "Uitgenodigd" }
    OPENED { es: "Abiertas", en: "Opened", nl: "Geopend" }
    ENTERED { es: "Primer ingreso", en: "First sign-in", nl: "Eerste login" }
    ACTIVE { es: "Activos", en: "Active", nl: "Actief" }
    BOARD { es: "Tablero", en: "Board", nl: "Bord" }
    PALETTE { es: "Paleta de órdenes", en: "Command palette", nl: "Opdrachtpalet" }
    OPEN_PALETTE { es: "Abrir la paleta", en: "Open the palette", nl: "Palet openen" }
    WITH_ACCESS { es: "Con acceso", en: "With access", nl: "Met toegang" }
    CHOSEN { es: "Elegido", en: "Chosen", nl: "Gekozen" }
    NUMBERS { es: "Números, fechas y varios", en: "Numbers, times and several", nl: "Getallen, tijden en meerdere" }
    NUMBERS_HINT { es: "Con los separadores del idioma; a la API va un decimal", en: "With the separators of the language; the API gets a decimal", nl: "Met de scheidingstekens van de taal; de API krijgt een decimaal" }
    SURFACE { es: "Superficie", en: "Floor area", nl: "Oppervlakte" }
    ROOMS { es: "Dormitorios", en: "Bedrooms", nl: "Slaapkamers" }
    BUDGET { es: "Presupuesto", en: "Budget", nl: "Budget" }
    APPOINTMENT { es: "Cita", en: "Appointment", nl: "Afspraak" }
    LABELS { es: "Etiquetas propias", en: "Own labels", nl: "Eigen labels" }
    PEOPLE { es: "Personas", en: "People", nl: "Personen" }
    FEW_PAGES { es: "Pocas páginas", en: "Few pages", nl: "Weinig pagina’s" }
}

plurals! {
    OF_TOTAL {
        es: ["{n} de {total}", "{n} de {total}"],
        en: ["{n} of {total}", "{n} of {total}"],
        nl: ["{n} van {total}", "{n} van {total}"],
    }
}
