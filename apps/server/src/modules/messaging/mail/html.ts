import type { FilledMail } from './render.ts';

/**
 * Colours stand inline for mailboxes that drop the style sheet, and once more in it for those that show mails on dark
 * ground; the latter must outweigh the former.
 */
const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (max-width: 480px) { .card { padding: 24px 20px !important; } .button { display: block !important; } }
  @media (prefers-color-scheme: dark) {
    .ground { background: #11171d !important; }
    .card { background: #1a2229 !important; border-color: #2d3943 !important; }
    .ink { color: #e8edf1 !important; }
    .muted { color: #a5b2bd !important; }
    .line { border-color: #2d3943 !important; }
    .address { color: #8fc6e4 !important; }
    .button { background: #8fc6e4 !important; color: #0b1c28 !important; }
  }`;

const FONT = "font-family:Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const INK = 'color:#1b2530';
const MUTED = 'color:#566370';
const PARAGRAPH = 'margin:0 0 16px;font-size:16px;line-height:1.5';
const NOTE = 'margin:0 0 12px;font-size:14px;line-height:1.5';
const HIDDEN = 'display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px';
const BUTTON =
  'display:inline-block;padding:12px 24px;border-radius:8px;background:#0c5d8a;color:#ffffff;font-size:16px;font-weight:600;line-height:1.25;text-align:center;text-decoration:none';

/** One column of at most 600 px that also fits 320 px. */
export function htmlOf(mail: FilledMail): string {
  return `<!doctype html>
<html lang="${mail.locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(mail.subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f6f8;${FONT}">
<div style="${HIDDEN}">${escaped(mail.preheader)}</div>
<div class="ground" lang="${mail.locale}" style="background:#f4f6f8;padding:24px 12px">
<div class="card" style="max-width:600px;margin:0 auto;padding:32px;box-sizing:border-box;background:#ffffff;border:1px solid #dde3e8;border-radius:8px;overflow-wrap:anywhere">
${[brandOf(mail), ...bodyOf(mail), footOf(mail)].join('\n')}
</div>
</div>
</body>
</html>
`;
}

function brandOf({ brand, subject }: FilledMail): string {
  const name = escaped(brand.name);
  const mark = brand.logoUrl
    ? `<img src="${escaped(brand.logoUrl)}" alt="${name}" height="40" style="display:block;height:40px;max-width:100%;border:0">`
    : name;
  return `<div class="muted" style="margin:0 0 24px;font-size:14px;font-weight:600;${MUTED}">${mark}</div>
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600;${INK}">${escaped(subject)}</h1>`;
}

function bodyOf({ greeting, paragraphs, facts, button }: FilledMail): string[] {
  const sentences = [greeting, ...paragraphs].map(
    (text) => `<p class="ink" style="${PARAGRAPH};${INK}">${escaped(text)}</p>`,
  );
  const lines = facts.map(
    ({ label, value }) => `<span class="muted" style="${MUTED}">${escaped(label)}</span> ${escaped(value)}`,
  );
  const list = lines.length > 0 ? [`<p class="ink" style="${PARAGRAPH};${INK}">${lines.join('<br>')}</p>`] : [];
  return [...sentences, ...list, ...(button ? [buttonOf(button)] : [])];
}

function buttonOf({ label, address, hint }: NonNullable<FilledMail['button']>): string {
  const target = escaped(address);
  return `<p style="margin:24px 0"><a class="button" href="${target}" style="${BUTTON}">${escaped(label)}</a></p>
<p class="muted" style="${NOTE};${MUTED}">${escaped(hint)}<br><a class="address" href="${target}" style="color:#0c5d8a;word-break:break-all">${target}</a></p>`;
}

function footOf({ notes, foot }: FilledMail): string {
  const texts = notes.map((note) => `<p class="muted" style="${NOTE};${MUTED}">${escaped(note)}</p>`);
  return `${texts.join('\n')}
<p class="muted line" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid #dde3e8;font-size:12px;line-height:1.5;${MUTED}">${escaped(foot)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for between tags and for quoted attributes. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
