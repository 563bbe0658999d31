// Imports and exports, as a member of staff does them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** What the screens are called, by language. */
export const importWords = {
  es: {
    tools: "Herramientas", import: "Importar", export: "Exportar…", title: "Importar contactos", file: "Archivo que quieres importar",
    target: (column) => `Destino de «${column}»`, not: "No importar", check: (n) => `Comprobar las ${n} filas`, run: (n) => `Importar ${n} filas`,
    faults: "Filas con fallos y avisos", download: "Descargar los fallos", undo: "Deshacer importación", undone: "La importación está deshecha.",
    done: "La importación ha terminado.", columns: "Cambiar columnas", encoding: "Codificación", separator: "Separador", proposed: "Propuesto",
  },
  nl: {
    tools: "Gereedschap", import: "Importeren", export: "Exporteren…", title: "Contacten importeren", file: "Bestand dat je wilt importeren",
    target: (column) => `Bestemming van ‘${column}’`, not: "Niet importeren", check: (n) => `${n} rijen controleren`, run: (n) => `${n} rijen importeren`,
    faults: "Rijen met fouten en waarschuwingen", download: "Fouten downloaden", undo: "Import terugdraaien", undone: "De import is teruggedraaid.",
    done: "De import is klaar.", columns: "Kolommen wijzigen", encoding: "Codering", separator: "Scheidingsteken", proposed: "Voorstel",
  },
};

/** A file as Excel in Spain writes it: semicolons, Windows letters; two of its rows cannot be taken. */
export const spanishFile = Buffer.from(
  [
    "Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;Notas",
    "Ángel;Núñez Ibarra;angel.nunez@example.com;+34 600 111 222;Almenara Nueva SL;cliente de siempre",
    "Begoña;Muñiz;begona.muniz@example.com;600 333 444;Almenara Nueva SL;",
    "Íñigo;;inigo@example.com;600 111 000;;sin apellidos",
    "Mónica;Peña;monica-sin-arroba;600 999 888;;correo malo",
  ].join("\r\n"),
  "latin1",
);

/** Chooses a file for upload and waits for the columns. */
export async function upload(page, w, name = "clientes.csv", buffer = spanishFile) {
  await page.getByLabel(w.file, { exact: true }).setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.getByRole("combobox", { name: w.encoding, exact: true }).or(page.getByRole("combobox", { name: "Hoja", exact: true })).first().waitFor();
}

/** What a select shows as chosen. */
export const chosen = (select) => select.evaluate((element) => element.selectedOptions[0]?.label);

/** Presses something that downloads, and reads what came. */
export async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  assert.equal(await download.failure(), null);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
