//! What happened to a contact or an organisation, in plain sentences, and the notes that the team writes.

words! {
    TITLE { es: "Actividad", en: "Activity", nl: "Activiteit" }
    PARTS { es: "Partes de la ficha", en: "Parts of the record", nl: "Onderdelen van de kaart" }
    NOTE_LABEL { es: "Nota interna", en: "Internal note", nl: "Interne notitie" }
    NOTE_READER { es: "Nota interna. Solo la lee el equipo.", en: "Internal note. Only the team reads it.", nl: "Interne notitie. Alleen het team leest dit." }
    NOTE_PLACEHOLDER { es: "Apunta algo…", en: "Write something down…", nl: "Schrijf iets op…" }
    NOTE_SAVE { es: "Guardar nota", en: "Save note", nl: "Notitie opslaan" }
    NOTE_EDITED { es: "(editada)", en: "(edited)", nl: "(bewerkt)" }
    NOTE_ACTS { es: "Acciones con la nota", en: "Actions on the note", nl: "Acties voor de notitie" }
    NOTE_REMOVE { es: "Quitar nota", en: "Remove note", nl: "Notitie verwijderen" }
    NOTE_GONE { es: "Nota quitada", en: "Note removed", nl: "Notitie verwijderd" }
    NOTE_REMOVE_TITLE { es: "¿Quitar la nota de {name}?", en: "Remove the note of {name}?", nl: "De notitie van {name} verwijderen?" }
    NOTE_REMOVE_TEXT { es: "La escribió otra persona. Justo después puedes deshacerlo.", en: "Somebody else wrote it. You can undo this right afterwards.", nl: "Iemand anders schreef haar. Meteen daarna kun je dit ongedaan maken." }
    NOTE_RACED { es: "Se guardó otro texto mientras escribías: «{text}». Guarda otra vez para dejar el tuyo.", en: "Another text was saved while you were writing: “{text}”. Save again to keep yours.", nl: "Er is intussen een andere tekst opgeslagen: ‘{text}’. Sla opnieuw op om de jouwe te houden." }
    SHOW { es: "Mostrar", en: "Show", nl: "Tonen" }
    PART_NOTES { es: "Notas", en: "Notes", nl: "Notities" }
    PART_CHANGES { es: "Cambios", en: "Changes", nl: "Wijzigingen" }
    PART_CASES { es: "Casos", en: "Cases", nl: "Zaken" }
    PART_ACCESS { es: "Acceso al portal", en: "Portal access", nl: "Toegang tot het portaal" }
    PART_MAIL { es: "Correo", en: "Mail", nl: "Mail" }
    NOTHING_YET { es: "Aquí aparecerá lo que pase", en: "What happens will appear here", nl: "Wat er gebeurt, verschijnt hier" }
    SYSTEM { es: "Zaguán", en: "Zaguán", nl: "Zaguán" }
    UNNAMED { es: "algo que ya no está", en: "something that is gone", nl: "iets dat er niet meer is" }
    A_VALUE { es: "un dato", en: "a value", nl: "een waarde" }
    FROM_TO { es: "{from} → {to}", en: "{from} → {to}", nl: "{from} → {to}" }
    CREATED_CONTACT { es: "{who} creó el contacto {what}", en: "{who} created the contact {what}", nl: "{who} maakte het contact {what} aan" }
    CREATED_CONTACT_HERE { es: "{who} creó este contacto", en: "{who} created this contact", nl: "{who} maakte dit contact aan" }
    CREATED_ORGANISATION { es: "{who} creó la organización {what}", en: "{who} created the organisation {what}", nl: "{who} maakte de organisatie {what} aan" }
    CREATED_ORGANISATION_HERE { es: "{who} creó esta organización", en: "{who} created this organisation", nl: "{who} maakte deze organisatie aan" }
    CHANGED { es: "{who} cambió algo en {what}", en: "{who} changed something in {what}", nl: "{who} wijzigde iets in {what}" }
    CHANGED_HERE { es: "{who} cambió la ficha", en: "{who} changed the record", nl: "{who} wijzigde de kaart" }
    CHANGED_FIELDS { es: "{who} cambió {to} en {what}", en: "{who} changed {to} in {what}", nl: "{who} wijzigde {to} in {what}" }
    CHANGED_FIELDS_HERE { es: "{who} cambió {to}", en: "{who} changed {to}", nl: "{who} wijzigde {to}" }
    DELETED { es: "{who} eliminó {what}", en: "{who} deleted {what}", nl: "{who} verwijderde {what}" }
    DELETED_HERE { es: "{who} lo puso en la papelera", en: "{who} put it into the bin", nl: "{who} legde het in de prullenbak" }
    RESTORED { es: "{who} recuperó {what}", en: "{who} restored {what}", nl: "{who} zette {what} terug" }
    RESTORED_HERE { es: "{who} lo sacó de la papelera", en: "{who} took it out of the bin", nl: "{who} haalde het uit de prullenbak" }
    MERGED { es: "{who} fusionó a {to} con {what}", en: "{who} merged {to} into {what}", nl: "{who} voegde {to} samen met {what}" }
    MERGED_HERE { es: "{who} fusionó a {to} con esta ficha", en: "{who} merged {to} into this record", nl: "{who} voegde {to} met deze kaart samen" }
    ERASED { es: "{who} borró a una persona para siempre", en: "{who} erased a person for good", nl: "{who} wiste een persoon voorgoed" }
    LINKED { es: "{who} añadió {what} a {to}", en: "{who} added {what} to {to}", nl: "{who} voegde {what} toe aan {to}" }
    UNLINKED { es: "{who} sacó {what} de {to}", en: "{who} took {what} out of {to}", nl: "{who} haalde {what} uit {to}" }
    NOTED { es: "{who} anotó", en: "{who} noted", nl: "{who} noteerde" }
    NOTE_CHANGED { es: "{who} cambió una nota", en: "{who} changed a note", nl: "{who} wijzigde een notitie" }
    NOTE_RESTORED { es: "{who} recuperó una nota", en: "{who} brought a note back", nl: "{who} zette een notitie terug" }
    NOTE_REMOVED { es: "{who} quitó una nota", en: "{who} removed a note", nl: "{who} verwijderde een notitie" }
    CASE_OPENED { es: "{who} abrió {what}", en: "{who} opened {what}", nl: "{who} opende {what}" }
    CASE_MOVED { es: "{who} dejó {what} en «{to}»", en: "{who} moved {what} to “{to}”", nl: "{who} zette {what} op ‘{to}’" }
    CASE_ASSIGNED { es: "{who} asignó {what} a {to}", en: "{who} assigned {what} to {to}", nl: "{who} wees {what} toe aan {to}" }
    CASE_UNASSIGNED { es: "{who} dejó {what} sin asignar", en: "{who} left {what} unassigned", nl: "{who} wees {what} aan niemand meer toe" }
    CASE_FIELDS { es: "{who} cambió {to} en {what}", en: "{who} changed {to} in {what}", nl: "{who} wijzigde {to} in {what}" }
    CASE_CHANGED { es: "{who} cambió {what}", en: "{who} changed {what}", nl: "{who} wijzigde {what}" }
    ANSWERED { es: "{who} escribió en {what}", en: "{who} wrote in {what}", nl: "{who} schreef in {what}" }
    ACCESS_GRANTED { es: "{who} dio acceso al portal a {what}", en: "{who} gave {what} access to the portal", nl: "{who} gaf {what} toegang tot het portaal" }
    ACCESS_INVITED { es: "{who} envió otra invitación a {what}", en: "{who} sent {what} another invitation", nl: "{who} stuurde {what} een nieuwe uitnodiging" }
    ACCESS_WITHDRAWN { es: "{who} retiró el acceso al portal a {what}", en: "{who} withdrew {what}’s access to the portal", nl: "{who} trok de portaaltoegang van {what} in" }
    ACCESS_CHANGED { es: "{who} cambió el acceso al portal de {what}", en: "{who} changed {what}’s access to the portal", nl: "{who} wijzigde de portaaltoegang van {what}" }
    PASSWORD_CHANGED { es: "{who} eligió su propia clave", en: "{who} chose an own password", nl: "{who} koos een eigen wachtwoord" }
    SIGNED_IN { es: "{who} entró en el portal", en: "{who} signed in to the portal", nl: "{who} logde in op het portaal" }
    SIGN_IN_FAILED { es: "{what} no pudo entrar en el portal: {to}", en: "{what} could not sign in to the portal: {to}", nl: "{what} kon niet inloggen op het portaal: {to}" }
    MAIL_SENT { es: "Se envió el correo «{what}»", en: "The mail “{what}” was sent", nl: "De mail ‘{what}’ is verstuurd" }
    MAIL_FAILED { es: "No se pudo enviar el correo «{what}»", en: "The mail “{what}” could not be sent", nl: "De mail ‘{what}’ kon niet worden verstuurd" }
    SOMETHING { es: "{who} hizo un cambio", en: "{who} made a change", nl: "{who} bracht een wijziging aan" }
    REASON_PASSWORD { es: "la clave no era correcta", en: "the password was wrong", nl: "het wachtwoord klopte niet" }
    REASON_NOT_STARTED { es: "su soporte aún no ha empezado", en: "support has not started yet", nl: "de ondersteuning is nog niet begonnen" }
    REASON_ENDED { es: "su soporte ha terminado", en: "support has ended", nl: "de ondersteuning is afgelopen" }
    REASON_INVITATION { es: "la invitación había caducado", en: "the invitation had expired", nl: "de uitnodiging was verlopen" }
    REASON_NOT_ACTIVE { es: "su acceso no está activo", en: "the access is not active", nl: "de toegang is niet actief" }
    REASON_DELETED { es: "el contacto está en la papelera", en: "the contact is in the bin", nl: "het contact ligt in de prullenbak" }
    REASON_OTHER { es: "por otro motivo", en: "for another reason", nl: "om een andere reden" }
}
