//! Names of the built-in blocks and fields, of field types, and the sentences that a field's rule says when it is broken.

words! {
    BLOCK_CONTACT { es: "Información básica", en: "Basic information", nl: "Basisgegevens" }
    BLOCK_COMPANY { es: "Información de la empresa", en: "Company information", nl: "Bedrijfsinformatie" }
    BLOCK_CASE { es: "Datos del caso", en: "Case details", nl: "Gegevens van de zaak" }
    BLOCK_ORGANISATION { es: "Datos de la organización", en: "Organisation details", nl: "Gegevens van de organisatie" }
    BLOCK_DEAL { es: "Datos del negocio", en: "Deal details", nl: "Gegevens van de deal" }
    FIRST_NAME { es: "Nombre", en: "First name", nl: "Voornaam" }
    LAST_NAME { es: "Apellidos", en: "Last name", nl: "Achternaam" }
    EMAIL { es: "Correo electrónico", en: "E-mail", nl: "E-mailadres" }
    PHONE { es: "Teléfono", en: "Phone", nl: "Telefoon" }
    ORGANISATION { es: "Organización", en: "Organisation", nl: "Organisatie" }
    OWNER { es: "Responsable", en: "Owner", nl: "Verantwoordelijke" }
    LANGUAGE { es: "Idioma", en: "Language", nl: "Taal" }
    TAGS { es: "Etiquetas", en: "Tags", nl: "Labels" }
    EMAIL_OPT_OUT { es: "No recibe correos", en: "Opted out of e-mail", nl: "Wil geen e-mail" }
    PORTAL_USER { es: "Usuario del portal", en: "Portal user", nl: "Portaalgebruiker" }
    PORTAL_USER_HELP { es: "Decide quién puede entrar en el portal", en: "Decides who may enter the portal", nl: "Bepaalt wie het portaal in mag" }
    SUPPORT_START_DATE { es: "Soporte fecha de inicio", en: "Support start date", nl: "Ondersteuning begindatum" }
    SUPPORT_END_DATE { es: "Soporte fecha de finalización", en: "Support end date", nl: "Ondersteuning einddatum" }
    SUBJECT { es: "Asunto", en: "Subject", nl: "Onderwerp" }
    DESCRIPTION { es: "Descripción", en: "Description", nl: "Omschrijving" }
    STATUS { es: "Estado", en: "Status", nl: "Status" }
    PRIORITY { es: "Prioridad", en: "Priority", nl: "Prioriteit" }
    CATEGORY { es: "Categoría", en: "Category", nl: "Categorie" }
    ASSIGNEE { es: "Responsable", en: "Assignee", nl: "Behandelaar" }
    CONTACT { es: "Contacto", en: "Contact", nl: "Contact" }
    NAME { es: "Nombre", en: "Name", nl: "Naam" }
    WEBSITE { es: "Sitio web", en: "Website", nl: "Website" }
    TYPE_TEXT { es: "Texto", en: "Text", nl: "Tekst" }
    TYPE_LONG_TEXT { es: "Texto largo", en: "Long text", nl: "Lange tekst" }
    TYPE_INTEGER { es: "Número entero", en: "Whole number", nl: "Geheel getal" }
    TYPE_DECIMAL { es: "Número decimal", en: "Decimal number", nl: "Decimaal getal" }
    TYPE_MONEY { es: "Importe", en: "Amount of money", nl: "Bedrag" }
    TYPE_PERCENT { es: "Porcentaje", en: "Percentage", nl: "Percentage" }
    TYPE_DATE { es: "Fecha", en: "Date", nl: "Datum" }
    TYPE_DATE_TIME { es: "Fecha y hora", en: "Date and time", nl: "Datum en tijd" }
    TYPE_YES_NO { es: "Sí o no", en: "Yes or no", nl: "Ja of nee" }
    TYPE_SINGLE_CHOICE { es: "Selección única", en: "Single choice", nl: "Enkele keuze" }
    TYPE_MULTIPLE_CHOICE { es: "Selección múltiple", en: "Multiple choice", nl: "Meerkeuze" }
    TYPE_EMAIL { es: "Correo electrónico", en: "E-mail", nl: "E-mailadres" }
    TYPE_PHONE { es: "Teléfono", en: "Phone", nl: "Telefoon" }
    TYPE_URL { es: "Dirección web", en: "Web address", nl: "Webadres" }
    TYPE_LINK { es: "Enlace a un registro", en: "Link to a record", nl: "Koppeling naar een record" }
    TYPE_FILE { es: "Archivo", en: "File", nl: "Bestand" }
    ERROR_REQUIRED { es: "Rellena «{label}»", en: "Fill in “{label}”", nl: "Vul ‘{label}’ in" }
    ERROR_EMAIL { es: "Escribe una dirección como nombre@ejemplo.es", en: "Enter an address such as name@example.com", nl: "Vul een adres in zoals naam@voorbeeld.nl" }
    ERROR_PHONE { es: "Escribe un teléfono, por ejemplo +34 600 123 456", en: "Enter a phone number, for example +44 20 7946 0000", nl: "Vul een telefoonnummer in, bijvoorbeeld +31 6 12345678" }
    ERROR_URL { es: "Escribe una dirección que empiece por https://", en: "Enter an address that starts with https://", nl: "Vul een adres in dat begint met https://" }
    ERROR_DATE { es: "Elige una fecha del calendario", en: "Choose a date from the calendar", nl: "Kies een datum uit de kalender" }
    ERROR_DATE_ORDER { es: "La fecha de finalización no puede ser anterior a la de inicio", en: "The end date cannot be before the start date", nl: "De einddatum kan niet voor de begindatum liggen" }
    ERROR_INTEGER { es: "Escribe un número sin decimales", en: "Enter a whole number", nl: "Vul een geheel getal in" }
    ERROR_DECIMAL { es: "Escribe un número", en: "Enter a number", nl: "Vul een getal in" }
    ERROR_TOO_LONG { es: "Es demasiado largo", en: "This is too long", nl: "Dit is te lang" }
    ERROR_TOO_SHORT { es: "Es demasiado corto", en: "This is too short", nl: "Dit is te kort" }
    ERROR_MAX_LENGTH { es: "Usa como mucho {n} caracteres", en: "Use at most {n} characters", nl: "Gebruik hoogstens {n} tekens" }
    ERROR_OUT_OF_RANGE { es: "El valor está fuera de los límites", en: "The value is outside the limits", nl: "De waarde valt buiten de grenzen" }
    ERROR_PATTERN { es: "No tiene el formato esperado", en: "It does not have the expected format", nl: "Het heeft niet de verwachte vorm" }
    ERROR_CHOICE { es: "Elige una opción de la lista", en: "Choose an option from the list", nl: "Kies een optie uit de lijst" }
    ERROR_TAKEN { es: "Ya existe otro registro con este valor", en: "Another record already has this value", nl: "Een ander record heeft deze waarde al" }
    ERROR_REFERENCE { es: "El registro elegido ya no existe", en: "The chosen record no longer exists", nl: "Het gekozen record bestaat niet meer" }
    ERROR_INVALID { es: "Revisa este valor", en: "Check this value", nl: "Controleer deze waarde" }
    ERROR_UNKNOWN { es: "Este campo no se puede cambiar aquí", en: "This field cannot be changed here", nl: "Dit veld kan hier niet worden gewijzigd" }
    ERROR_WEAK_PASSWORD { es: "Es fácil de adivinar. Prueba con varias palabras.", en: "It is easy to guess. Try several words.", nl: "Dit is makkelijk te raden. Probeer meerdere woorden." }
}
