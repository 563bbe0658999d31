//! How the built-in blocks and fields of a new firm are set up. A firm changes its own copy in Estudio.

use super::{Choice, FieldType, Labels, Module, PortalCreate, PortalMatrix, PortalView};

/// A text in Spanish, English and Dutch.
pub type Words = [&'static str; 3];

/// A built-in block.
pub struct BlockSeed {
    /// Its title.
    pub labels: Words,
    /// Its fields in order.
    pub fields: &'static [FieldSeed],
}

/// What clients see of a built-in field at first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PortalSeed {
    /// Nothing, and never: the field is the firm's own business.
    Never,
    /// Nothing, until the firm marks it.
    Hidden,
    /// «Campo Portal» is on.
    Shown,
    /// On, and clients have to fill it in.
    Required,
    /// Read, listed and filtered by, but not filled in.
    ReadOnly,
}

/// A built-in field.
pub struct FieldSeed {
    /// Its name in the API.
    pub api_name: &'static str,
    /// What it holds.
    pub field_type: FieldType,
    /// What staff reads beside it.
    pub labels: Words,
    /// Whether staff has to fill it in.
    pub required: bool,
    /// Whether it is active at first.
    pub active: bool,
    /// Whether it may be made inactive.
    pub can_deactivate: bool,
    /// What clients see of it at first.
    pub portal: PortalSeed,
    /// The most characters.
    pub max_length: Option<u32>,
    /// Key and labels of its choices.
    pub choices: &'static [(&'static str, Words)],
    /// The key of the choice that a new record has.
    pub default: Option<&'static str>,
}

/// The labels of three words.
pub fn labels(words: Words) -> Labels {
    Labels { es: words[0].to_owned(), en: words[1].to_owned(), nl: words[2].to_owned() }
}

impl FieldSeed {
    /// The matrix that the field has at first.
    pub fn matrix(&self) -> PortalMatrix {
        match self.portal {
            PortalSeed::Never | PortalSeed::Hidden => PortalMatrix::default(),
            PortalSeed::Shown => PortalMatrix::shown(self.field_type),
            PortalSeed::Required => PortalMatrix { required: true, ..PortalMatrix::shown(self.field_type) },
            PortalSeed::ReadOnly => PortalMatrix {
                create: PortalCreate::Hidden,
                view: PortalView::Read,
                ..PortalMatrix::shown(self.field_type)
            },
        }
    }

    /// Its choices as they are stored.
    pub fn choice_list(&self) -> Vec<Choice> {
        self.choices
            .iter()
            .map(|(key, words)| Choice { key: (*key).to_owned(), labels: labels(*words), active: true })
            .collect()
    }
}

const fn field(api_name: &'static str, field_type: FieldType, labels: Words) -> FieldSeed {
    FieldSeed {
        api_name,
        field_type,
        labels,
        required: false,
        active: true,
        can_deactivate: true,
        portal: PortalSeed::Never,
        max_length: None,
        choices: &[],
        default: None,
    }
}

impl FieldSeed {
    const fn needed(mut self) -> Self {
        self.required = true;
        self.can_deactivate = false;
        self
    }
    const fn kept(mut self) -> Self {
        self.can_deactivate = false;
        self
    }
    const fn inactive(mut self) -> Self {
        self.active = false;
        self
    }
    const fn up_to(mut self, length: u32) -> Self {
        self.max_length = Some(length);
        self
    }
    const fn portal(mut self, seed: PortalSeed) -> Self {
        self.portal = seed;
        self
    }
    const fn choosing(mut self, choices: &'static [(&'static str, Words)], default: Option<&'static str>) -> Self {
        self.choices = choices;
        self.default = default;
        self
    }
}

const LANGUAGES: &[(&str, Words)] = &[
    ("es", ["Español", "Spanish", "Spaans"]),
    ("en", ["Inglés", "English", "Engels"]),
    ("nl", ["Neerlandés", "Dutch", "Nederlands"]),
];

