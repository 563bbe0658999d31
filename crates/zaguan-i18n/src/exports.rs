//! Exports: the heads of columns that are no fields, and yes and no in cells.

words! {
    ID { es: "Identificador de Zaguán", en: "Zaguán id", nl: "Zaguán-id" }
    CREATED_AT { es: "Creado el", en: "Created", nl: "Aangemaakt" }
    UPDATED_AT { es: "Modificado el", en: "Changed", nl: "Gewijzigd" }
    CLOSED_AT { es: "Cerrado el", en: "Closed", nl: "Gesloten" }
    NUMBER { es: "Número", en: "Number", nl: "Nummer" }
    OWNER_EMAIL { es: "Correo del responsable", en: "Owner’s e-mail", nl: "E-mail van de verantwoordelijke" }
    YES { es: "Sí", en: "Yes", nl: "Ja" }
    NO { es: "No", en: "No", nl: "Nee" }
}
