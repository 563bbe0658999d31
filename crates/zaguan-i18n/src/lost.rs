//! The page of the server itself at an address that belongs to neither app.

words! {
    TITLE { es: "Aquí no hay nada", en: "There is nothing here", nl: "Hier is niets" }
    TEXT {
        es: "Esta dirección no existe o ha dejado de existir. Mira si está bien escrita.",
        en: "This address does not exist, or does not any more. See whether it is spelled right.",
        nl: "Dit adres bestaat niet of niet meer. Kijk of het goed geschreven is.",
    }
    CLIENTS {
        es: "Si vas al portal de una empresa, entra por el enlace de tu invitación.",
        en: "If you are looking for a firm’s portal, use the link in your invitation.",
        nl: "Zoek je het portaal van een bedrijf, gebruik dan de link in je uitnodiging.",
    }
    STAFF { es: "Entrada del equipo", en: "Entrance for the team", nl: "Ingang voor het team" }
}