const STATUSES: &[(&str, Words)] = &[
    ("open", ["Abierto", "Open", "Open"]),
    ("in_progress", ["En progreso", "In progress", "In behandeling"]),
    ("waiting_for_response", ["En espera de respuesta", "Waiting for response", "Wacht op antwoord"]),
    ("closed", ["Cerrado", "Closed", "Gesloten"]),
];

const PRIORITIES: &[(&str, Words)] = &[
    ("low", ["Baja", "Low", "Laag"]),
    ("normal", ["Normal", "Normal", "Normaal"]),
    ("high", ["Alta", "High", "Hoog"]),
    ("urgent", ["Urgente", "Urgent", "Dringend"]),
];

const CATEGORIES: &[(&str, Words)] = &[
    ("documentation", ["Documentación", "Documents", "Documenten"]),
    ("incident", ["Incidencia", "Incident", "Incident"]),
    ("billing", ["Facturación", "Billing", "Facturering"]),
    ("question", ["Consulta", "Question", "Vraag"]),
    ("other", ["Otro", "Other", "Overig"]),
];

const STAGES: &[(&str, Words)] = &[
    ("new", ["Nuevo", "New", "Nieuw"]),
    ("proposal", ["Propuesta", "Proposal", "Voorstel"]),
    ("negotiation", ["Negociación", "Negotiation", "Onderhandeling"]),
    ("won", ["Ganado", "Won", "Gewonnen"]),
    ("lost", ["Perdido", "Lost", "Verloren"]),
];

const EXTERNAL_ID: Words = ["Identificador externo", "External id", "Externe id"];

use FieldType as T;

const CONTACTS: &[BlockSeed] = &[
    BlockSeed {
        labels: ["Información básica", "Basic information", "Basisgegevens"],
        fields: &[
            field("first_name", T::Text, ["Nombre", "First name", "Voornaam"]).up_to(100),
            field("last_name", T::Text, ["Apellidos", "Last name", "Achternaam"]).up_to(100).needed(),
            field("email", T::Email, ["Correo electrónico", "E-mail", "E-mail"]).kept(),
            field("phone", T::Phone, ["Teléfono", "Phone", "Telefoon"]),
            field("language", T::SingleChoice, ["Idioma", "Language", "Taal"]).choosing(LANGUAGES, None),
            field("owner_id", T::LinkUser, ["Responsable", "Owner", "Verantwoordelijke"]),
            field("tags", T::MultipleChoice, ["Etiquetas", "Tags", "Labels"]),
            field("email_opt_out", T::YesNo, ["No enviar correos", "Do not send e-mail", "Geen e-mail sturen"]),
            field("external_id", T::Text, EXTERNAL_ID).up_to(100).inactive(),
        ],
    },
    BlockSeed {
        labels: ["Información de la empresa", "Company information", "Bedrijfsgegevens"],
        fields: &[
            field("organisation_id", T::LinkOrganisation, ["Organización", "Organisation", "Organisatie"]),
            field("portal_user", T::YesNo, ["Usuario del portal", "Portal user", "Portaalgebruiker"]).inactive(),
            field(
                "support_start_date",
                T::Date,
                ["Soporte fecha de inicio", "Support start date", "Begindatum ondersteuning"],
            )
            .inactive(),
            field(
                "support_end_date",
                T::Date,
                ["Soporte fecha de finalización", "Support end date", "Einddatum ondersteuning"],
            )
            .inactive(),
        ],
    },
];

