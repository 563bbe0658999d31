// The labels that the product promises (product.md), and the few more that the journeys press, by language. Journeys
// find everything by these names and never by classes or ids: who cannot see the page finds it the same way.

const spanish = {
  staff: {
    email: "Correo electrónico", password: "Contraseña", signIn: "Entrar", profile: "Menú de perfil", navigation: "Principal", signOut: "Salir",
    contacts: "Contactos", cases: "Casos", tools: "Herramientas", editFields: "Editar campos", actions: "Acciones",
    inactiveFields: "Campos inactivos", reactivate: "Reactivar", companyBlock: "Información de la empresa",
    addContact: "Agregar contacto", firstName: "Nombre", lastName: "Apellidos", contactEmail: "Correo electrónico", language: "Idioma", save: "Guardar",
    portalUser: "Usuario del portal", supportStart: "Soporte fecha de inicio", supportEnd: "Soporte fecha de finalización",
    settings: "Configuración", crmSettings: "Configuración del CRM", studio: "Estudio", module: "Módulo", deals: "Negocios",
    edit: (label) => `Editar ${label}`, portalField: "Campo Portal", fieldSaved: "Campo guardado", category: "Categoría",
    status: "Estado", message: "Mensaje", sourcePortal: "Portal", loadMore: "Mostrar más",
  },
  portal: {
    username: "Nombre de usuario", password: "Clave", signIn: "Ingreso", newPassword: "Nueva clave", repeatPassword: "Repite la clave",
    save: "Guardar", hello: (name) => `Hola, ${name}`, home: "Inicio", cases: "Casos", newCase: "Nuevo Caso", send: "Enviar",
    subject: "Asunto", description: "Descripción", priority: "Prioridad", category: "Categoría", documentation: "Documentación",
    state: "Estado", all: "Todos", states: ["Abierto", "En progreso", "En espera de respuesta", "Cerrado"],
    search: "Búsqueda", textOrNumber: "Texto o número", results: "Ver resultados", clear: "Quitar filtros", any: "Cualquiera",
    count: (n) => (n === 1 ? "1 caso" : `${n} casos`), matching: (n) => (n === 1 ? "1 caso con estos filtros" : `${n} casos con estos filtros`),
    message: "Tu mensaje", yourTurn: "Te toca a ti", account: /, tu cuenta$/, signOut: "Salir", back: "Volver",
    refused: (firm) => `No hemos podido abrirte con esos datos. Revísalos o escribe a ${firm}.`, weak: "Es fácil de adivinar. Prueba con varias palabras.",
  },
  mail: { button: "CLIC AQUÍ", username: "Nombre de usuario", password: "Clave" },
  name: "Español",
};

const english = {
  staff: {
    email: "E-mail", password: "Password", signIn: "Sign in", profile: "Profile menu", navigation: "Main", signOut: "Sign out",
    contacts: "Contacts", cases: "Cases", tools: "Tools", editFields: "Edit fields", actions: "Actions",
    inactiveFields: "Inactive fields", reactivate: "Reactivate", companyBlock: "Company information",
    addContact: "Add contact", firstName: "First name", lastName: "Last name", contactEmail: "E-mail", language: "Language", save: "Save",
    portalUser: "Portal user", supportStart: "Support start date", supportEnd: "Support end date",
    settings: "Settings", crmSettings: "CRM settings", studio: "Studio", module: "Module", deals: "Deals",
    edit: (label) => `Edit ${label}`, portalField: "Portal field", fieldSaved: "Field saved", category: "Category",
    status: "Status", message: "Message", sourcePortal: "Portal", loadMore: "Show more",
  },
  portal: {
    username: "User name", password: "Password", signIn: "Sign in", newPassword: "New password", repeatPassword: "Repeat the password",
    save: "Save", hello: (name) => `Hello, ${name}`, home: "Home", cases: "Cases", newCase: "New case", send: "Send",
    subject: "Subject", description: "Description", priority: "Priority", category: "Category", documentation: "Documents",
    state: "Status", all: "All", states: ["Open", "In progress", "Waiting for response", "Closed"],
    search: "Search", textOrNumber: "Text or number", results: "Show results", clear: "Clear filters", any: "Any",
    count: (n) => (n === 1 ? "1 case" : `${n} cases`), matching: (n) => (n === 1 ? "1 case with these filters" : `${n} cases with these filters`),
    message: "Your message", yourTurn: "It is your turn", account: /, your account$/, signOut: "Sign out", back: "Back",
    refused: (firm) => `We could not let you in with those details. Check them or write to ${firm}.`, weak: "It is easy to guess. Try several words.",
  },
  mail: { button: "CLICK HERE", username: "User name", password: "Password" },
  name: "English",
};

const dutch = {
  portal: {
    username: "Gebruikersnaam", password: "Wachtwoord", signIn: "Inloggen", home: "Start", cases: "Zaken", newCase: "Nieuwe zaak", send: "Versturen",
    hello: (name) => `Hallo, ${name}`, search: "Zoeken", textOrNumber: "Tekst of nummer", message: "Je bericht", account: /, je account$/, signOut: "Uitloggen", back: "Terug",
    all: "Alle", state: "Status", results: "Resultaten tonen", noneFound: "Geen zaak gevonden.", subject: "Onderwerp",
  },
  name: "Nederlands",
};

export const words = { es: spanish, en: english, nl: dutch };

/** The people and the firm of the demo data (contract.md). */
export const demo = {
  firm: "Inmobiliaria Costa Clara",
  slug: "costa-clara",
  staffPassword: "Zaguan-demo-2026",
  owner: "ana@costa-clara.example",
  client: "carmen@example.com",
  clientPassword: "Portal-demo-2026",
};
