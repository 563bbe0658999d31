//! Signing in and out, passwords, the page before the door. Both apps.

words! {
    EMAIL { es: "Correo electrónico", en: "E-mail", nl: "E-mailadres" }
    PASSWORD { es: "Contraseña", en: "Password", nl: "Wachtwoord" }
    SIGN_IN { es: "Entrar", en: "Sign in", nl: "Inloggen" }
    SIGN_OUT { es: "Salir", en: "Sign out", nl: "Uitloggen" }
    STAFF_TITLE { es: "Entra en Zaguán", en: "Sign in to Zaguán", nl: "Inloggen bij Zaguán" }
    STAFF_LEAD { es: "Contactos, casos y el portal de tus clientes.", en: "Contacts, cases and your clients’ portal.", nl: "Contacten, zaken en het portaal van je klanten." }
    USERNAME { es: "Nombre de usuario", en: "User name", nl: "Gebruikersnaam" }
    USERNAME_HELP { es: "Es tu dirección de correo", en: "It is your e-mail address", nl: "Dat is je e-mailadres" }
    PORTAL_PASSWORD { es: "Clave", en: "Password", nl: "Wachtwoord" }
    PORTAL_SIGN_IN { es: "Ingreso", en: "Sign in", nl: "Inloggen" }
    PORTAL_TITLE { es: "Pasa, estás en tu casa", en: "Come in, make yourself at home", nl: "Kom binnen, doe of je thuis bent" }
    PORTAL_LEAD { es: "Sigue aquí tus casos con {firm}.", en: "Follow your cases with {firm} here.", nl: "Volg hier je zaken bij {firm}." }
    NEEDS_USERNAME { es: "Escribe tu nombre de usuario", en: "Enter your user name", nl: "Vul je gebruikersnaam in" }
    NEEDS_PORTAL_PASSWORD { es: "Escribe tu clave", en: "Enter your password", nl: "Vul je wachtwoord in" }
    /// The one neutral sentence for every refused sign-in of a client: it must not tell why.
    PORTAL_REFUSED {
        es: "No hemos podido abrirte con esos datos. Revísalos o escribe a {firm}.",
        en: "We could not let you in with those details. Check them or write to {firm}.",
        nl: "Met deze gegevens kunnen we je niet binnenlaten. Controleer ze of schrijf {firm}.",
    }
    ENDED_TITLE { es: "Tu sesión ha terminado", en: "Your session has ended", nl: "Je sessie is afgelopen" }
    ENDED_TEXT { es: "Entra otra vez y sigues donde estabas. Lo que escribiste está guardado.", en: "Sign in again and carry on where you were. What you typed is kept.", nl: "Log opnieuw in en ga verder waar je was. Wat je typte is bewaard." }
    NEW_PASSWORD { es: "Nueva clave", en: "New password", nl: "Nieuw wachtwoord" }
    REPEAT_PASSWORD { es: "Repite la clave", en: "Repeat the password", nl: "Herhaal het wachtwoord" }
    NEW_PASSWORD_TITLE { es: "Elige tu propia clave", en: "Choose your own password", nl: "Kies je eigen wachtwoord" }
    NEW_PASSWORD_LEAD {
        es: "La clave del correo era provisional. A partir de ahora entrarás con la tuya.",
        en: "The password in the mail was temporary. From now on you sign in with your own.",
        nl: "Het wachtwoord uit de mail was tijdelijk. Voortaan log je in met je eigen wachtwoord.",
    }
    NEW_PASSWORD_HELP { es: "Al menos {n} caracteres. Una frase corta funciona bien.", en: "At least {n} characters. A short phrase works well.", nl: "Minstens {n} tekens. Een korte zin werkt goed." }
    PASSWORDS_DIFFER { es: "Las dos claves no coinciden", en: "The two passwords differ", nl: "De twee wachtwoorden zijn niet gelijk" }
    PASSWORD_TOO_SHORT { es: "Usa al menos {n} caracteres", en: "Use at least {n} characters", nl: "Gebruik minstens {n} tekens" }
    PASSWORD_SAVED { es: "Clave guardada", en: "Password saved", nl: "Wachtwoord opgeslagen" }
    FORGOTTEN_TITLE { es: "¿Has olvidado la clave?", en: "Forgot your password?", nl: "Wachtwoord vergeten?" }
    FORGOTTEN_TEXT {
        es: "Escribe a {firm} y te enviarán una clave nueva.",
        en: "Write to {firm} and they will send you a new one.",
        nl: "Schrijf naar {firm}, dan sturen ze je een nieuw wachtwoord.",
    }
    FIRM_SLUG { es: "Empresa", en: "Firm", nl: "Bedrijf" }
    FIRM_SLUG_HELP { es: "Tu cuenta está en varias empresas. Escribe la parte de su dirección que va después de /p/.", en: "Your account is with several firms. Enter the part of the firm’s address after /p/.", nl: "Je account hoort bij meerdere bedrijven. Vul het deel van het adres na /p/ in." }
}

plurals! {
    SIGN_IN_ERRORS {
        es: ["Falta una cosa para poder entrar", "Faltan {n} cosas para poder entrar"],
        en: ["One thing is needed to sign in", "{n} things are needed to sign in"],
        nl: ["Er is nog één ding nodig om in te loggen", "Er zijn nog {n} dingen nodig om in te loggen"],
    }
}
