// Reading what a workbook holds, with nothing but Node: a zip's entries, and the texts of a sheet's cells.

import { inflateRawSync } from "node:zlib";

/** The entries of a zip by name, as texts. */
export function entries(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const found = new Map();
  for (let entry = 0; entry < count; entry += 1) {
    const [method, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((place) => bytes.readUInt16LE(at + place))];
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    found.set(bytes.toString("utf8", at + 46, at + 46 + name), (method === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return found;
}

const plain = (xml) => xml.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/** The rows of a workbook's first sheet as lists of texts; cells without a value are left out. */
export function rowsOfSheet(bytes) {
  const files = entries(bytes);
  const shared = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>([\s\S]*?)<\/si>/g)].map((match) => plain(match[1]));
  const sheet = files.get("xl/worksheets/sheet1.xml");
  return [...sheet.matchAll(/<row [^>]*>([\s\S]*?)<\/row>/g)].map(([, row]) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].filter(([, , cell]) => cell).map(([, kind, cell]) => (kind.includes('t="s"') ? shared[Number(plain(cell))] : plain(cell))),
  );
}
