//! What contacts, organisations and cases share on screen: filters, order, the bin, acts on a record.

words! {
    FILTER { es: "Filtrar", en: "Filter", nl: "Filteren" }
    ME { es: "Yo", en: "Me", nl: "Ik" }
    NO_ORGANISATION { es: "Sin organización", en: "No organisation", nl: "Geen organisatie" }
    NO_CONTACT { es: "Sin contacto", en: "No contact", nl: "Geen contact" }
    WITH_ACCESS { es: "Con acceso", en: "With access", nl: "Met toegang" }
    ALL_OF_THEM { es: "Quedan los que tienen todas", en: "Those that have all of them remain", nl: "Wie ze allemaal heeft, blijft over" }
    CREATED_ON { es: "Creado", en: "Created", nl: "Aangemaakt" }
    IMPORT { es: "Importación", en: "Import", nl: "Import" }
    SOME_IMPORT { es: "Una importación", en: "An import", nl: "Een import" }
    UPDATED_ON { es: "Actualizado", en: "Updated", nl: "Bijgewerkt" }
    DELETED_ON { es: "Eliminado", en: "Deleted", nl: "Verwijderd" }
    FROM_TO { es: "del {from} al {to}", en: "{from} to {to}", nl: "{from} tot en met {to}" }
    SINCE { es: "desde el {from}", en: "since {from}", nl: "sinds {from}" }
    UNTIL { es: "hasta el {to}", en: "until {to}", nl: "tot en met {to}" }
    ORDER_NAME { es: "Nombre, de la A a la Z", en: "Name, A to Z", nl: "Naam, A tot Z" }
    ORDER_NAME_DOWN { es: "Nombre, de la Z a la A", en: "Name, Z to A", nl: "Naam, Z tot A" }
    ORDER_NEWEST { es: "Creados hace menos", en: "Newest first", nl: "Nieuwste eerst" }
    ORDER_OLDEST { es: "Creados hace más", en: "Oldest first", nl: "Oudste eerst" }
    ORDER_CHANGED { es: "Cambiados hace menos", en: "Last changed first", nl: "Laatst gewijzigd eerst" }
    ORDER_UNCHANGED { es: "Cambiados hace más", en: "Longest unchanged first", nl: "Langst ongewijzigd eerst" }
    ORDER_EMAIL { es: "Correo, de la A a la Z", en: "E-mail, A to Z", nl: "E-mail, A tot Z" }
    ORDER_EMAIL_DOWN { es: "Correo, de la Z a la A", en: "E-mail, Z to A", nl: "E-mail, Z tot A" }
    TAG { es: "Etiqueta", en: "Tag", nl: "Label" }
    MORE { es: "Más acciones", en: "More actions", nl: "Meer acties" }
    DELETE { es: "Eliminar", en: "Delete", nl: "Verwijderen" }
    ERASE { es: "Borrar para siempre…", en: "Erase for good…", nl: "Voorgoed wissen…" }
    BIN { es: "Papelera", en: "Bin", nl: "Prullenbak" }
    BIN_EMPTY { es: "La papelera está vacía", en: "The bin is empty", nl: "De prullenbak is leeg" }
    LEAVE_BIN { es: "Salir de la papelera", en: "Leave the bin", nl: "Prullenbak verlaten" }
    NOT_IN_BIN { es: "Ya no está en la papelera.", en: "It is no longer in the bin.", nl: "Het ligt niet meer in de prullenbak." }
    RESTORE { es: "Recuperar", en: "Restore", nl: "Terugzetten" }
    EXISTS { es: "¿Ya existe?", en: "Does it exist already?", nl: "Bestaat het al?" }
    EXISTS_TEXT { es: "Mira si es alguno de estos antes de guardar.", en: "See whether it is one of these before you save.", nl: "Kijk of het een van deze is voordat je opslaat." }
    SAME_PERHAPS { es: "Puede que esté repetido", en: "Perhaps a duplicate", nl: "Misschien dubbel" }
    COMPARE_WITH { es: "Comparar con {name}", en: "Compare with {name}", nl: "Vergelijken met {name}" }
    SAME_EMAIL { es: "mismo correo", en: "same e-mail", nl: "zelfde e-mail" }
    SAME_PHONE { es: "mismo teléfono", en: "same phone", nl: "zelfde telefoon" }
    SAME_NAME { es: "mismo nombre", en: "same name", nl: "zelfde naam" }
    SAME_WEBSITE { es: "mismo sitio web", en: "same website", nl: "zelfde website" }
    MERGE { es: "Fusionar", en: "Merge", nl: "Samenvoegen" }
    MERGE_ASK { es: "Fusionar…", en: "Merge…", nl: "Samenvoegen…" }
    MERGE_TITLE { es: "Fusionar dos fichas", en: "Merge two records", nl: "Twee kaarten samenvoegen" }
    MERGE_LEAD { es: "Se queda {name}. Elige la otra ficha y, campo por campo, qué valor vale.", en: "{name} stays. Choose the other record and, field by field, which value counts.", nl: "{name} blijft. Kies de andere kaart en per veld welke waarde telt." }
    MERGE_OTHER { es: "La otra ficha", en: "The other record", nl: "De andere kaart" }
    MERGE_STAYS { es: "Se queda", en: "Stays", nl: "Blijft" }
    MERGE_GOES { es: "Desaparece", en: "Goes", nl: "Verdwijnt" }
    MERGE_SWAP { es: "Cambiar cuál se queda", en: "Swap which one stays", nl: "Wissel welke blijft" }
    MERGE_COMPLETED { es: "Se completan con la otra ficha: {fields}.", en: "Filled in from the other record: {fields}.", nl: "Aangevuld uit de andere kaart: {fields}." }
    MERGE_ALIKE { es: "En lo demás dicen lo mismo: no hay nada que elegir.", en: "They say the same otherwise: there is nothing to choose.", nl: "Verder zeggen ze hetzelfde: er is niets te kiezen." }
    MERGE_MOVES { es: "De {other} pasan a {name}: {what}. Las etiquetas se suman.", en: "From {other} to {name} go: {what}. Tags are put together.", nl: "Van {other} gaan naar {name}: {what}. Labels worden samengevoegd." }
    MERGE_NOTHING_MOVES { es: "ni casos ni notas", en: "no cases and no notes", nl: "geen zaken of notities" }
    MERGE_NOW { es: "Fusionar las dos", en: "Merge both", nl: "Beide samenvoegen" }
    MERGE_CHOOSE_FIRST { es: "Elige antes la otra ficha", en: "Choose the other record first", nl: "Kies eerst de andere kaart" }
    MERGED { es: "{other} ahora es {name}", en: "{other} is now {name}", nl: "{other} is nu {name}" }
    MERGED_ALREADY { es: "Alguien ya ha fusionado esa ficha con otra. Elige de nuevo para ver cómo ha quedado.", en: "Somebody has merged that record already. Choose again to see what became of it.", nl: "Iemand heeft die kaart al samengevoegd. Kies opnieuw om te zien wat ervan geworden is." }
    VIEWS { es: "Vistas", en: "Views", nl: "Weergaven" }
    VIEW_MINE { es: "Míos", en: "Mine", nl: "Van mij" }
    VIEW_UNOWNED { es: "Sin responsable", en: "No owner", nl: "Zonder verantwoordelijke" }
    VIEW_PORTAL { es: "Con acceso al portal", en: "With portal access", nl: "Met portaaltoegang" }
    VIEW_NEW { es: "Guardar como vista", en: "Save as a view", nl: "Opslaan als weergave" }
    VIEW_NAME { es: "Nombre de la vista", en: "Name of the view", nl: "Naam van de weergave" }
    VIEW_NAME_NEEDED { es: "Ponle un nombre para encontrarla luego", en: "Give it a name to find it again", nl: "Geef hem een naam om hem terug te vinden" }
    VIEW_SHARED { es: "La ve todo el equipo", en: "Everybody in the team sees it", nl: "Het hele team ziet hem" }
    VIEW_ACTS { es: "Acciones con la vista", en: "Actions on the view", nl: "Acties voor de weergave" }
    VIEW_RENAME { es: "Cambiar el nombre", en: "Rename", nl: "Naam wijzigen" }
    VIEW_SHARE { es: "Compartir con el equipo", en: "Share with the team", nl: "Delen met het team" }
    VIEW_UNSHARE { es: "Dejar de compartir", en: "Stop sharing", nl: "Niet meer delen" }
    VIEW_EARLIER { es: "Mover a la izquierda", en: "Move left", nl: "Naar links" }
    VIEW_LATER { es: "Mover a la derecha", en: "Move right", nl: "Naar rechts" }
    VIEW_REMOVE { es: "Eliminar vista", en: "Delete view", nl: "Weergave verwijderen" }
    VIEW_REMOVED { es: "Vista eliminada", en: "View deleted", nl: "Weergave verwijderd" }
    VIEW_SAVED { es: "Vista guardada", en: "View saved", nl: "Weergave opgeslagen" }
    SAVE_CHANGES { es: "Guardar cambios", en: "Save changes", nl: "Wijzigingen opslaan" }
    BACK_TO_VIEW { es: "Volver a la vista", en: "Back to the view", nl: "Terug naar de weergave" }
    ASSIGN { es: "Asignar", en: "Assign", nl: "Toewijzen" }
    ASSIGN_NOW { es: "Asignar ahora", en: "Assign now", nl: "Nu toewijzen" }
    TAGS_ADD { es: "Añadir etiquetas", en: "Add tags", nl: "Labels toevoegen" }
    TAGS_REMOVE { es: "Quitar etiquetas", en: "Remove tags", nl: "Labels verwijderen" }
    TAGS_FIRST { es: "Escribe antes una etiqueta", en: "Type a tag first", nl: "Typ eerst een label" }
    GRANT_ACCESS { es: "Dar acceso al portal", en: "Give portal access", nl: "Portaaltoegang geven" }
    GRANT_TITLE { es: "¿Dar acceso al portal?", en: "Give access to the portal?", nl: "Toegang tot het portaal geven?" }
    GRANT_TEXT { es: "A cada uno le llegará su invitación por correo. Esto es lo que pasará:", en: "Each of them gets an invitation by mail. This is what will happen:", nl: "Iedereen krijgt een uitnodiging per mail. Dit gaat er gebeuren:" }
    GRANT_NOW { es: "Dar acceso e invitar", en: "Give access and invite", nl: "Toegang geven en uitnodigen" }
    REPORT_TITLE { es: "Lo que se ha quedado igual", en: "What was left as it was", nl: "Wat is gebleven zoals het was" }
    SKIP_NOT_FOUND { es: "ya no está", en: "is gone", nl: "is er niet meer" }
    SKIP_TOO_MANY_TAGS { es: "tendría demasiadas etiquetas", en: "would have too many tags", nl: "zou te veel labels krijgen" }
    SKIP_EMAIL_NEEDED { es: "no tiene correo electrónico", en: "has no e-mail address", nl: "heeft geen e-mailadres" }
    SKIP_EMAIL_TAKEN { es: "su correo ya es de otro acceso", en: "the address belongs to another access", nl: "het adres hoort bij een andere toegang" }
    SKIP_OPTED_OUT { es: "no quiere recibir correos", en: "wants no e-mail", nl: "wil geen e-mail" }
    SKIP_SUPPORT_OVER { es: "su soporte ha terminado", en: "support is over", nl: "de ondersteuning is voorbij" }
    SKIP_CHANGED_SINCE { es: "otra persona lo ha cambiado después", en: "somebody has changed it since", nl: "iemand heeft het daarna gewijzigd" }
}

