//! The words of the demo data.

/// A demo firm.
#[derive(Clone, Copy)]
pub(super) struct Firm {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) phone: &'static str,
    /// Primary, secondary, background, text.
    pub(super) colours: [&'static str; 4],
    pub(super) serif: bool,
    pub(super) radius: u8,
    pub(super) welcome: [&'static str; 3],
    /// Mailbox and name.
    pub(super) owner: (&'static str, &'static str),
    pub(super) agent: (&'static str, &'static str),
    /// Given name, family names and address of those who have access to the portal.
    pub(super) clients: [(&'static str, &'static str, &'static str); 3],
}

pub(super) const FIRMS: [Firm; 2] = [
    Firm {
        slug: "costa-clara",
        name: "Inmobiliaria Costa Clara",
        phone: "+34 952 000 111",
        colours: ["#0f6a73", "#e2a15c", "#f7f3ea", "#1f2a2b"],
        serif: true,
        radius: 14,
        welcome: [
            "Aquí está todo lo de tu vivienda: tus casos, en qué punto están y a quién le toca el siguiente paso.",
            "Everything about your home is here: your cases, where they stand and whose turn it is.",
            "Alles over je woning staat hier: je zaken, hoe ver ze zijn en wie er aan zet is.",
        ],
        owner: ("ana", "Ana Cortés"),
        agent: ("luis", "Luis Prado"),
        clients: [
            ("Carmen", "Rueda Molina", "carmen@example.com"),
            ("Andrés", "Pizarro Gil", "andres@example.com"),
            ("Joost", "van der Meer", "joost@example.com"),
        ],
    },
    Firm {
        slug: "ferrer",
        name: "Despacho Ferrer",
        phone: "+34 963 000 222",
        colours: ["#6b2f43", "#c9a227", "#f8f6f3", "#26211f"],
        serif: false,
        radius: 8,
        welcome: [
            "Sigue aquí tus asuntos con el despacho. Te avisamos cuando necesitemos algo de ti.",
            "Follow your matters with the firm here. We tell you when we need something from you.",
            "Volg hier je zaken bij het kantoor. We laten het weten als we iets van je nodig hebben.",
        ],
        owner: ("marta", "Marta Ferrer"),
        agent: ("pablo", "Pablo Ibáñez"),
        clients: [
            ("Teresa", "Quintana Sáez", "teresa@example.com"),
            ("Samuel", "Ortuño Vidal", "samuel@example.com"),
            ("Pilar", "Echevarría Luna", "pilar@example.com"),
        ],
    },
];

pub(super) const ORGANISATIONS: [(&str, &str); 8] = [
    ("Grupo Almenara S. L.", "almenara.example"),
    ("Construcciones Torrox", "torrox.example"),
    ("Notaría Ríos", "notaria-rios.example"),
    ("Hotel Balcón del Mar", "balcon.example"),
    ("Comunidad Calle Almirante 14", "almirante14.example"),
    ("Viveros Frigiliana", "viveros.example"),
    ("Gestoría Girasol", "girasol.example"),
    ("Van Dijk Vastgoed", "vandijk.example"),
];

pub(super) const STREETS: [&str; 4] =
    ["Calle Almirante Ferrándiz, 14", "Avenida de la Constitución, 3", "Calle Pintada, 88", "Plaza Cavana, 2"];

/// Tags of organisations.
pub(super) const KINDS: [&str; 4] = ["Promotora", "Proveedor", "Notaría", "Hostelería"];

/// What people are in an organisation.
pub(super) const ROLES: [&str; 4] = ["Administradora", "Socio", "Apoderada", "Secretario"];

pub(super) const NOTES: [&str; 8] = [
    "Prefiere que la llamen por la tarde. Su hermana Teresa le ayuda con los papeles.",
    "Quiere cerrar antes de Navidad. Presupuesto hasta 340.000 €, con la hipoteca aprobada.",
    "No escribirle en agosto: está en el pueblo, sin cobertura.",
    "Visita hecha el martes. Le gustó la terraza; le preocupa el ruido de la calle.",
    "Viene recomendado por la notaría. Pide factura a nombre de la sociedad.",
    "Habla poco español: mejor en inglés o en neerlandés, y por escrito.",
    "Ha pedido dos veces el certificado energético. Revisar antes de volver a llamar.",
    "Tiene las llaves del garaje. Devolverá el segundo mando el día de la firma.",
];

pub(super) const FIRST_NAMES: [&str; 24] = [
    "Lucía", "Hugo", "Martina", "Mateo", "Sofía", "Daniel", "Valeria", "Álvaro", "Noa", "Adrián", "Inés", "Diego",
    "Elena", "Marcos", "Irene", "Rubén", "Nuria", "Óscar", "Sanne", "Pieter", "Grace", "Oliver", "Aïcha", "Íñigo",
];

pub(super) const LAST_NAMES: [&str; 26] = [
    "García",
    "Martínez",
    "López",
    "Sánchez",
    "Muñoz",
    "Díaz",
    "Moreno",
    "Álvarez",
    "Romero",
    "Gutiérrez",
    "Navarro",
    "Torres",
    "Domínguez",
    "Vázquez",
    "Ramos",
    "Gil",
    "Serrano",
    "Blanco",
    "Castro",
    "Ortega",
    "Núñez",
    "Peña",
    "Bakker",
    "de Vries",
    "Walker",
    "Benali",
];

pub(super) const TAGS: [&str; 5] = ["Compradora", "Vendedor", "Nerja", "VIP", "Alquiler"];

pub(super) const CATEGORIES: [&str; 5] = ["documentation", "incident", "billing", "question", "other"];

pub(super) const MATTERS: [(&str, &str); 15] = [
    (
        "La nota simple no incluye el trastero n.º 7",
        "En la nota simple que subisteis ayer no aparece el trastero n.º 7 y en el contrato de arras sí. ¿Afecta a la firma?",
    ),
    ("Cambio de hora para la visita del tasador", "El miércoles a las 10:30 no puedo. ¿Se puede pasar a la tarde?"),
    ("El banco pide la cédula de habitabilidad", "Me la piden antes del viernes para cerrar la hipoteca."),
    (
        "Humedad en la pared del dormitorio principal",
        "Ha salido una mancha junto a la ventana después de las lluvias. Adjunto fotos cuando pueda.",
    ),
    ("Copia de llaves del garaje, plaza 31", "Nos entregaron un solo mando y somos dos coches."),
    (
        "Factura de la plusvalía a nombre de la sociedad",
        "La factura llegó a mi nombre y tiene que ir a nombre de la sociedad.",
    ),
    ("Fotos nuevas de la terraza para el anuncio", "Hemos pintado la terraza y las fotos del anuncio son antiguas."),
    ("Alta de suministros tras la compraventa", "¿Qué necesito para poner la luz y el agua a mi nombre?"),
    ("Desacuerdo con la fianza devuelta", "Se han descontado 180 € por limpieza y el piso quedó limpio."),
    ("Certificado energético caducado", "El certificado caduca el mes que viene. ¿Lo renováis vosotros?"),
    ("Borrador de arras: cláusula sexta", "No entiendo la cláusula sexta, la de la penalización."),
    ("Duda sobre los gastos de comunidad", "¿Incluyen la derrama de la fachada?"),
    ("Poder notarial para mi hermana", "Estaré fuera el día de la firma y firmaría mi hermana."),
    ("Aire acondicionado sin presión", "La máquina del salón no enfría desde el lunes."),
    ("Recibo del IBI pendiente", "Me ha llegado un recibo del año anterior a la compra."),
];

pub(super) const STAFF_LINES: &[&str] = &[
    "Gracias por avisar. Lo estamos mirando y te decimos algo hoy mismo.",
    "Ya lo hemos pedido. En cuanto llegue te lo subimos aquí.",
    "¿Nos puedes confirmar si te viene bien el jueves por la mañana?",
    "Está resuelto por nuestra parte. Si ves algo raro, dínoslo por aquí.",
    "Necesitamos tu DNI por las dos caras para seguir.",
];

pub(super) const CLIENT_LINES: &[&str] = &[
    "Perfecto, muchas gracias.",
    "El jueves me viene bien, a partir de las diez.",
    "De acuerdo. ¿Hace falta algo más por mi parte?",
    "Lo he visto, todo correcto.",
];
