/** A page that shows summaries as GitHub does: its allow-list of HTML, and a style close to its own. */

export interface Shown {
  readonly name: string;
  readonly about: string;
  readonly summary: string;
  readonly annotations: readonly { readonly command: string; readonly title: string; readonly text: string }[];
}

export interface Look {
  readonly width: number;
  readonly dark: boolean;
  /** Nothing but the summary. */
  readonly bare: boolean;
}

/** Of GitHub's allow-list (github/markup, "sanitization"), what a summary of ours may hold. */
const ALLOWED = new Set(
  "h1 h2 h3 h4 h5 h6 p b strong i em del s code pre br hr ul ol li table thead tbody tr th td details summary a sub sup blockquote kbd span div".split(
    " ",
  ),
);
const ATTRIBUTES = /^(?: (?:align="(?:left|right|center)"|href="(?:https?:|#|\/)[^"<>]*"|open(?:="")?))*$/;

/** Takes out what GitHub would take out, and shows in red that something was. */
export function sanitized(html: string): string {
  return html.replace(/<(\/?)([a-zA-Z0-9]*)([^>]*)>/g, (tag, slash: string, name: string, attributes: string) => {
    const allowed = ALLOWED.has(name.toLowerCase()) && (slash === "/" || ATTRIBUTES.test(attributes));
    return allowed ? tag : `<mark>GitHub takes out: ${escaped(tag)}</mark>`;
  });
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);

export function page(scenes: readonly Shown[], { width, dark, bare }: Look): string {
  const body = scenes.map((scene) =>
    bare ? summaryOf(scene) : `<section>${titleOf(scene)}${summaryOf(scene)}</section>`,
  );
  return `<!doctype html><html lang="ko" class="${dark ? "dark" : "light"}"><meta charset="utf-8"><title>Scenes</title>
<style>${STYLE}\nbody { width: ${width}px }</style>
<body>${body.join("\n")}
<script>document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height)</script>
</body></html>`;
}

function titleOf({ name, about, annotations }: Shown): string {
  const lines = annotations.map(
    ({ command, title, text }) =>
      `<div class="annotation ${command}"><b>${escaped(title)}</b><pre class="message">${escaped(text)}</pre></div>`,
  );
  return `<p class="scene">${escaped(`${name}: ${about}`)}</p>${lines.join("")}`;
}

const summaryOf = ({ summary }: Shown): string => `<article>${sanitized(summary)}</article>`;

const STYLE = `
:root { --text: #1f2328; --muted: #59636e; --back: #fff; --line: #d1d9e0; --soft: #f6f8fa; --code: #818b981f; --link: #0969da }
:root.dark { --text: #f0f6fc; --muted: #9198a1; --back: #0d1117; --line: #3d444d; --soft: #151b23; --code: #656c7633; --link: #4493f8 }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); line-height: 1.5; font-size: 16px;
  font-family: -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", Helvetica, Arial, sans-serif, "Noto Color Emoji" }
html { background: var(--back) }
section { border-bottom: 8px solid var(--soft) }
article { padding: 16px; overflow-wrap: break-word }
.scene { margin: 0; padding: 4px 16px; background: var(--soft); color: var(--muted); font-size: 12px }
.annotation { margin: 12px 16px; padding: 8px 12px; border: 1px solid var(--line); border-left: 4px solid #cf222e; font-size: 14px }
.annotation.warning { border-left-color: #9a6700 }
.annotation pre.message { margin: 4px 0 0; padding: 0; background: none; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
h3 { margin: 8px 0 16px; font-size: 1.25em; line-height: 1.25 }
p, ul, table, pre, details { margin: 0 0 16px }
ul { padding-left: 2em } li + li { margin-top: .25em }
a { color: var(--link) }
code { padding: .2em .4em; font-size: 85%; background: var(--code); border-radius: 6px; font-family: ui-monospace, "Noto Sans Mono", monospace }
pre { padding: 16px; overflow: auto; font-size: 85%; background: var(--soft); border-radius: 6px; line-height: 1.45 }
pre code { padding: 0; background: none; font-size: 100% }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse }
th, td { padding: 6px 13px; border: 1px solid var(--line) } th { font-weight: 600 }
mark { background: #f00; color: #fff }`;
