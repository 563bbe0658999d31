//! Cases in the staff app: list, record, conversation, notes.

words! {
    TITLE { es: "Casos", en: "Cases", nl: "Zaken" }
    NEW { es: "Nuevo Caso", en: "New case", nl: "Nieuwe zaak" }
    EDIT { es: "Editar caso", en: "Edit case", nl: "Zaak bewerken" }
    SEARCH { es: "Buscar casos", en: "Search cases", nl: "Zaken zoeken" }
    SOURCE { es: "Origen", en: "Source", nl: "Herkomst" }
    ACTIVITY { es: "Actividad", en: "Activity", nl: "Activiteit" }
    PROPERTIES { es: "Propiedades", en: "Properties", nl: "Eigenschappen" }
    UNASSIGNED { es: "Sin asignar", en: "Unassigned", nl: "Niet toegewezen" }
    TURN_OURS { es: "Siguiente paso: nuestro", en: "Next step: ours", nl: "Volgende stap: wij" }
    TURN_CLIENT { es: "Siguiente paso: del cliente", en: "Next step: the client’s", nl: "Volgende stap: de klant" }
    SAVED { es: "Caso guardado", en: "Case saved", nl: "Zaak opgeslagen" }
    CREATED { es: "Caso {number} creado", en: "Case {number} created", nl: "Zaak {number} aangemaakt" }
    EMPTY_TITLE { es: "Aún no hay casos", en: "No cases yet", nl: "Nog geen zaken" }
    EMPTY_TEXT {
        es: "Aquí llega lo que piden tus clientes desde el portal y lo que abra tu equipo.",
        en: "What your clients ask for in the portal, and what your team opens, arrives here.",
        nl: "Hier komt binnen wat je klanten in het portaal vragen en wat je team opent.",
    }
    NONE_FOUND { es: "Ningún caso coincide con los filtros", en: "No case matches the filters", nl: "Geen zaak past bij de filters" }
    CLOSE_CASE { es: "Cerrar caso", en: "Close case", nl: "Zaak sluiten" }
    REOPEN { es: "Reabrir caso", en: "Reopen case", nl: "Zaak heropenen" }
    CONVERSATION { es: "Conversación", en: "Conversation", nl: "Gesprek" }
    NO_MESSAGES { es: "Todavía no hay mensajes", en: "No messages yet", nl: "Nog geen berichten" }
    OPENED_FROM_PORTAL { es: "{name} abrió el caso desde el portal", en: "{name} opened the case in the portal", nl: "{name} opende de zaak in het portaal" }
    EARLIER_MESSAGES { es: "Mensajes anteriores", en: "Earlier messages", nl: "Eerdere berichten" }
    UNREAD { es: "Sin leer:", en: "Unread:", nl: "Ongelezen:" }
    NOTE { es: "Nota interna", en: "Internal note", nl: "Interne notitie" }
    READ_BY_CLIENT_NO_ACCESS { es: "Quedará en el caso: {name} no tiene acceso al portal", en: "It stays on the case: {name} has no portal access", nl: "Dit blijft bij de zaak: {name} heeft geen toegang tot het portaal" }
    MESSAGE { es: "Mensaje", en: "Message", nl: "Bericht" }
    WRITE_TO { es: "Escribe a {name}…", en: "Write to {name}…", nl: "Schrijf aan {name}…" }
    SEND_TO { es: "Enviar a {name}", en: "Send to {name}", nl: "Versturen aan {name}" }
    PRIVATE { es: "Privado de quien lo pidió", en: "Private to its requester", nl: "Privé voor de aanvrager" }
    NEW_ARRIVED { es: "Caso nuevo: {subject}", en: "New case: {subject}", nl: "Nieuwe zaak: {subject}" }
    READ_IN_PORTAL { es: "La leerá {name} en el portal", en: "{name} will read this in the portal", nl: "{name} leest dit in het portaal" }
    READ_BY_NOBODY { es: "Quedará en el caso, que no tiene contacto", en: "It stays on the case, which has no contact", nl: "Dit blijft bij de zaak, die geen contact heeft" }
    SEND_MESSAGE { es: "Enviar mensaje", en: "Send message", nl: "Bericht versturen" }
    WRITE_MESSAGE { es: "Escribe un mensaje…", en: "Write a message…", nl: "Schrijf een bericht…" }
    MESSAGE_SENT { es: "Mensaje enviado", en: "Message sent", nl: "Bericht verstuurd" }
    CLOSE_PANEL { es: "Cerrar el panel", en: "Close the panel", nl: "Paneel sluiten" }
    NEWEST_FIRST { es: "Más nuevos primero", en: "Newest first", nl: "Nieuwste eerst" }
    OLDEST_FIRST { es: "Más antiguos primero", en: "Oldest first", nl: "Oudste eerst" }
    LAST_ACTIVITY { es: "Última actividad", en: "Last activity", nl: "Laatste activiteit" }
    LONGEST_QUIET { es: "Más tiempo sin actividad", en: "Longest without activity", nl: "Langst zonder activiteit" }
}

plurals! {
    COUNT { es: ["{n} caso", "{n} casos"], en: ["{n} case", "{n} cases"], nl: ["{n} zaak", "{n} zaken"] }
}
