//! The words of the mails. The markup stands in the server's templates, the words only here.

words! {
    INVITATION_SUBJECT { es: "Tu acceso al portal de {firm}", en: "Your access to the portal of {firm}", nl: "Je toegang tot het portaal van {firm}" }
    HELLO { es: "Hola, {name}:", en: "Hello {name},", nl: "Hallo {name}," }
    HELLO_NO_NAME { es: "Hola:", en: "Hello,", nl: "Hallo," }
    INVITATION_LEAD {
        es: "{firm} te ha abierto su portal. Desde él puedes pedir lo que necesites y seguir tus casos cuando quieras.",
        en: "{firm} has opened its portal to you. There you can ask for what you need and follow your cases at any time.",
        nl: "{firm} heeft het portaal voor je geopend. Daar kun je vragen wat je nodig hebt en je zaken volgen wanneer je wilt.",
    }
    INVITATION_BUTTON { es: "CLIC AQUÍ", en: "CLICK HERE", nl: "KLIK HIER" }
    USERNAME { es: "Nombre de usuario", en: "User name", nl: "Gebruikersnaam" }
    PASSWORD { es: "Clave", en: "Password", nl: "Wachtwoord" }
    INVITATION_FIRST { es: "La primera vez te pediremos que elijas tu propia clave.", en: "The first time we ask you to choose your own password.", nl: "De eerste keer vragen we je een eigen wachtwoord te kiezen." }
    INVITATION_VALID { es: "La invitación es válida 72 horas, hasta el {until}.", en: "The invitation is valid for 72 hours, until {until}.", nl: "De uitnodiging is 72 uur geldig, tot {until}." }
    LINK_FALLBACK { es: "Si el botón no funciona, copia esta dirección en tu navegador:", en: "If the button does not work, copy this address into your browser:", nl: "Werkt de knop niet? Kopieer dan dit adres in je browser:" }
    NOT_EXPECTED { es: "¿No esperabas este correo? No hagas nada: sin la clave nadie puede entrar.", en: "Not expecting this mail? Do nothing: nobody can enter without the password.", nl: "Verwachtte je deze mail niet? Doe niets: zonder wachtwoord kan niemand naar binnen." }
    SENT_BY { es: "Te lo envía {firm}.", en: "Sent by {firm}.", nl: "Verstuurd door {firm}." }
}
