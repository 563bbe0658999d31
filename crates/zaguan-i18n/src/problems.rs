//! Sentences for what can go wrong: one for every [`Code`] of the wire, one for every [`FieldCode`].

use zaguan_types::{Code, FieldCode, Language};

use crate::{Text, fields};

words! {
    TITLE { es: "No se ha podido cargar", en: "This could not be loaded", nl: "Dit kon niet worden geladen" }
    NETWORK { es: "No llegamos al servidor. Comprueba tu conexión y reintenta.", en: "The server cannot be reached. Check your connection and try again.", nl: "De server is niet bereikbaar. Controleer je verbinding en probeer het opnieuw." }
    UNREADABLE { es: "La respuesta del servidor no se entiende. Recarga la página.", en: "The server’s answer cannot be read. Reload the page.", nl: "Het antwoord van de server is onleesbaar. Laad de pagina opnieuw." }
    MALFORMED { es: "La petición no se ha entendido. Recarga la página y prueba otra vez.", en: "The request could not be read. Reload the page and try again.", nl: "De aanvraag is niet begrepen. Laad de pagina opnieuw en probeer het nog eens." }
    UNAUTHENTICATED { es: "Tu sesión ha terminado. Entra otra vez.", en: "Your session has ended. Sign in again.", nl: "Je sessie is afgelopen. Log opnieuw in." }
    WRONG_CREDENTIALS { es: "Los datos de acceso no son correctos.", en: "The sign-in details are not right.", nl: "De inloggegevens kloppen niet." }
    FORBIDDEN { es: "No tienes permiso para hacer esto.", en: "You are not allowed to do this.", nl: "Je mag dit niet doen." }
    PASSWORD_CHANGE_REQUIRED { es: "Antes de seguir, elige tu propia clave.", en: "Choose your own password before you go on.", nl: "Kies eerst je eigen wachtwoord." }
    PORTAL_OFF { es: "El portal no está disponible ahora.", en: "The portal is not available right now.", nl: "Het portaal is nu niet beschikbaar." }
    CROSS_ORIGIN { es: "La petición llegó desde otro sitio. Recarga la página.", en: "The request came from another site. Reload the page.", nl: "De aanvraag kwam van een andere site. Laad de pagina opnieuw." }
    NOT_FOUND { es: "No existe o no tienes acceso.", en: "It does not exist, or you have no access.", nl: "Het bestaat niet of je hebt geen toegang." }
    METHOD_NOT_ALLOWED { es: "Eso no se puede hacer aquí.", en: "That cannot be done here.", nl: "Dat kan hier niet." }
    REQUEST_TIMEOUT { es: "El envío tardó demasiado. Comprueba tu conexión y prueba otra vez.", en: "Sending took too long. Check your connection and try again.", nl: "Het versturen duurde te lang. Controleer je verbinding en probeer het opnieuw." }
    CONFLICT { es: "El estado actual no lo permite. Recarga y comprueba qué ha cambiado.", en: "Its present state does not allow this. Reload and see what changed.", nl: "De huidige toestand laat dit niet toe. Laad opnieuw en kijk wat er is veranderd." }
    TENANT_REQUIRED { es: "Tienes cuenta en varias empresas: elige una.", en: "You have accounts at several firms: choose one.", nl: "Je hebt accounts bij meerdere bedrijven: kies er een." }
    PRECONDITION_FAILED { es: "Otra persona lo ha cambiado mientras editabas.", en: "Someone else changed it while you were editing.", nl: "Iemand anders heeft het gewijzigd terwijl je bezig was." }
    BODY_TOO_LARGE { es: "Es demasiado grande para enviarlo.", en: "It is too large to send.", nl: "Het is te groot om te versturen." }
    UNSUPPORTED_MEDIA_TYPE { es: "Este tipo de archivo no se admite.", en: "This type of file is not accepted.", nl: "Dit bestandstype wordt niet geaccepteerd." }
    INVALID { es: "Revisa los valores marcados.", en: "Check the values that are marked.", nl: "Controleer de gemarkeerde waarden." }
    IDEMPOTENCY_MISMATCH { es: "Esto ya se envió con otros datos. Recarga la página.", en: "This was already sent with other data. Reload the page.", nl: "Dit is al met andere gegevens verstuurd. Laad de pagina opnieuw." }
    TOO_MANY_REQUESTS { es: "Demasiados intentos. Espera un poco y prueba otra vez.", en: "Too many attempts. Wait a little and try again.", nl: "Te veel pogingen. Wacht even en probeer het opnieuw." }
    INTERNAL { es: "Ha fallado algo por nuestra parte. Lo que escribiste sigue aquí.", en: "Something broke on our side. What you typed is still here.", nl: "Er ging bij ons iets mis. Wat je typte staat er nog." }
    UNAVAILABLE { es: "Ahora mismo no está disponible. Prueba dentro de un momento.", en: "It is not available right now. Try again in a moment.", nl: "Het is nu niet beschikbaar. Probeer het zo opnieuw." }
    SAME_PASSWORD { es: "Elige una clave distinta de la anterior", en: "Choose a password that differs from the old one", nl: "Kies een ander wachtwoord dan het oude" }
    WRONG_PASSWORD { es: "La clave actual no es correcta", en: "The present password is not right", nl: "Het huidige wachtwoord klopt niet" }
    EMAIL_NEEDED { es: "Para entrar en el portal hace falta un correo electrónico", en: "An e-mail address is needed for portal access", nl: "Voor het portaal is een e-mailadres nodig" }
    OPTED_OUT { es: "Este contacto no recibe correos: no se le puede invitar", en: "This contact opted out of e-mail and cannot be invited", nl: "Dit contact wil geen e-mail en kan niet worden uitgenodigd" }
    SUPPORT_OVER { es: "La fecha de finalización del soporte ya ha pasado", en: "The support end date has passed", nl: "De einddatum van de ondersteuning is voorbij" }
    NEVER_IN_PORTAL { es: "Este campo nunca se muestra a los clientes", en: "This field is never shown to clients", nl: "Dit veld wordt nooit aan klanten getoond" }
    DEFAULT_NEEDED { es: "Es obligatorio y el cliente no lo ve: necesita un valor por defecto", en: "It is required and hidden from clients: it needs a default value", nl: "Het is verplicht en verborgen voor klanten: het heeft een standaardwaarde nodig" }
    CANNOT_DEACTIVATE { es: "Este campo hace falta y no se puede desactivar", en: "This field is needed and cannot be deactivated", nl: "Dit veld is nodig en kan niet worden gedeactiveerd" }
    EMPTY_FILE { es: "El archivo no tiene filas que importar. Comprueba que lleva una cabecera y al menos una fila.", en: "The file has no rows to import. Check that it has a header and at least one row.", nl: "Het bestand heeft geen rijen om te importeren. Controleer of er een kopregel en minstens één rij in staat." }
    UNKNOWN_FILE { es: "No es un CSV ni un libro de Excel. Guárdalo como .xlsx o CSV.", en: "This is neither a CSV nor an Excel workbook. Save it as .xlsx or CSV.", nl: "Dit is geen CSV en geen Excel-werkmap. Sla het op als .xlsx of CSV." }
    OTHER_SPREADSHEET { es: "Es una hoja de cálculo antigua, de otro formato o con contraseña. Guárdala como .xlsx o CSV.", en: "This is an old or protected spreadsheet, or one of another format. Save it as .xlsx or CSV.", nl: "Dit is een oud, beveiligd of ander soort rekenblad. Sla het op als .xlsx of CSV." }
    BROKEN_FILE { es: "El archivo está dañado o tiene unas comillas sin cerrar. Vuelve a guardarlo y súbelo otra vez.", en: "The file is damaged or has a quotation mark that is never closed. Save it again and upload it anew.", nl: "Het bestand is beschadigd of heeft een aanhalingsteken dat nergens sluit. Sla het opnieuw op en upload het nog eens." }
    FILE_TOO_LARGE { es: "El archivo es demasiado grande: como mucho 200.000 filas, 500 columnas y 32.767 caracteres por celda. Divídelo.", en: "The file is too large: at most 200,000 rows, 500 columns and 32,767 characters in a cell. Split it.", nl: "Het bestand is te groot: hooguit 200.000 rijen, 500 kolommen en 32.767 tekens per cel. Splits het op." }
}