plurals! {
    BIN_TEXT {
        es: ["Lo que eliminas se queda aquí {n} día; después se borra para siempre.", "Lo que eliminas se queda aquí {n} días; después se borra para siempre."],
        en: ["What you delete stays here for {n} day and is then erased for good.", "What you delete stays here for {n} days and is then erased for good."],
        nl: ["Wat je verwijdert, blijft hier {n} dag en wordt dan voorgoed gewist.", "Wat je verwijdert, blijft hier {n} dagen en wordt dan voorgoed gewist."],
    }
    CASES { es: ["{n} caso", "{n} casos"], en: ["{n} case", "{n} cases"], nl: ["{n} zaak", "{n} zaken"] }
    NOTES { es: ["{n} nota", "{n} notas"], en: ["{n} note", "{n} notes"], nl: ["{n} notitie", "{n} notities"] }
    PEOPLE { es: ["{n} persona", "{n} personas"], en: ["{n} person", "{n} people"], nl: ["{n} persoon", "{n} personen"] }
    SUBSIDIARIES { es: ["{n} filial", "{n} filiales"], en: ["{n} subsidiary", "{n} subsidiaries"], nl: ["{n} dochter", "{n} dochters"] }
    ORGANISATIONS { es: ["{n} organización", "{n} organizaciones"], en: ["{n} organisation", "{n} organisations"], nl: ["{n} organisatie", "{n} organisaties"] }
    ACCESSES { es: ["su acceso al portal", "{n} accesos al portal"], en: ["access to the portal", "{n} accesses to the portal"], nl: ["de toegang tot het portaal", "{n} portaaltoegangen"] }
    SELECT_MATCHING { es: ["Seleccionar {n}", "Seleccionar los {n}"], en: ["Select {n}", "Select all {n}"], nl: ["{n} selecteren", "Alle {n} selecteren"] }
    BULK_DONE { es: ["{n} cambiado", "{n} cambiados"], en: ["{n} changed", "{n} changed"], nl: ["{n} gewijzigd", "{n} gewijzigd"] }
    BULK_WOULD { es: ["{n} recibirá la invitación.", "{n} recibirán la invitación."], en: ["{n} will get the invitation.", "{n} will get the invitation."], nl: ["{n} krijgt de uitnodiging.", "{n} krijgen de uitnodiging."] }
    BULK_SAME { es: ["{n} ya estaba así.", "{n} ya estaban así."], en: ["{n} was so already.", "{n} were so already."], nl: ["{n} was al zo.", "{n} waren al zo."] }
    BULK_SKIPPED { es: ["{n} se queda como está:", "{n} se quedan como están:"], en: ["{n} stays as it is:", "{n} stay as they are:"], nl: ["{n} blijft zoals het is:", "{n} blijven zoals ze zijn:"] }
    BULK_UNDONE { es: ["{n} vuelve a estar como antes", "{n} vuelven a estar como antes"], en: ["{n} is as before", "{n} are as before"], nl: ["{n} is weer als voorheen", "{n} zijn weer als voorheen"] }
    BULK_UNDONE_PARTLY {
        es: ["{n} vuelve a estar como antes; {skipped} no, porque otra persona los ha cambiado", "{n} vuelven a estar como antes; {skipped} no, porque otra persona los ha cambiado"],
        en: ["{n} is as before; {skipped} not, because somebody has changed them", "{n} are as before; {skipped} not, because somebody has changed them"],
        nl: ["{n} is weer als voorheen; {skipped} niet, omdat iemand ze heeft gewijzigd", "{n} zijn weer als voorheen; {skipped} niet, omdat iemand ze heeft gewijzigd"],
    }
}
