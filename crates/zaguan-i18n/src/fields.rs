//! Names of the built-in blocks and fields, of field types, and the sentences that a field's rule says when it is broken.

words! {
    EMAIL { es: "Correo electrónico", en: "E-mail", nl: "E-mailadres" }
    PHONE { es: "Teléfono", en: "Phone", nl: "Telefoon" }
    ORGANISATION { es: "Organización", en: "Organisation", nl: "Organisatie" }
    OWNER { es: "Responsable", en: "Owner", nl: "Verantwoordelijke" }
    NOBODY { es: "Sin responsable", en: "No owner", nl: "Geen verantwoordelijke" }
    PARENT { es: "Organización matriz", en: "Parent organisation", nl: "Moederorganisatie" }
    TAGS { es: "Etiquetas", en: "Tags", nl: "Labels" }
    WEBSITE { es: "Sitio web", en: "Website", nl: "Website" }
    ADDRESS { es: "Dirección", en: "Address", nl: "Adres" }
    EXTERNAL_ID { es: "Identificador externo", en: "External id", nl: "Externe id" }
    PORTAL_USER_HELP { es: "Decide quién puede entrar en el portal", en: "Decides who may enter the portal", nl: "Bepaalt wie het portaal in mag" }
    SUBJECT { es: "Asunto", en: "Subject", nl: "Onderwerp" }
    DESCRIPTION { es: "Descripción", en: "Description", nl: "Omschrijving" }
    STATUS { es: "Estado", en: "Status", nl: "Status" }
    PRIORITY { es: "Prioridad", en: "Priority", nl: "Prioriteit" }
    CATEGORY { es: "Categoría", en: "Category", nl: "Categorie" }
    ASSIGNEE { es: "Responsable", en: "Assignee", nl: "Behandelaar" }
    CONTACT { es: "Contacto", en: "Contact", nl: "Contact" }
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
    ERROR_OUT_OF_RANGE { es: "El valor está fuera de los límites", en: "The value is outside the limits", nl: "De waarde valt buiten de grenzen" }
    ERROR_CHOICE { es: "Elige una opción de la lista", en: "Choose an option from the list", nl: "Kies een optie uit de lijst" }
    ERROR_TAKEN { es: "Ya existe otro registro con este valor", en: "Another record already has this value", nl: "Een ander record heeft deze waarde al" }
    ERROR_REFERENCE { es: "El registro elegido ya no existe", en: "The chosen record no longer exists", nl: "Het gekozen record bestaat niet meer" }
    ERROR_CIRCULAR { es: "Un registro no puede depender de sí mismo", en: "A record cannot belong to itself", nl: "Een record kan niet bij zichzelf horen" }
    ERROR_INVALID { es: "Revisa este valor", en: "Check this value", nl: "Controleer deze waarde" }
    ERROR_UNKNOWN { es: "Este campo no se puede cambiar aquí", en: "This field cannot be changed here", nl: "Dit veld kan hier niet worden gewijzigd" }
    ERROR_WEAK_PASSWORD { es: "Es fácil de adivinar. Prueba con varias palabras.", en: "It is easy to guess. Try several words.", nl: "Dit is makkelijk te raden. Probeer meerdere woorden." }
}
