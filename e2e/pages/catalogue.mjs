// The words of the interface, from the catalogue's own source: what is Spanish there must not stand on a Dutch page.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../crates/zaguan-i18n/src", import.meta.url));
const entry = /es: "((?:[^"\\]|\\.)*)",\s*en: "((?:[^"\\]|\\.)*)",\s*nl: "((?:[^"\\]|\\.)*)"/g;

/** Patterns of the Spanish texts of the catalogue that are not also Dutch ones. */
export function spanishTexts() {
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(".rs") && name !== "tests.rs")
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(entry)]);
  if (entries.length < 100) throw new Error("the catalogue is written in another way now");
  const dutch = new Set(entries.map(([, , , nl]) => nl));
  const spanish = entries.map(([, es]) => es).filter((es) => !dutch.has(es));
  return [...new Set(spanish)].map((es) => new RegExp(`^${es.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, ".+")}$`));
}

/** Every text and accessible name on a page, each once. */
export function textsOf(page) {
  return page.evaluate(() => {
    const texts = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.add(walk.currentNode.textContent.trim());
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
      for (const name of ["aria-label", "placeholder", "title"]) texts.add(element.getAttribute(name)?.trim() ?? "");
    }
    texts.delete("");
    return [...texts];
  });
}
