// Mails as the server writes them (`<data>/mail/**/*.eml`): headers, parts, quoted-printable and base64 undone.

/** The text of the part of this type; "" if the mail has none. */
export function part(mail, type) {
  const [headers, body] = headAndBody(mail);
  const content = header(headers, "content-type") ?? "text/plain";
  const boundary = /boundary="?([^";\s]+)"?/i.exec(content)?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    return parts.map((each) => part(each.replace(/^\r?\n/, ""), type)).find((text) => text !== "") ?? "";
  }
  if (!content.toLowerCase().startsWith(type)) return "";
  return decoded(body, (header(headers, "content-transfer-encoding") ?? "7bit").toLowerCase().trim());
}

/** The value of a header, unfolded. */
export function header(headers, name) {
  const line = new RegExp(`^${name}:\\s*((?:.*)(?:\\r?\\n[ \\t].*)*)`, "im").exec(headers);
  return line?.[1].replace(/\r?\n[ \t]+/g, " ");
}

/** To whom a mail goes. */
export function recipient(mail) {
  return header(headAndBody(mail)[0], "to") ?? "";
}

/** What an invitation carries, each on a line of its own in the plain text. */
export function invitation(mail, words) {
  const text = part(mail, "text/plain");
  const after = (label) => new RegExp(`^${label}: (.+)$`, "m").exec(text.replace(/\r/g, ""))?.[1].trim();
  return {
    link: /^https?:\/\/\S+$/m.exec(text.replace(/\r/g, ""))?.[0],
    username: after(words.username),
    password: after(words.password),
    html: part(mail, "text/html"),
  };
}

function headAndBody(mail) {
  const end = /\r?\n\r?\n/.exec(mail);
  return end ? [mail.slice(0, end.index), mail.slice(end.index + end[0].length)] : [mail, ""];
}

function decoded(body, encoding) {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