const ORGANISATIONS: &[BlockSeed] = &[BlockSeed {
    labels: ["Información básica", "Basic information", "Basisgegevens"],
    fields: &[
        field("name", T::Text, ["Nombre", "Name", "Naam"]).needed(),
        field("email", T::Email, ["Correo electrónico", "E-mail", "E-mail"]),
        field("phone", T::Phone, ["Teléfono", "Phone", "Telefoon"]),
        field("website", T::Url, ["Sitio web", "Website", "Website"]),
        field("address", T::LongText, ["Dirección", "Address", "Adres"]).up_to(500),
        field("parent_id", T::LinkOrganisation, ["Organización matriz", "Parent organisation", "Moederorganisatie"]),
        field("owner_id", T::LinkUser, ["Responsable", "Owner", "Verantwoordelijke"]),
        field("tags", T::MultipleChoice, ["Etiquetas", "Tags", "Labels"]),
        field("external_id", T::Text, EXTERNAL_ID).up_to(100).inactive(),
    ],
}];

const CASES: &[BlockSeed] = &[
    BlockSeed {
        labels: ["Datos del caso", "Case details", "Zaakgegevens"],
        fields: &[
            field("subject", T::Text, ["Asunto", "Subject", "Onderwerp"]).needed().portal(PortalSeed::Required),
            field("description", T::LongText, ["Descripción", "Description", "Omschrijving"])
                .kept()
                .portal(PortalSeed::Required),
            field("status", T::SingleChoice, ["Estado", "Status", "Status"])
                .kept()
                .portal(PortalSeed::ReadOnly)
                .choosing(STATUSES, Some("open")),
            field("priority", T::SingleChoice, ["Prioridad", "Priority", "Prioriteit"])
                .portal(PortalSeed::Shown)
                .choosing(PRIORITIES, Some("normal")),
            field("category", T::SingleChoice, ["Categoría", "Category", "Categorie"])
                .portal(PortalSeed::Hidden)
                .choosing(CATEGORIES, None),
        ],
    },
    BlockSeed {
        labels: ["Gestión", "Handling", "Afhandeling"],
        fields: &[
            field("contact_id", T::LinkContact, ["Contacto", "Contact", "Contact"]).kept(),
            field("organisation_id", T::LinkOrganisation, ["Organización", "Organisation", "Organisatie"]),
            field("assignee_id", T::LinkUser, ["Responsable", "Assignee", "Behandelaar"]).kept(),
            field(
                "private",
                T::YesNo,
                ["Solo para quien lo pide", "Private to its requester", "Alleen voor de aanvrager"],
            ),
        ],
    },
];

const DEALS: &[BlockSeed] = &[BlockSeed {
    labels: ["Datos del negocio", "Deal details", "Dealgegevens"],
    fields: &[
        field("name", T::Text, ["Nombre", "Name", "Naam"]).needed(),
        field("amount", T::Money, ["Importe", "Amount", "Bedrag"]),
        field("stage", T::SingleChoice, ["Etapa", "Stage", "Fase"]).kept().choosing(STAGES, Some("new")),
        field("expected_close", T::Date, ["Cierre previsto", "Expected close", "Verwachte afsluiting"]),
        field("contact_id", T::LinkContact, ["Contacto", "Contact", "Contact"]),
        field("organisation_id", T::LinkOrganisation, ["Organización", "Organisation", "Organisatie"]),
        field("owner_id", T::LinkUser, ["Responsable", "Owner", "Verantwoordelijke"]),
    ],
}];

/// The built-in blocks of a module, in order.
pub const fn blocks(module: Module) -> &'static [BlockSeed] {
    match module {
        Module::Contacts => CONTACTS,
        Module::Organisations => ORGANISATIONS,
        Module::Cases => CASES,
        Module::Deals => DEALS,
    }
}

/// What people read for a module.
pub fn module_labels(module: Module) -> Labels {
    labels(match module {
        Module::Contacts => ["Contactos", "Contacts", "Contacten"],
        Module::Organisations => ["Organizaciones", "Organisations", "Organisaties"],
        Module::Cases => ["Casos", "Cases", "Zaken"],
        Module::Deals => ["Negocios", "Deals", "Deals"],
    })
}

/// The modules in the order in which Estudio lists them: it starts at «Negocios».
pub const STUDIO_ORDER: [Module; 4] = [Module::Deals, Module::Contacts, Module::Organisations, Module::Cases];
