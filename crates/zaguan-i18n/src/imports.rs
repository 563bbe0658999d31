//! Imports: what is wrong with the rows of a file, and the head of the list that can be downloaded.

use zaguan_types::Language;
use zaguan_types::imports::FaultCode;

use crate::Text;

words! {
    ROW { es: "Fila", en: "Row", nl: "Rij" }
    COLUMN { es: "Columna", en: "Column", nl: "Kolom" }
    VALUE { es: "Valor", en: "Value", nl: "Waarde" }
    REASON { es: "Motivo", en: "Reason", nl: "Reden" }
    REQUIRED { es: "Falta este valor", en: "This value is missing", nl: "Deze waarde ontbreekt" }
    TOO_LONG { es: "Es demasiado largo", en: "It is too long", nl: "Het is te lang" }
    BAD_TEXT { es: "Tiene caracteres que no se pueden guardar", en: "It has characters that cannot be kept", nl: "Er staan tekens in die niet bewaard kunnen worden" }
    BAD_EMAIL { es: "No es una dirección de correo", en: "It is not an e-mail address", nl: "Het is geen e-mailadres" }
    BAD_PHONE { es: "No es un teléfono", en: "It is not a telephone number", nl: "Het is geen telefoonnummer" }
    BAD_URL { es: "No es una dirección web", en: "It is not a web address", nl: "Het is geen webadres" }
    BAD_DATE { es: "No es una fecha", en: "It is not a date", nl: "Het is geen datum" }
    BAD_NUMBER { es: "No es un número", en: "It is not a number", nl: "Het is geen getal" }
    NUMBER_SHORTENED { es: "Una hoja de cálculo ha destruido este número y sus cifras se han perdido: da formato de texto a la columna en el original y expórtala otra vez", en: "A spreadsheet has destroyed this number, and its digits are lost: format the column as text in the original and export it again", nl: "Een spreadsheet heeft dit nummer vernield en de cijfers zijn weg: maak de kolom in het origineel op als tekst en exporteer opnieuw" }
    BAD_YES_NO { es: "No es ni sí ni no", en: "It is neither yes nor no", nl: "Het is ja noch nee" }
    BAD_VALUE { es: "El campo no admite este valor", en: "The field does not take this value", nl: "Het veld neemt deze waarde niet aan" }
    UNKNOWN_CHOICE { es: "No es una de las opciones del campo", en: "It is none of the field’s choices", nl: "Het is geen keuze van dit veld" }
    UNKNOWN_USER { es: "Nadie del equipo se llama así ni tiene ese correo", en: "Nobody on the team has this name or address", nl: "Niemand in het team heeft deze naam of dit adres" }
    SEVERAL_USERS { es: "Varias personas del equipo se llaman así: usa su correo", en: "Several people on the team have this name: use the address", nl: "Meerdere mensen in het team heten zo: gebruik het adres" }
    UNKNOWN_ORGANISATION { es: "No existe esa organización", en: "There is no such organisation", nl: "Die organisatie bestaat niet" }
    SEVERAL_ORGANISATIONS { es: "Varias organizaciones se llaman así: usa su identificador externo", en: "Several organisations have this name: use the external id", nl: "Meerdere organisaties heten zo: gebruik de externe id" }
    CIRCULAR { es: "La organización quedaría por encima de sí misma", en: "The organisation would lie above itself", nl: "De organisatie zou boven zichzelf komen te staan" }
    BAD_TAGS { es: "Demasiadas etiquetas, o una demasiado larga", en: "Too many tags, or one that is too long", nl: "Te veel labels, of een die te lang is" }
    END_BEFORE_START { es: "El final es anterior al inicio", en: "The end lies before the start", nl: "Het einde ligt voor het begin" }
    TAKEN { es: "Otro registro ya tiene este identificador externo", en: "Another record has this external id already", nl: "Een ander record heeft deze externe id al" }
    PORTAL_EMAIL { es: "Tiene acceso al portal con otro correo: cámbialo en su ficha", en: "This person signs in to the portal with another address: change it in the record", nl: "Deze persoon logt in op het portaal met een ander adres: wijzig het in het record" }
    IN_BIN { es: "El registro de esta fila está en la papelera: recupéralo primero", en: "The record of this row is in the bin: restore it first", nl: "Het record van deze rij ligt in de prullenbak: haal het eerst terug" }
    BAD_ID { es: "No es un identificador de Zaguán: deja esta columna fuera o llévala al identificador externo", en: "It is no id of Zaguán: leave this column out, or let it go to the external id", nl: "Het is geen id van Zaguán: laat deze kolom weg of breng hem naar de externe id" }
    UNKNOWN_RECORD { es: "Ningún registro tiene este identificador: para crearlo, deja la celda vacía o la columna fuera", en: "No record has this id: to create one, leave the cell empty or the column out", nl: "Geen record heeft deze id: laat de cel leeg of de kolom weg om er een te maken" }
    ERASED { es: "Esta persona se borró para siempre: con este identificador no se guarda nada de ella", en: "This person has been erased for good: nothing about them is kept under this id", nl: "Deze persoon is voorgoed gewist: onder deze id wordt niets bewaard" }
    SEVERAL_RECORDS { es: "Varios registros encajan con esta fila", en: "Several records fit this row", nl: "Meerdere records passen bij deze rij" }
    TOO_MANY_CELLS { es: "La fila tiene más celdas que columnas el archivo: quizá un separador sin comillas", en: "The row has more cells than the file has columns: perhaps a separator without quotation marks", nl: "De rij heeft meer cellen dan het bestand kolommen: misschien een scheidingsteken zonder aanhalingstekens" }
    UNREADABLE { es: "Tiene letras ilegibles: elige otra codificación", en: "It has letters that cannot be read: choose another encoding", nl: "Er staan onleesbare letters in: kies een andere codering" }
    FORMULA_WITHOUT_VALUE { es: "Es una fórmula sin valor guardado: se ha tomado como vacía", en: "It is a formula without a stored value: taken as empty", nl: "Het is een formule zonder opgeslagen waarde: als leeg gelezen" }
    ERROR_VALUE { es: "La celda muestra un error: se ha tomado como vacía", en: "The cell shows an error: taken as empty", nl: "De cel toont een fout: als leeg gelezen" }
    REPEATED { es: "Una fila anterior trata del mismo registro; esta vale más", en: "An earlier row is about the same record; this one counts", nl: "Een eerdere rij gaat over hetzelfde record; deze geldt" }
    CHANGED_SINCE { es: "No se ha deshecho: alguien lo ha cambiado después", en: "It was not taken back: somebody has changed it since", nl: "Het is niet teruggedraaid: iemand heeft het daarna gewijzigd" }
    CHANGED_BY_IMPORT { es: "No se ha deshecho: otra importación lo ha cambiado después", en: "It was not taken back: a later import has changed it since", nl: "Het is niet teruggedraaid: een latere import heeft het daarna gewijzigd" }
}

