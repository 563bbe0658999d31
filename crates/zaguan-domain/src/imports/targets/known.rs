//! What columns are called elsewhere: in everyday spreadsheets and in the exports of HubSpot, vtiger and EspoCRM.
//! Compared folded and without anything but letters and digits; of several that mean the same the first one counts.

use zaguan_types::fields::Module;

type Names = &'static [(&'static str, &'static [&'static str])];

const CONTACTS: Names = &[
    ("external_id", &[
        "recordidcontact", "recordid", "contactid", "contactno", "crmid", "idexterno", "externalid", "externeid",
        "codigo", "codigocliente", "codigodecliente", "clientid", "customerid", "klantnummer", "clientnumber", "numerodecliente", "referencia", "ref",
        "codigocontacto", "idcliente", "idcontacto", "contactnumber",
    ]),
    ("first_name", &["firstname", "givenname", "nombredepila", "forename", "roepnaam", "primernombre"]),
    ("last_name", &[
        "lastname", "surname", "familyname", "apellido", "apellidos", "primerapellido", "familienaam", "nombrecompleto",
        "fullname", "name", "nombreyapellidos", "volledigenaam", "naam", "contactname", "contacto", "contactpersoon",
    ]),
    ("email", &[
        "emailaddress", "primaryemail", "correo", "mail", "emailaddress1", "workemail", "correoelectronico1", "email1", "email1value",
        "direcciondecorreo", "direcciondecorreoelectronico", "emailadres", "secondaryemail",
    ]),
    ("phone", &[
        "phonenumber", "officephone", "mobilephone", "mobilephonenumber", "mobile", "movil", "telefonomovil", "telefono1", "tel", "tfno", "telf", "celular", "phone1value",
        "telefonofijo", "homephone", "businessphone", "workphone", "gsm", "mobiel", "telefoonnummer", "mobielnummer", "phonenumbermobile", "phonenumberoffice",
    ]),
    ("language", &["preferredlanguage", "hslanguage", "lang", "idiomapreferido", "voorkeurstaal"]),
    ("owner_id", &[
        "contactowner", "hubspotowner", "assignedto", "assignedusername", "assigneduserusername", "assigneduser", "assigneduserid", "owner", "ownername", "owneremail",
        "propietario", "asignadoa", "gestor", "comercial", "agente", "eigenaar", "accountmanager",
    ]),
    ("organisation_name", &[
        "associatedcompany", "companyname", "company", "organizationname", "organization", "organisationname", "accountname", "account",
        "empresa", "nombredelaempresa", "compania", "sociedad", "bedrijf", "bedrijfsnaam", "firma", "primaryassociatedcompany", "organizacionnombre", "associatedcompanyprimary",
    ]),
    ("organisation_id", &["accountid", "companyid", "organizationid", "associatedcompanyid", "primaryassociatedcompanyid", "idempresa"]),
    ("tags", &["tag", "labels", "label", "etiqueta", "categorias", "groups", "groupmembership"]),
    ("email_opt_out", &[
        "emailoptout", "optout", "unsubscribedfromallemail", "donotemail", "nocontactar", "emailaddressisoptedout", "bajacorreo", "afgemeld", "donotcontact",
    ]),
    ("support_start_date", &["supportstartdate", "iniciosoporte", "fechainiciosoporte", "soporteinicio"]),
    ("support_end_date", &["supportenddate", "finsoporte", "fechafinsoporte", "soportefin"]),
];

const ORGANISATIONS: Names = &[
    ("external_id", &[
        "recordidcompany", "recordid", "accountid", "accountno", "organizationid", "organizationno", "companyid", "crmid", "idexterno", "externalid",
        "codigo", "codigocliente", "codigodecliente", "cif", "nif", "vat", "vatid", "taxid", "btwnummer", "kvknummer", "referencia", "ref", "idempresa", "siccode",
    ]),
    ("name", &[
        "companyname", "organizationname", "organisationname", "accountname", "empresa", "razonsocial", "nombrecomercial", "nombredelaempresa", "company", "organization",
        "organizacion", "bedrijfsnaam", "bedrijf", "organisatie", "denominacion", "sociedad",
    ]),
    ("email", &["emailaddress", "primaryemail", "correo", "mail", "emailadres", "secondaryemail"]),
    ("phone", &["phonenumber", "primaryphone", "officephone", "tel", "tfno", "telf", "telefono1", "telefoonnummer", "alternatephone", "phoneoffice"]),
    ("website", &["websiteurl", "companydomainname", "domain", "web", "paginaweb", "url", "site", "homepage", "webadres"]),
    ("address", &["streetaddress", "billingaddress", "billingaddressstreet", "billingstreet", "street", "domicilio", "direccionpostal", "calle", "postadres", "address1"]),
    ("parent_id", &["parentcompany", "memberof", "parentaccount", "parent", "matriz", "grupo", "moederbedrijf", "parentname"]),
    ("owner_id", &[
        "companyowner", "hubspotowner", "assignedto", "assignedusername", "assigneduserusername", "assigneduser", "assigneduserid", "owner", "ownername", "owneremail",
        "propietario", "asignadoa", "gestor", "comercial", "agente", "eigenaar", "accountmanager",
    ]),
    ("tags", &["tag", "labels", "label", "etiqueta", "categorias", "groups"]),
];

/// Where a column with this header goes.
pub(super) fn target(module: Module, header: &str) -> Option<&'static str> {
    let names = match module {
        Module::Contacts => CONTACTS,
        Module::Organisations => ORGANISATIONS,
        Module::Cases | Module::Deals => return None,
    };
    names.iter().find(|(_, known)| known.contains(&header)).map(|(target, _)| *target)
}