/// What to tell a person about a problem of this kind.
pub const fn problem(code: Code, language: Language) -> &'static str {
    text_of(code).get(language)
}

/// What to tell a person about one value that does not pass. `label` is the name of the field, for the sentence
/// that asks for a missing value.
pub fn field_problem(code: FieldCode, label: &str, language: Language) -> String {
    field_text_of(code).fill(language, &[("label", label)])
}

/// The entry behind [`problem`], for callers that switch the language later.
pub const fn text_of(code: Code) -> Text {
    match code {
        Code::Malformed => MALFORMED,
        Code::Unauthenticated => UNAUTHENTICATED,
        Code::WrongCredentials => WRONG_CREDENTIALS,
        Code::Forbidden => FORBIDDEN,
        Code::PasswordChangeRequired => PASSWORD_CHANGE_REQUIRED,
        Code::PortalOff => PORTAL_OFF,
        Code::CrossOrigin => CROSS_ORIGIN,
        Code::NotFound => NOT_FOUND,
        Code::MethodNotAllowed => METHOD_NOT_ALLOWED,
        Code::RequestTimeout => REQUEST_TIMEOUT,
        Code::Conflict => CONFLICT,
        Code::TenantRequired => TENANT_REQUIRED,
        Code::PreconditionFailed => PRECONDITION_FAILED,
        Code::BodyTooLarge => BODY_TOO_LARGE,
        Code::UnsupportedMediaType => UNSUPPORTED_MEDIA_TYPE,
        Code::Invalid => INVALID,
        Code::IdempotencyMismatch => IDEMPOTENCY_MISMATCH,
        Code::TooManyRequests => TOO_MANY_REQUESTS,
        Code::Internal => INTERNAL,
        Code::Unavailable => UNAVAILABLE,
    }
}

