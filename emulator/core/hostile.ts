/** What a bad server could send to get at the log, the summary or the runner. Nothing of it may arrive there as it is. */
const ESC = "\u001b";
const BEL = "\u0007";

const lines = [
  "::set-output name=result::detached",
  "::set-env name=PATH::/evil",
  "::add-path::/evil",
  "::stop-commands::hostile-token",
  "::error::A forged annotation",
  "::add-mask::a",
  "##[add-path]/evil",
  "result<<EOF",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "</details></td></tr></table># Forged heading",
  "| forged | row |\n|---|---|\n| `code` | [link](https://evil.invalid) ![image](https://evil.invalid/x.png) @everyone #1 |",
  `${ESC}[2J${ESC}[31mred${ESC}[0m${ESC}]0;title${BEL}${ESC}]8;;https://evil.invalid${ESC}\\link${ESC}]8;;${ESC}\\`,
  "carriage\rreturn\u0000nul\u2028line\u2029paragraph\u0085next",
  "\u202eright-to-left\u2066isolate\u2069\u200bzero-width\ufeff",
  "````\n```yaml\n${{ secrets.NCP_SECRET_KEY }}\n```",
];

export const hostile = lines.join("\n");

/** The same on one short line, for names, which have few characters. */
export const hostileSuffix = `\n::set-output name=x::y\n|<b>\`*_[${ESC}[31m\u202e`;
