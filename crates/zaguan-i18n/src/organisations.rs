//! Organisations in the staff app.

words! {
    TITLE { es: "Organizaciones", en: "Organisations", nl: "Organisaties" }
    ADD { es: "Agregar organización", en: "Add organisation", nl: "Organisatie toevoegen" }
    EDIT { es: "Editar organización", en: "Edit organisation", nl: "Organisatie bewerken" }
    SEARCH { es: "Buscar organizaciones", en: "Search organisations", nl: "Organisaties zoeken" }
    EMPTY_TITLE { es: "Aún no hay organizaciones", en: "No organisations yet", nl: "Nog geen organisaties" }
    EMPTY_TEXT {
        es: "Aquí reúnes empresas y familias con sus personas, sus filiales y sus casos.",
        en: "Here you gather companies and households with their people, subsidiaries and cases.",
        nl: "Hier breng je bedrijven en gezinnen samen met hun mensen, dochters en zaken.",
    }
    NONE_FOUND { es: "Ninguna organización coincide", en: "No organisation matches", nl: "Geen organisatie gevonden" }
    SAVED { es: "Organización guardada", en: "Organisation saved", nl: "Organisatie opgeslagen" }
    DELETED { es: "Organización eliminada", en: "Organisation deleted", nl: "Organisatie verwijderd" }
    RESTORED { es: "Organización recuperada", en: "Organisation restored", nl: "Organisatie teruggezet" }
    VIEW_ALL { es: "Todas", en: "All", nl: "Alle" }
    VIEW_MINE { es: "Mías", en: "Mine", nl: "Van mij" }
    PEOPLE { es: "Personas", en: "People", nl: "Mensen" }
    NO_PEOPLE { es: "Todavía no hay nadie aquí", en: "Nobody here yet", nl: "Nog niemand hier" }
    SUBSIDIARIES { es: "Filiales", en: "Subsidiaries", nl: "Dochters" }
    NO_SUBSIDIARIES { es: "No tiene filiales", en: "No subsidiaries", nl: "Geen dochters" }
}

plurals! {
    COUNT { es: ["{n} organización", "{n} organizaciones"], en: ["{n} organisation", "{n} organisations"], nl: ["{n} organisatie", "{n} organisaties"] }
}
