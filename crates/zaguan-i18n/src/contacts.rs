//! Contacts in the staff app, with what a contact's portal access shows there.

words! {
    TITLE { es: "Contactos", en: "Contacts", nl: "Contacten" }
    ADD { es: "Agregar contacto", en: "Add contact", nl: "Contact toevoegen" }
    EDIT { es: "Editar contacto", en: "Edit contact", nl: "Contact bewerken" }
    EDIT_FIELDS { es: "Editar campos", en: "Edit fields", nl: "Velden bewerken" }
    SEARCH { es: "Buscar contactos", en: "Search contacts", nl: "Contacten zoeken" }
    NAME { es: "Nombre", en: "Name", nl: "Naam" }
    EMPTY_TITLE { es: "Aún no hay contactos", en: "No contacts yet", nl: "Nog geen contacten" }
    EMPTY_TEXT {
        es: "Aquí guardas a las personas con las que trabajas y decides, una a una, quién entra en el portal.",
        en: "Here you keep the people you work with and decide, one by one, who may enter the portal.",
        nl: "Hier bewaar je de mensen met wie je werkt en bepaal je per persoon wie het portaal in mag.",
    }
    NONE_FOUND { es: "Ningún contacto coincide", en: "No contact matches", nl: "Geen contact gevonden" }
    SAVED { es: "Contacto guardado", en: "Contact saved", nl: "Contact opgeslagen" }
    SAVED_AND_INVITED { es: "Contacto guardado. La invitación va de camino a {email}.", en: "Contact saved. The invitation is on its way to {email}.", nl: "Contact opgeslagen. De uitnodiging is onderweg naar {email}." }
    CASES_OF { es: "Casos", en: "Cases", nl: "Zaken" }
    NO_CASES { es: "Todavía no tiene casos", en: "No cases yet", nl: "Nog geen zaken" }
    ACCESS { es: "Acceso al portal", en: "Portal access", nl: "Toegang tot het portaal" }
    ACCESS_NONE { es: "Sin acceso", en: "No access", nl: "Geen toegang" }
    ACCESS_NONE_TEXT {
        es: "Marca «Usuario del portal» para que pueda entrar. Recibirá un correo con su clave.",
        en: "Tick “Portal user” to let this person in. A mail with a password goes out.",
        nl: "Vink ‘Portaalgebruiker’ aan om deze persoon binnen te laten. Er gaat een mail met wachtwoord uit.",
    }
    ACCESS_INVITED { es: "Con invitación", en: "Invited", nl: "Uitgenodigd" }
    ACCESS_ACTIVE { es: "Activo", en: "Active", nl: "Actief" }
    ACCESS_EXPIRED { es: "Soporte terminado", en: "Support ended", nl: "Ondersteuning afgelopen" }
    ACCESS_SUSPENDED { es: "En suspenso", en: "Suspended", nl: "Opgeschort" }
    ACCESS_WITHDRAWN { es: "Retirado", en: "Withdrawn", nl: "Ingetrokken" }
    ACCESS_LEVEL { es: "Nivel", en: "Level", nl: "Niveau" }
    ACCESS_SCOPE { es: "Alcance", en: "Scope", nl: "Bereik" }
    ACCESS_LAST_SIGN_IN { es: "Último ingreso", en: "Last sign-in", nl: "Laatst ingelogd" }
    ACCESS_NEVER { es: "todavía no ha entrado", en: "has not signed in yet", nl: "nog niet ingelogd" }
    ACCESS_SUPPORT { es: "Soporte", en: "Support", nl: "Ondersteuning" }
    SUPPORT_FROM_TO { es: "del {from} al {to}", en: "from {from} to {to}", nl: "van {from} tot en met {to}" }
    SUPPORT_FROM { es: "desde el {from}", en: "from {from}", nl: "vanaf {from}" }
    SUPPORT_TO { es: "hasta el {to}", en: "until {to}", nl: "tot en met {to}" }
    SUPPORT_ALWAYS { es: "sin límite", en: "no limit", nl: "onbeperkt" }
    INVITE_AGAIN { es: "Enviar otra invitación", en: "Send a new invitation", nl: "Nieuwe uitnodiging sturen" }
    INVITED_AGAIN { es: "Invitación enviada a {email}", en: "Invitation sent to {email}", nl: "Uitnodiging verstuurd naar {email}" }
    WITHDRAW { es: "Retirar acceso", en: "Withdraw access", nl: "Toegang intrekken" }
    WITHDRAW_TITLE { es: "¿Retirar el acceso a {name}?", en: "Withdraw access from {name}?", nl: "Toegang van {name} intrekken?" }
    WITHDRAW_TEXT {
        es: "Sus sesiones se cierran ahora. Sus casos se conservan y podrás volver a invitarle.",
        en: "Open sessions end now. The cases stay and you can invite this person again.",
        nl: "Open sessies eindigen nu. De zaken blijven en je kunt deze persoon opnieuw uitnodigen.",
    }
    WITHDRAWN { es: "Acceso retirado", en: "Access withdrawn", nl: "Toegang ingetrokken" }
    LEVEL_READ_ONLY { es: "Solo lectura", en: "Read only", nl: "Alleen lezen" }
    LEVEL_STANDARD { es: "Estándar", en: "Standard", nl: "Standaard" }
    LEVEL_FULL { es: "Completo", en: "Full", nl: "Volledig" }
    LEVEL_CUSTOM { es: "Personalizado", en: "Custom", nl: "Aangepast" }
    SCOPE_OWN { es: "Registros propios", en: "Own records", nl: "Eigen gegevens" }
    SCOPE_CHOSEN { es: "Registros elegidos", en: "Chosen records", nl: "Gekozen gegevens" }
    SCOPE_ORGANISATION { es: "Organización", en: "Organisation", nl: "Organisatie" }
    SCOPE_TREE { es: "Organización y filiales", en: "Organisation and subsidiaries", nl: "Organisatie en dochters" }
    INVITATION { es: "Invitación", en: "Invitation", nl: "Uitnodiging" }
    INVITATION_QUEUED { es: "En cola", en: "Queued", nl: "In de wachtrij" }
    INVITATION_SENT { es: "Enviada", en: "Sent", nl: "Verstuurd" }
    INVITATION_FAILED { es: "No enviada", en: "Not sent", nl: "Niet verstuurd" }
    INVITATION_ACCEPTED { es: "Aceptada", en: "Accepted", nl: "Aanvaard" }
    INVITATION_EXPIRED { es: "Caducada", en: "Expired", nl: "Verlopen" }
    INVITATION_WITHDRAWN { es: "Retirada", en: "Withdrawn", nl: "Ingetrokken" }
    ACCESS_ENDED { es: "Soporte terminado", en: "Support ended", nl: "Ondersteuning afgelopen" }
    ACCESS_WITHDRAWN_TEXT { es: "Ya no puede entrar. Marca «Usuario del portal» para volver a invitarle.", en: "May no longer enter. Tick “Portal user” to invite this person again.", nl: "Mag er niet meer in. Vink ‘Portaalgebruiker’ aan om opnieuw uit te nodigen." }
    ACCESS_OFF_TEXT { es: "Para dar acceso, reactiva «Usuario del portal» en «Editar campos».", en: "To give access, reactivate “Portal user” under “Edit fields”.", nl: "Heractiveer ‘Portaalgebruiker’ onder ‘Velden bewerken’ om toegang te geven." }
    INVITATION_UNTIL { es: "{state}, vale hasta {until}", en: "{state}, valid until {until}", nl: "{state}, geldig tot {until}" }
    DELETED { es: "Contacto eliminado", en: "Contact deleted", nl: "Contact verwijderd" }
    RESTORED { es: "Contacto recuperado", en: "Contact restored", nl: "Contact teruggezet" }
    NO_ORGANISATIONS { es: "No pertenece a ninguna organización", en: "Belongs to no organisation", nl: "Hoort bij geen organisatie" }
    ADD_TO_ORGANISATION { es: "Añadir a una organización", en: "Add to an organisation", nl: "Aan een organisatie toevoegen" }
    WHICH_ORGANISATION { es: "Qué organización", en: "Which organisation", nl: "Welke organisatie" }
    ADD_IT { es: "Añadir", en: "Add", nl: "Toevoegen" }
    MAIN_ORGANISATION { es: "Principal", en: "Main", nl: "Hoofd" }
    MAKE_MAIN { es: "Hacer principal", en: "Make it the main one", nl: "Hoofdorganisatie maken" }
    TAKE_OUT { es: "Quitar de la organización", en: "Take out of the organisation", nl: "Uit de organisatie halen" }
    TAKEN_OUT { es: "Ya no pertenece a esa organización", en: "No longer part of that organisation", nl: "Hoort niet meer bij die organisatie" }
    MEMBERSHIP_OF { es: "Acciones con {name}", en: "Actions on {name}", nl: "Acties voor {name}" }
    ROLE { es: "Cargo", en: "Role", nl: "Functie" }
    NO_ROLE { es: "Sin cargo", en: "No role", nl: "Geen functie" }
    ERASE_TITLE { es: "¿Borrar para siempre a {name}?", en: "Erase {name} for good?", nl: "{name} voorgoed wissen?" }
    ERASE_TEXT {
        es: "Desaparecen sus datos, sus notas, su acceso al portal y lo que se dijo en sus casos. No se puede deshacer.",
        en: "The person’s data, notes, portal access and what was said in their cases disappear. This cannot be undone.",
        nl: "De gegevens, notities, portaaltoegang en wat in de zaken is gezegd verdwijnen. Dit kan niet ongedaan worden gemaakt.",
    }
    ERASE_STAYS {
        es: "Los casos conservan su número y las cuentas siguen cuadrando, sin rastro de la persona.",
        en: "Cases keep their numbers and counts stay right, without a trace of the person.",
        nl: "Zaken houden hun nummer en tellingen blijven kloppen, zonder spoor van de persoon.",
    }
    ERASE_NAME { es: "Escribe su nombre completo", en: "Type the whole name", nl: "Typ de volledige naam" }
    ERASE_WRONG_NAME { es: "No coincide: escribe «{name}»", en: "That does not match: type “{name}”", nl: "Dat komt niet overeen: typ ‘{name}’" }
    ERASE_NOW { es: "Borrar para siempre", en: "Erase for good", nl: "Voorgoed wissen" }
    ERASED { es: "Persona borrada para siempre", en: "Person erased for good", nl: "Persoon voorgoed gewist" }
    IN_PORTAL { es: "En el portal", en: "In the portal", nl: "In het portaal" }
}

plurals! {
    COUNT { es: ["{n} contacto", "{n} contactos"], en: ["{n} contact", "{n} contacts"], nl: ["{n} contact", "{n} contacten"] }
}
