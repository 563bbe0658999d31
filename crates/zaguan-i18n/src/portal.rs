//! What a client reads in the portal. Clients are addressed with «tú».

words! {
    HELLO { es: "Hola, {name}", en: "Hello, {name}", nl: "Hallo, {name}" }
    WELCOME { es: "Aquí sigues todo lo que llevas con {firm}.", en: "Here you follow everything you have with {firm}.", nl: "Hier volg je alles wat je bij {firm} hebt lopen." }
    YOUR_ACCOUNT { es: "{name}, tu cuenta", en: "{name}, your account", nl: "{name}, je account" }
    SIGN_OUT { es: "Salir", en: "Sign out", nl: "Uitloggen" }
    WAITING_FOR_YOU { es: "Te esperamos a ti", en: "Waiting for you", nl: "Wacht op jou" }
    NOTHING_WAITS { es: "No tienes nada pendiente.", en: "Nothing is waiting for you.", nl: "Er wacht niets op je." }
    OPEN_CASES { es: "Tus casos abiertos", en: "Your open cases", nl: "Je open zaken" }
    NO_OPEN_CASES { es: "Ahora mismo no tienes casos abiertos.", en: "You have no open cases right now.", nl: "Je hebt nu geen open zaken." }
    CASES { es: "Casos", en: "Cases", nl: "Zaken" }
    NEW_CASE { es: "Nuevo Caso", en: "New case", nl: "Nieuwe zaak" }
    NEW_CASE_LEAD { es: "Cuéntanos qué necesitas.", en: "Tell us what you need.", nl: "Vertel ons wat je nodig hebt." }
    SEND { es: "Enviar", en: "Send", nl: "Versturen" }
    SENT { es: "Enviado. Tu caso es el {number}.", en: "Sent. Your case is {number}.", nl: "Verstuurd. Je zaak is {number}." }
    STATE_FILTER { es: "Estado", en: "Status", nl: "Status" }
    ALL { es: "Todos", en: "All", nl: "Alle" }
    SEARCH { es: "Búsqueda", en: "Search", nl: "Zoeken" }
    TEXT_OR_NUMBER { es: "Texto o número", en: "Text or number", nl: "Tekst of nummer" }
    OPENED_BETWEEN { es: "Abierto entre", en: "Opened between", nl: "Geopend tussen" }
    RESULTS { es: "Resultados", en: "Results", nl: "Resultaten" }
    EMPTY_TITLE { es: "Aún no hay casos", en: "No cases yet", nl: "Nog geen zaken" }
    EMPTY_TEXT { es: "Cuando necesites algo de {firm}, abre un caso y lo sigues aquí.", en: "When you need something from {firm}, open a case and follow it here.", nl: "Heb je iets nodig van {firm}? Open een zaak en volg die hier." }
    EMPTY_STATE { es: "Ningún caso está en este estado.", en: "No case has this status.", nl: "Geen zaak heeft deze status." }
    NONE_FOUND { es: "Ningún caso coincide con la búsqueda.", en: "No case matches the search.", nl: "Geen zaak gevonden." }
    CASE_STATE { es: "Estado del caso", en: "Status of the case", nl: "Status van de zaak" }
    YOUR_TURN { es: "Te toca a ti", en: "It is your turn", nl: "Jij bent aan zet" }
    YOUR_TURN_TEXT { es: "{firm} espera tu respuesta para seguir.", en: "{firm} is waiting for your answer to go on.", nl: "{firm} wacht op je antwoord om verder te gaan." }
    OUR_TURN { es: "Lo tenemos nosotros", en: "We are on it", nl: "Wij zijn aan zet" }
    CASE_CLOSED { es: "Caso cerrado", en: "Case closed", nl: "Zaak gesloten" }
    OPENED { es: "Abierto", en: "Opened", nl: "Geopend" }
    LAST_CHANGE { es: "Último cambio", en: "Last change", nl: "Laatste wijziging" }
    CONVERSATION { es: "Conversación", en: "Conversation", nl: "Gesprek" }
    NO_MESSAGES { es: "Todavía no hay mensajes. Escribe cuando quieras.", en: "No messages yet. Write whenever you like.", nl: "Nog geen berichten. Schrijf wanneer je wilt." }
    REPLY { es: "Responder", en: "Reply", nl: "Antwoorden" }
    YOUR_MESSAGE { es: "Tu mensaje", en: "Your message", nl: "Je bericht" }
    WRITE_REPLY { es: "Escribe tu respuesta…", en: "Write your answer…", nl: "Schrijf je antwoord…" }
    READ_BY_TEAM { es: "Lo lee el equipo de {firm}", en: "The team of {firm} reads this", nl: "Het team van {firm} leest dit" }
    NO_REPLY_RIGHT { es: "En este caso no puedes escribir. Si lo necesitas, contacta con {firm}.", en: "You cannot write in this case. Contact {firm} if you need to.", nl: "In deze zaak kun je niet schrijven. Neem zo nodig contact op met {firm}." }
    OFF_TITLE { es: "El portal no está disponible ahora", en: "The portal is not available right now", nl: "Het portaal is nu niet beschikbaar" }
    OFF_TEXT { es: "Tus datos están a salvo. Para cualquier cosa, habla con {firm}.", en: "Your data is safe. For anything you need, talk to {firm}.", nl: "Je gegevens zijn veilig. Neem voor vragen contact op met {firm}." }
    UNKNOWN_TITLE { es: "Esta puerta no lleva a ningún sitio", en: "This door leads nowhere", nl: "Deze deur leidt nergens heen" }
    UNKNOWN_TEXT { es: "Comprueba la dirección que te dieron.", en: "Check the address you were given.", nl: "Controleer het adres dat je kreeg." }
    TALK_TO_SOMEONE { es: "¿Prefieres hablar con alguien?", en: "Would you rather talk to someone?", nl: "Liever iemand spreken?" }
    PASSWORD_RULE { es: "No valen las fáciles de adivinar, como tu nombre o 12345678.", en: "Easy ones, such as your name or 12345678, are refused.", nl: "Makkelijk te raden, zoals je naam of 12345678, mag niet." }
    CASES_BY_STATE { es: "Tus casos por estado", en: "Your cases by status", nl: "Je zaken per status" }
    NO_OTHER_CASES { es: "No hay más casos abiertos.", en: "There are no other open cases.", nl: "Er zijn geen andere open zaken." }
    NONE_FOUND_HINT { es: "Prueba con otro estado o con menos filtros.", en: "Try another status or fewer filters.", nl: "Probeer een andere status of minder filters." }
    REOPEN_TO_WRITE { es: "El caso está cerrado. Para escribir, reábrelo.", en: "The case is closed. Reopen it to write.", nl: "De zaak is gesloten. Heropen de zaak om te schrijven." }
    NEW_CASE_TO_WRITE { es: "El caso está cerrado. Si necesitas algo más, habla con {firm} o abre otro.", en: "The case is closed. If you need more, talk to {firm} or open another one.", nl: "De zaak is gesloten. Heb je nog iets nodig, neem contact op met {firm} of open een nieuwe." }
    SHOW_RESULTS { es: "Ver resultados", en: "Show results", nl: "Resultaten tonen" }
    EMPTY_NO_RIGHT { es: "Cuando {firm} abra un caso para ti, lo sigues aquí.", en: "When {firm} opens a case for you, you follow it here.", nl: "Als {firm} een zaak voor je opent, volg je die hier." }
    CLOSE_TITLE { es: "¿Cerrar este caso?", en: "Close this case?", nl: "Deze zaak sluiten?" }
    CLOSE_TEXT { es: "{firm} lo dará por terminado. La conversación se conserva.", en: "{firm} will take it as done. The conversation is kept.", nl: "{firm} beschouwt de zaak dan als afgerond. Het gesprek blijft bewaard." }
    CLOSED_TEXT { es: "Está terminado. Aquí queda la conversación.", en: "It is done. The conversation stays here.", nl: "De zaak is afgerond. Het gesprek blijft hier staan." }
    OUR_TURN_TEXT { es: "No tienes que hacer nada. Te avisamos cuando haya novedades.", en: "There is nothing for you to do. You will see news here.", nl: "Je hoeft niets te doen. Nieuws lees je hier." }
    MESSAGE_FROM { es: "Mensaje nuevo de {name}", en: "New message from {name}", nl: "Nieuw bericht van {name}" }
    MESSAGE_SENT { es: "Mensaje enviado", en: "Message sent", nl: "Bericht verstuurd" }
    NOT_SENT { es: "No se ha enviado. Tu texto sigue aquí.", en: "It was not sent. Your text is still here.", nl: "Het is niet verstuurd. Je tekst staat er nog." }
    STATE_NOW { es: "El caso está ahora en «{state}»", en: "The case is now “{state}”", nl: "De zaak staat nu op ‘{state}’" }
}

plurals! {
    CASES_MATCHING {
        es: ["{n} caso con estos filtros", "{n} casos con estos filtros"],
        en: ["{n} case with these filters", "{n} cases with these filters"],
        nl: ["{n} zaak met deze filters", "{n} zaken met deze filters"],
    }
    CASES_FOUND { es: ["{n} caso", "{n} casos"], en: ["{n} case", "{n} cases"], nl: ["{n} zaak", "{n} zaken"] }
    SEND_ERRORS {
        es: ["Falta una cosa para poder enviarlo", "Faltan {n} cosas para poder enviarlo"],
        en: ["One thing is needed before this can be sent", "{n} things are needed before this can be sent"],
        nl: ["Er is nog één ding nodig om te versturen", "Er zijn nog {n} dingen nodig om te versturen"],
    }
}
