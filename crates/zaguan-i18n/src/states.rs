//! Names of closed lists that both apps show: case status, priority, source.

words! {
    OPEN { es: "Abierto", en: "Open", nl: "Open" }
    IN_PROGRESS { es: "En progreso", en: "In progress", nl: "In behandeling" }
    WAITING_FOR_RESPONSE { es: "En espera de respuesta", en: "Waiting for response", nl: "Wacht op antwoord" }
    CLOSED { es: "Cerrado", en: "Closed", nl: "Gesloten" }
    PRIORITY_LOW { es: "Baja", en: "Low", nl: "Laag" }
    PRIORITY_NORMAL { es: "Normal", en: "Normal", nl: "Normaal" }
    PRIORITY_HIGH { es: "Alta", en: "High", nl: "Hoog" }
    PRIORITY_URGENT { es: "Urgente", en: "Urgent", nl: "Dringend" }
    SOURCE_STAFF { es: "Equipo", en: "Team", nl: "Team" }
    SOURCE_PORTAL { es: "Portal", en: "Portal", nl: "Portaal" }
    SOURCE_API { es: "API", en: "API", nl: "API" }
    SOURCE_EMAIL { es: "Correo", en: "E-mail", nl: "E-mail" }
}