/// The entry behind [`field_problem`]; may hold `{label}`.
pub const fn field_text_of(code: FieldCode) -> Text {
    match code {
        FieldCode::Required => fields::ERROR_REQUIRED,
        FieldCode::TooLong => fields::ERROR_TOO_LONG,
        FieldCode::TooShort => fields::ERROR_TOO_SHORT,
        FieldCode::TooSmall | FieldCode::TooLarge => fields::ERROR_OUT_OF_RANGE,
        FieldCode::BadType | FieldCode::BadFormat => fields::ERROR_INVALID,
        FieldCode::UnknownChoice => fields::ERROR_CHOICE,
        FieldCode::UnknownMember | FieldCode::ReadOnly => fields::ERROR_UNKNOWN,
        FieldCode::UnknownReference => fields::ERROR_REFERENCE,
        FieldCode::Circular => fields::ERROR_CIRCULAR,
        FieldCode::Taken => fields::ERROR_TAKEN,
        FieldCode::EndBeforeStart => fields::ERROR_DATE_ORDER,
        FieldCode::WeakPassword => fields::ERROR_WEAK_PASSWORD,
        FieldCode::SamePassword => SAME_PASSWORD,
        FieldCode::WrongPassword => WRONG_PASSWORD,
        FieldCode::UnknownFilter | FieldCode::UnknownSort | FieldCode::BadCursor => fields::ERROR_INVALID,
        FieldCode::EmailNeeded => EMAIL_NEEDED,
        FieldCode::OptedOut => OPTED_OUT,
        FieldCode::SupportOver => SUPPORT_OVER,
        FieldCode::NeverInPortal => NEVER_IN_PORTAL,
        FieldCode::DefaultNeeded => DEFAULT_NEEDED,
        FieldCode::CannotDeactivate => CANNOT_DEACTIVATE,
        FieldCode::EmptyFile => EMPTY_FILE,
        FieldCode::UnknownFile => UNKNOWN_FILE,
        FieldCode::OtherSpreadsheet => OTHER_SPREADSHEET,
        FieldCode::BrokenFile => BROKEN_FILE,
        FieldCode::FileTooLarge => FILE_TOO_LARGE,
    }
}