/// What to tell a person about a fault of this kind.
pub const fn fault(code: FaultCode, language: Language) -> &'static str {
    text_of(code).get(language)
}

/// The entry behind [`fault`], for callers that switch the language later.
pub const fn text_of(code: FaultCode) -> Text {
    match code {
        FaultCode::Required => REQUIRED,
        FaultCode::TooLong => TOO_LONG,
        FaultCode::BadText => BAD_TEXT,
        FaultCode::BadEmail => BAD_EMAIL,
        FaultCode::BadPhone => BAD_PHONE,
        FaultCode::BadUrl => BAD_URL,
        FaultCode::BadDate => BAD_DATE,
        FaultCode::BadNumber => BAD_NUMBER,
        FaultCode::NumberShortened => NUMBER_SHORTENED,
        FaultCode::BadYesNo => BAD_YES_NO,
        FaultCode::BadValue => BAD_VALUE,
        FaultCode::UnknownChoice => UNKNOWN_CHOICE,
        FaultCode::UnknownUser => UNKNOWN_USER,
        FaultCode::SeveralUsers => SEVERAL_USERS,
        FaultCode::UnknownOrganisation => UNKNOWN_ORGANISATION,
        FaultCode::SeveralOrganisations => SEVERAL_ORGANISATIONS,
        FaultCode::Circular => CIRCULAR,
        FaultCode::BadTags => BAD_TAGS,
        FaultCode::EndBeforeStart => END_BEFORE_START,
        FaultCode::Taken => TAKEN,
        FaultCode::PortalEmail => PORTAL_EMAIL,
        FaultCode::InBin => IN_BIN,
        FaultCode::BadId => BAD_ID,
        FaultCode::UnknownRecord => UNKNOWN_RECORD,
        FaultCode::Erased => ERASED,
        FaultCode::SeveralRecords => SEVERAL_RECORDS,
        FaultCode::TooManyCells => TOO_MANY_CELLS,
        FaultCode::Unreadable => UNREADABLE,
        FaultCode::FormulaWithoutValue => FORMULA_WITHOUT_VALUE,
        FaultCode::ErrorValue => ERROR_VALUE,
        FaultCode::Repeated => REPEATED,
        FaultCode::ChangedSince => CHANGED_SINCE,
        FaultCode::ChangedByImport => CHANGED_BY_IMPORT,
    }
}
