//! What contacts and organisations share on screen: filters, order, the bin, acts on a record.

words! {
    FILTER { es: "Filtrar", en: "Filter", nl: "Filteren" }
    ME { es: "Yo", en: "Me", nl: "Ik" }
    NO_ORGANISATION { es: "Sin organización", en: "No organisation", nl: "Geen organisatie" }
    WITH_ACCESS { es: "Con acceso", en: "With access", nl: "Met toegang" }
    ALL_OF_THEM { es: "Quedan los que tienen todas", en: "Those that have all of them remain", nl: "Wie ze allemaal heeft, blijft over" }
    CREATED_ON { es: "Creado", en: "Created", nl: "Aangemaakt" }
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
}

plurals! {
    BIN_TEXT {
        es: ["Lo que eliminas se queda aquí {n} día; después se borra para siempre.", "Lo que eliminas se queda aquí {n} días; después se borra para siempre."],
        en: ["What you delete stays here for {n} day and is then erased for good.", "What you delete stays here for {n} days and is then erased for good."],
        nl: ["Wat je verwijdert, blijft hier {n} dag en wordt dan voorgoed gewist.", "Wat je verwijdert, blijft hier {n} dagen en wordt dan voorgoed gewist."],
    }
}
