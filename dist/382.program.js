export const id = 382;
export const ids = [382];
export const modules = {

/***/ 6576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ visibleJson),
/* harmony export */   AS: () => (/* binding */ pre),
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   Df: () => (/* binding */ withoutCommands),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   lt: () => (/* binding */ attribute),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   qy: () => (/* binding */ html),
/* harmony export */   rF: () => (/* binding */ jsonLine)
/* harmony export */ });
/**
 * Text that a server or a user wrote, made safe for the place where it is shown.
 * Redact first, then pick, cut and escape: `plain` for everything, and `html` or `code` on top for HTML.
 */
/**
 * Nothing that needs a closer look: ASCII, syllables of Hangul, and marks of ours, visible and what they look like. The
 * patterns for all else stand in functions: V8 builds their sets of characters when they are come by, which takes 2 % of
 * an ordinary run.
 */
const USUAL = /^(?:[\x20-\x7e\uac00-\ud7a3\u2013\u2026\u2192\u00b7\u2705\u274c\ud83d\udd0e]|\u26a0\ufe0f)*$/u;
const UNUSUAL = /[^\n\x20-\x7e\uac00-\ud7a3\u2013\u2026\u2192\u00b7\u2705\u274c\ud83d\udd0e]/u;
/**
 * Cuts to at most `max` characters (code points), the last one an ellipsis when something was cut. A word that does not
 * fit is left out whole: it could be a secret, and a runner's masks do not know the half of one.
 */
function cut(text, max) {
    if (text.length <= max)
        return text;
    const characters = Array.from(text.slice(0, 2 * max + 1));
    if (characters.length <= max)
        return characters.join("");
    const kept = characters.slice(0, max - 1).join("");
    const words = /\s/.test(characters[max - 1] ?? "") ? kept : kept.replace(/\S+$/, "");
    return `${words.trimEnd()}\u2026`;
}
/**
 * One visible line: what has no glyph is spelt out, so that no newline, terminal escape or change of direction gets
 * through, and nothing that a runner takes for a command.
 */
function plain(text, max = 300) {
    const short = cut(text.trim(), max);
    return withoutCommands(USUAL.test(short) ? short : withoutInvisible(withoutLookAlikes(short), spell));
}
/**
 * What has no glyph, or one that another character has: controls, format characters (bidi overrides, zero-width ones,
 * tags), Hangul and other fillers, spaces that are no space, line separators, private use, lone surrogates. An emoji
 * keeps the selector that makes it one.
 */
function withoutInvisible(text, spelt) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000](?<!\p{Extended_Pictographic}\ufe0f)/gu, spelt);
}
/** A word of two alphabets that share shapes: `G\u043eld` with a Cyrillic o. Its Latin letters stay, the others are spelt. */
function withoutLookAlikes(text) {
    const ascii = text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, spell); // full-width letters and digits
    // Most texts have no other alphabet, and to look for words costs ten times as much.
    if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(ascii))
        return ascii;
    return ascii.replace(/(?<![\p{L}\p{M}])(?=[\p{L}\p{M}]*\p{Script=Latin})(?=[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}]+/gu, (word) => word.replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, spell));
}
function spell(character) {
    if (character === "\n")
        return "\\n";
    if (character === "\r")
        return "\\r";
    if (character === "\t")
        return " ";
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
/**
 * A runner obeys a line that begins with `::name::`, after white space, and `##[name]` anywhere in a line
 * (actions/runner, ActionCommand.cs). Its comparisons may ignore zero-width characters: a true space breaks both.
 */
function withoutCommands(text) {
    // With nothing invisible in it, the marks of a command stand side by side.
    if (!text.includes("::") && !text.includes("##[") && !UNUSUAL.test(text))
        return text;
    return brokenCommands(text);
}
function brokenCommands(text) {
    return text
        .replace(/^((?:[^\S\r\n\u2028\u2029]|[\u0085\p{Cf}])*):[\p{Cf}]*:/gmu, "$1: :")
        .replace(/#([\p{Cf}]*)#([\p{Cf}]*)\[/gu, "## [");
}
const ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};
/**
 * For the text of an HTML element outside of `<code>`. Markdown's own marks become entities as well, should a renderer
 * look for them; `@name` and `#1` get a zero-width space, as GitHub looks for them after the entities are gone.
 */
function html(text, max = 1000) {
    return quiet(plain(text, max));
}
/** An id, a name, a path: shown letter by letter. GitHub makes no links of what stands in `<code>`. */
function code(text, max = 300) {
    return `<code>${entities(plain(text, max))}</code>`;
}
/** A message: what stands in backticks is shown as code, all of it escaped. */
function prose(text, max = 2000) {
    // Every second part stood between two backticks; a lone one stays a character.
    const parts = plain(text, max).split(/`([^`]+)`/);
    return parts.map((part, at) => (at % 2 === 1 ? `<code>${entities(part)}</code>` : quiet(part))).join("");
}
/** A value within double quotes of an HTML attribute. */
function attribute(text, max = 1000) {
    return entities(plain(text, max));
}
function quiet(visible) {
    return entities(visible.replace(/@|#(?=\d)/g, "$&\u200b"));
}
function entities(text) {
    return text.replace(/[&<>"'`*_~|\\[\]]/g, (mark) => ENTITIES[mark] ?? `&#${mark.charCodeAt(0)};`);
}
/** Lines of our own making (YAML, JSON) in a block to copy from; they hold no invisible characters any more. */
function pre(lines) {
    // Markdown would begin again after an empty line.
    const text = lines.filter((line) => line.trim() !== "").join("\n");
    return `<pre><code>${text.replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark)}</code></pre>`;
}
/** JSON as one line of visible characters. The `\u` escapes leave the value the same. */
function jsonLine(value) {
    return visibleJson(JSON.stringify(value));
}
/** The same for text that is JSON already. A bare line break or tab can only stand between its parts: it is a space. */
function visibleJson(json) {
    const line = json.replace(/[\n\r\t]/g, " ");
    if (!UNUSUAL.test(line))
        return line;
    return withoutInvisible(line, (character) => {
        const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
        return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
    });
}


/***/ }),

/***/ 5137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Af: () => (/* binding */ limitsOf),
/* harmony export */   F4: () => (/* binding */ codes),
/* harmony export */   GM: () => (/* binding */ hostWithSite),
/* harmony export */   GV: () => (/* binding */ whyForbidden),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   ao: () => (/* binding */ isWrite),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   gJ: () => (/* binding */ visibleFacts),
/* harmony export */   rx: () => (/* binding */ createPhrases),
/* harmony export */   t5: () => (/* binding */ lookAt)
/* harmony export */ });
/* harmony import */ var _ncloud_endpoint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3221);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6576);
/** Small parts that messages of every language are made of. */


const MAX_LISTED = 200;
/** Facts that a message may use as they are: each text one visible line, cut to a length. */
function visibleFacts(facts) {
    const visible = Object.entries(facts).map(([key, value]) => [key, visibleFact(key, value)]);
    // Every fact keeps its kind: a text stays a text, a list a list.
    return Object.fromEntries(visible);
}
function visibleFact(key, value) {
    if (Array.isArray(value))
        return value.slice(0, MAX_LISTED).map((item) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(String(item), 400));
    return typeof value === "string" ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(value, key === "id" || key === "name" ? 120 : 300) : value;
}
/** Limits of a plan that are set: what is no number is no limit that could be said. */
function limitsOf(facts, unit) {
    return ["rateRps", "dayQuotaRequest", "monthQuotaRequest"]
        .flatMap((key) => {
        const limit = facts[key];
        return limit !== undefined && /^\d{1,19}$/.test(limit) ? unit[key](BigInt(limit).toLocaleString("en-US")) : [];
    })
        .join(", ");
}
const quoted = (text) => `"${text}"`;
/** `1,234,567`, which both languages write alike. */
function number(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
const MAX_NAMED = 10;
function createPhrases({ more, ncpCode, gap, units, zone, reasons }) {
    /** The first few of a list, and how many more there are of `total`. */
    const listed = (list, total = list.length) => {
        const shown = list.slice(0, MAX_NAMED);
        const left = Math.max(total, list.length) - shown.length;
        return shown.join(", ") + (left > 0 ? more(number(left)) : "");
    };
    /** A line for a list, or none for an empty one. */
    const lineOf = (title, list, total) => list.length === 0 ? [] : [`${title}: ${listed(list, total)}.`];
    const words = new Map(Object.entries(reasons));
    return {
        listed,
        lineOf,
        /** API keys, such as `mobile (k1a2b3c4d5): forbidden`, each with the code at its end in words. */
        keyLine: (title, list) => lineOf(title, list.map((entry) => entry.replace(/: ([a-z-]+)$/, (end, code) => `: ${words.get(code) ?? end.slice(2)}`))),
        /** Why something failed, with the status of the reply where there was one. */
        because: ({ reason, status }) => `${reasons[reason]}${status === undefined ? "" : `, HTTP ${status}`}`,
        /** ` (HTTP 401, NCP code 200: Authentication Failed)`: what the server said, or nothing. */
        said: ({ status, ncpCode: code, ncpMessage = "", ncpDetails = "" }) => {
            const numbers = [
                ...(status === undefined ? [] : [`HTTP ${status}`]),
                ...(code === undefined ? [] : [`${ncpCode} ${code}`]),
            ];
            const texts = [ncpMessage, ncpDetails].filter((text) => text !== "");
            const parts = [numbers.join(", "), texts.join("; ").replace(/\.$/, "")].filter((part) => part !== "");
            return parts.length === 0 ? "" : `${gap}(${parts.join(": ")})`;
        },
        /** A length of time in its two or three figures, with the unit that fits. */
        time: (ms) => {
            if (ms < 1_000)
                return `${Math.round(ms)}${units.ms}`;
            if (ms < 10_000)
                return `${Math.round(ms / 100) / 10}${units.s}`;
            if (ms < 120_000)
                return `${Math.round(ms / 1_000)}${units.s}`;
            if (ms < 7_200_000)
                return `${Math.round(ms / 60_000)}${units.min}`;
            if (ms < 172_800_000)
                return `${Math.round(ms / 3_600_000)}${units.h}`;
            return `${number(Math.round(ms / 86_400_000))}${units.d}`;
        },
        /** `2026-11-25 11:15:02 KST` of an ISO 8601 time; a text that is none stays as it is. */
        clock: (iso) => {
            const ms = Date.parse(iso);
            if (Number.isNaN(ms))
                return iso;
            const local = new Date(ms + zone.hours * 3_600_000).toISOString();
            return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone.name}`;
        },
    };
}
/** Input values, or names of inputs, as code. */
const codes = (list) => list.map((each) => `\`${each}\``).join(", ");
/** The request, as code after a sentence: `\u2026 POST /api/v1/\u2026`. It is empty where it was said already. */
function at({ operation }) {
    return operation === "" ? "" : ` \`${operation}\``;
}
/**
 * Why NCP answers 403, most likely first. What was `seen` on its stage a moment before was read: the account is
 * subscribed, and NCP may have a rule for plans in use. Its code 230 is documented for permissions; 10011 and 10002
 * came for nothing else.
 */
function whyForbidden({ seen = false, ncpCode, }) {
    if (!seen)
        return ["policy", "not-subscribed"];
    if (ncpCode === "10011" || ncpCode === "10002")
        return ["policy"];
    return ncpCode === "230" ? ["policy", "in-use"] : ["in-use", "policy"];
}
/** Whether the request changes something: reads are GET, and searches, which NCP takes as POST. */
function isWrite(operation) {
    return !operation.startsWith("GET ") && !operation.endsWith("/search");
}
/** The read that shows what a write did: `GET \u2026/stages/{s}/usage-plans`. */
function lookAt(operation) {
    const stage = /^[A-Z]+ (\S+\/stages\/[\w-]+)\/\S+$/.exec(operation)?.[1];
    return stage === undefined ? undefined : `GET ${stage}/usage-plans`;
}
/** A host, and the site it belongs to where it is one of NCP's. */
function hostWithSite(host) {
    const site = (0,_ncloud_endpoint_js__WEBPACK_IMPORTED_MODULE_0__/* .siteOf */ .zU)(`https://${host}`);
    return site === undefined ? host : `${host} (site: ${site})`;
}


/***/ }),

/***/ 361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* reexport */ mainStep),
  post: () => (/* reexport */ postStep)
});

// EXTERNAL MODULE: ./lib/action/escape.js
var action_escape = __webpack_require__(6576);
;// CONCATENATED MODULE: ./lib/action/inputs/read.js

const MAX_SHOWN = 80;
const MAX_ODD = 3;
/**
 * A value to the letter or not at all: a secret may have got into any input, and the runner's masks find whole values and
 * whole lines, not what was cut, split or escaped.
 */
function showing(raw) {
    const length = Array.from(raw).length;
    const visible = (0,action_escape/* plain */.pj)(raw);
    if (length <= MAX_SHOWN && visible === raw)
        return { shown: raw };
    const odd = [...new Set(visible.match(/\\u\{[0-9a-f]+\}/g))].filter((each) => !raw.includes(each));
    return { hidden: length, ...(odd.length > 0 && { odd: odd.slice(0, MAX_ODD).join(" ") }) };
}
/** As `@actions/core`'s `getBooleanInput` takes them (YAML 1.2 core schema). */
const TRUE = ["true", "True", "TRUE"];
const FALSE = ["false", "False", "FALSE"];
function createReader(env, faults) {
    const asked = new Set();
    const given = (input) => {
        asked.add(input);
        return env[variableOf(input)];
    };
    const text = (input) => (given(input) ?? "").trim();
    const fault = (found) => {
        faults.push(found);
    };
    /** A runner fills in a default where an input is left out, and only there: then a value is empty because it was made so. */
    const values = (strict) => {
        const read = (input, otherwise, instead, parse) => {
            const raw = given(input);
            if (raw === undefined)
                return otherwise;
            const value = raw.trim();
            if (value !== "")
                return parse(value);
            if (strict)
                fault({ input, rule: "given-empty", allowed: instead });
            return otherwise;
        };
        const wrong = (found, otherwise) => {
            fault({ ...found, ...showing(text(found.input)) });
            return otherwise;
        };
        return {
            boolean: (input, otherwise) => read(input, otherwise, ["true", "false"], (value) => TRUE.includes(value) || FALSE.includes(value)
                ? TRUE.includes(value)
                : wrong({ input, rule: "not-a-boolean" }, otherwise)),
            integer: (input, range, otherwise) => read(input, otherwise, [], (value) => {
                const number = numberOf(value);
                const fits = number >= range.min && number <= range.max;
                return fits ? number : wrong({ input, rule: "not-an-integer", ...range }, otherwise);
            }),
            word: (input, words, otherwise) => read(input, otherwise, words, (value) => words.find((word) => word === value) ?? wrong({ input, rule: "not-a-word", allowed: words }, otherwise)),
            text: (input, nothing) => read(input, undefined, [nothing], (value) => (value === nothing ? undefined : value)),
            limit: (input, unlimited) => read(input, undefined, [unlimited], (value) => {
                if (value === unlimited)
                    return undefined;
                const number = numberOf(value);
                // What cannot be read as a limit must not be none.
                return number >= 0 ? number : wrong({ input, rule: "not-an-integer", allowed: [unlimited] }, 0);
            }),
        };
    };
    return {
        env,
        asked,
        text,
        raw: (input) => given(input) ?? "",
        fault,
        strict: values(true),
        lenient: values(false),
    };
}
/** `Number` alone would take "1e3", "0x10" and " "; `parseInt` would take "10 minutes". */
const numberOf = (value) => (/^\d{1,15}$/.test(value) ? Number(value) : Number.NaN);
/** Where a runner puts an input. */
const variableOf = (input) => `INPUT_${input.toUpperCase()}`;

;// CONCATENATED MODULE: ./lib/usage-plan/distance.js
/** Levenshtein's distance. */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./lib/usage-plan/levels.js
const LEVELS = [
    { level: "product", key: "product", several: false, maxName: 100, notFound: "product-not-found" },
    { level: "api", key: "api", several: false, maxName: 20, notFound: "api-not-found" },
    { level: "stage", key: "stage", several: true, maxName: 20, notFound: "stage-not-found" },
    { level: "usage-plan", key: "plan", several: true, maxName: 45, notFound: "plan-not-found" },
];
const levelRow = (level) => LEVELS.find((row) => row.level === level);

;// CONCATENATED MODULE: ./lib/usage-plan/types.js
/** What a run is for. */
const MODES = {
    detach: { aim: "off", idle: "already-detached" },
    check: { aim: "look", idle: "already-detached" },
    restore: { aim: "on", idle: "already-attached" },
};
const MODE_NAMES = Object.keys(MODES);
const writesNothing = ({ mode, dryRun }) => dryRun || MODES[mode].aim === "look";

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./lib/action/paper.js
/**
 * What a run leaves for another one (a receipt, an approval) as one line that goes through outputs, inputs, matrices and
 * shells as it is: a word for its kind and version, and the deflated JSON in base64url. No id stands in it in clear, so no
 * mask hits it, and a thousand targets are a few kilobytes. Deflated with zlib's checksum: of a raw stream with one wrong
 * letter, every fifth unpacks to another JSON, with other ids in it.
 */


const BEGINNINGS = { receipt: "ncp-receipt-2.", approval: "ncp-approval-1." };
/** Linux starts no process with an environment string over 128 KiB; name and margin need some of it. */
const MAX_LINE = 120 * 1024;
/** More than any run of ours writes: nothing larger is unpacked or parsed. */
const MAX_JSON = 4 * 1024 * 1024;
function pack(kind, json) {
    return BEGINNINGS[kind] + (0,external_node_zlib_.deflateSync)(json, { level: 9 }).toString("base64url");
}
/** The same for people: indented, and every character visible. */
const readable = (paper) => `${JSON.stringify(paper, undefined, 2).split("\n").map(action_escape/* visibleJson */.$m).join("\n")}\n`;
/** The JSON text of a line, or the text itself where it is JSON already. Undefined: neither, or damaged. */
function unpack(kind, text) {
    const line = text.trim();
    if (line.startsWith("{") || line.startsWith("["))
        return line;
    const beginning = BEGINNINGS[kind];
    const body = line.slice(beginning.length);
    if (!line.startsWith(beginning) || !/^[A-Za-z0-9_-]+$/.test(body))
        return undefined;
    try {
        return (0,external_node_zlib_.inflateSync)(Buffer.from(body, "base64url"), { maxOutputLength: MAX_JSON }).toString("utf8");
    }
    catch {
        return undefined;
    }
}
/** All papers of a text: packed lines or readable JSON, several of either one per line, or as an array. */
function papersIn(kind, text, source) {
    const whole = parsed(text);
    const parts = Array.isArray(whole)
        ? whole.map((each) => (typeof each === "string" ? each : JSON.stringify(each)))
        : typeof whole === "string"
            ? [whole]
            : whole === undefined
                ? text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "")
                : [text];
    return parts.flatMap((part, at) => {
        const from = parts.length === 1 ? source : `${source}[${at}]`;
        if (part !== text && parts.length > 1 && parsed(part) !== undefined)
            return papersIn(kind, part, from);
        return [{ source: from, json: unpack(kind, part), masked: part.includes("***") }];
    });
}
function parsed(text) {
    if (!/^\s*[[{"]/.test(text))
        return undefined;
    try {
        // A byte order mark is white space to trim(), and none to JSON.
        return JSON.parse(text.trim());
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/ncloud/ids.js
/**
 * The one grammar of ids: inputs, replies, receipts, approvals and matrices take what fits it and nothing else. NCP
 * documents up to ten characters, and every id that was seen has ten small letters and digits (docs/ncp-api.md).
 */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Whether a text may be an id: it then is safe in a path, a list, a file's name and a line of the log. */
function isId(text) {
    return ID.test(text);
}
/** Looks as all real ones do. What is taken for an id and does not is likely to be a name. */
const looksLikeId = (text) => /^[a-z0-9]{10}$/.test(text);

;// CONCATENATED MODULE: ./lib/action/inputs/selection.js
/** Which targets: ids, names and `*` at the four levels. */



/** All inputs that say which targets, for modes that take none of them. */
const SELECTION_INPUTS = LEVELS.flatMap(({ level }) => [`${level}-id`, `${level}-name`]);
const NOTHING = { ids: [], names: [], all: false };
const NO_SELECTION = { product: NOTHING, api: NOTHING, stage: NOTHING, plan: NOTHING };
function readSelection(reader) {
    const selection = {
        product: readSelector(reader, levelRow("product")),
        api: readSelector(reader, levelRow("api")),
        stage: readSelector(reader, levelRow("stage")),
        plan: readSelector(reader, levelRow("usage-plan")),
    };
    checkStars(reader, selection);
    return selection;
}
const SUCCESSOR_INPUTS = ["successor-plan-id", "successor-plan-name"];
const NO_SUCCESSOR = "none";
/** Given and empty is a fault: without a successor, the API keys of a plan fall to the stage's default. */
function readSuccessor(reader) {
    const [idInput, nameInput] = SUCCESSOR_INPUTS;
    const rule = { ...levelRow("usage-plan"), several: false };
    const isGiven = (input) => reader.strict.text(input, NO_SUCCESSOR) !== undefined;
    const ids = isGiven(idInput) ? readIds(reader, idInput, rule) : [];
    const names = isGiven(nameInput) ? readNames(reader, nameInput, rule) : [];
    if (ids.includes("*"))
        reader.fault({ input: idInput, rule: "not-an-id", shown: "*", others: [nameInput] });
    return ids.length + names.length === 0 ? undefined : { ids, names, all: false };
}
/** `*` opens upwards from the stage: "detach this plan everywhere", never "detach everything from everything". */
function checkStars(reader, { product, api, stage }) {
    const needsBelow = (input, below) => reader.fault({ input, rule: "star-needs-below", shown: "*", others: [below] });
    if (product.all && !api.all)
        needsBelow("product-id", "api-id");
    if (api.all && !stage.all)
        needsBelow("api-id", "stage-id");
}
function readSelector(reader, rule) {
    const idInput = `${rule.level}-id`;
    const nameInput = `${rule.level}-name`;
    const ids = readIds(reader, idInput, rule);
    const names = readNames(reader, nameInput, rule);
    if (ids.length + names.length === 0)
        reader.fault({ input: idInput, rule: "level-missing", others: [nameInput] });
    if (ids.includes("*")) {
        if (ids.length + names.length > 1)
            reader.fault({ input: idInput, rule: "star-not-alone" });
        return { ids: [], names: [], all: true };
    }
    // Id and name of one thing check each other. Of several nobody could say which belongs to which.
    if (ids.length > 0 && names.length > 0 && ids.length + names.length > 2) {
        reader.fault({ input: idInput, rule: "id-and-names", others: [nameInput] });
    }
    return { ids, names, all: false };
}
function readIds(reader, input, rule) {
    // An id has neither comma nor `#`: what follows one is a comment.
    const entries = entriesOf(reader.raw(input), (line) => line.replace(/#.*$/, "").split(","));
    for (const { text, value } of entries) {
        if (text !== "*" && !isId(text)) {
            reader.fault({ input, rule: "not-an-id", ...value, others: [input.replace(/-id$/, "-name")] });
        }
    }
    return onlyOne(reader, input, rule, distinct(entries));
}
function readNames(reader, input, rule) {
    const raw = reader.raw(input);
    // Names may hold commas. In a value of several lines (YAML `|`) a comma belongs to the name; one thing's name is never split.
    const commas = rule.several && !/[\r\n]/.test(raw);
    const entries = entriesOf(raw, (line) => {
        if (line.trimStart().startsWith("#"))
            return [];
        return commas ? line.split(",") : [line];
    });
    for (const { text, value } of entries) {
        if (text === "*")
            reader.fault({ input, rule: "star-as-name", ...value, others: [`${rule.level}-id`] });
        if (/\p{Cc}/u.test(text))
            reader.fault({ input, rule: "name-characters", ...value });
        if (Array.from(text.normalize("NFC")).length > rule.maxName) {
            reader.fault({ input, rule: "name-too-long", ...value, max: rule.maxName });
        }
    }
    return onlyOne(reader, input, rule, [...new Set(distinct(entries).map((name) => name.normalize("NFC")))]);
}
function onlyOne(reader, input, rule, values) {
    if (!rule.several && values.length > 1) {
        reader.fault({ input, rule: "only-one", ...showing(reader.raw(input)) });
    }
    return values;
}
function entriesOf(raw, split) {
    const lines = raw.split(/\r\n|\r|\n/);
    const found = lines.flatMap((line) => split(line).map((part) => ({ text: part.trim(), line })));
    const given = found.filter(({ text }) => text !== "");
    return given.map(({ text, line }, at) => ({
        text,
        value: text === line ? showing(line) : { ...showing(raw), entry: at + 1 },
    }));
}
const distinct = (entries) => [...new Set(entries.map(({ text }) => text))];

;// CONCATENATED MODULE: ./lib/action/inputs/rules.js
/** Inputs that do not go together. An input that would silently do nothing is a fault: somebody counts on it. */






/** Characters. A receipt with a longer reason would not be read again. */
const MAX_REASON = 500;
function checkTogether(reader, config) {
    if ((config.reason?.length ?? 0) > MAX_REASON) {
        reader.fault({ input: "reason", rule: "text-too-long", max: MAX_REASON });
    }
    checkMode(reader, config);
    checkApproval(reader, config);
    if (config.selection.stage.all && config.selection.plan.all && !writesNothing(config)) {
        reader.fault({ input: "usage-plan-id", rule: "star-on-both", shown: "*", others: ["stage-id"] });
    }
    if (!config.verify)
        checkWithoutReads(reader, config);
    else if (!config.lookAtApiKeys) {
        for (const input of aboutKeys(reader, config))
            reader.fault({ input, rule: "needs-api-keys" });
    }
    if (config.auditIssue !== undefined && config.githubToken === undefined) {
        reader.fault({ input: "github-token", rule: "token-missing", others: ["audit-issue"] });
    }
}
function checkMode(reader, config) {
    const { mode, receipt, receiptFile } = config;
    for (const [modes, inputs] of onlyIn(reader, config)) {
        if (modes.includes(mode))
            continue;
        for (const input of inputs)
            reader.fault({ input, rule: "not-in-mode", shown: mode, allowed: modes });
    }
    if (mode !== "restore")
        return;
    if (receipt === undefined && receiptFile === undefined) {
        reader.fault({ input: "receipt", rule: "receipt-missing", others: ["receipt-file"] });
    }
    checkSize(reader, "receipt", receipt);
}
/** The modes in which inputs have an effect, and which of those inputs were set. */
function onlyIn(reader, config) {
    return [
        [["detach", "check"], givenSelection(reader)],
        [["restore"], set({ receipt: config.receipt !== undefined, "receipt-file": config.receiptFile !== undefined })],
        [["check"], set({ "if-attached": config.ifAttached !== "fail" })],
        [
            ["detach"],
            set({
                "if-not-attached": config.ifNotAttached !== "succeed",
                "look-at-api-keys": !config.lookAtApiKeys,
                "rollback-on-failure": config.rollbackOnFailure,
            }),
        ],
        [["detach"], aboutKeys(reader, config)],
    ];
}
/** What needs to know the API keys on a plan. */
const aboutKeys = (reader, config) => [
    ...set({
        "max-affected-api-keys": config.maxAffectedApiKeys !== undefined,
        "max-affected-calls": config.maxAffectedCalls !== undefined,
        approval: config.approval !== undefined,
    }),
    ...givenSuccessors(reader),
];
const set = (inputs) => Object.keys(inputs).filter((input) => inputs[input]);
/** What an approval says already: another word on it beside it would be a contradiction. */
function checkApproval(reader, config) {
    if (config.approval === undefined || config.mode !== "detach")
        return;
    checkSize(reader, "approval", config.approval);
    for (const input of [...givenSelection(reader), ...givenSuccessors(reader)]) {
        reader.fault({ input, rule: "not-beside-approval", others: ["approval"] });
    }
}
const givenSelection = (reader) => SELECTION_INPUTS.filter((input) => reader.text(input) !== "");
const givenSuccessors = (reader) => SUCCESSOR_INPUTS.filter((input) => !["", NO_SUCCESSOR].includes(reader.text(input)));
function checkSize(reader, input, value) {
    if (Buffer.byteLength(value ?? "") <= MAX_LINE)
        return;
    reader.fault({ input, rule: "receipt-too-long", max: MAX_LINE });
}
/** `verify: false` is one signed POST per target: everything that has to read is out of its reach. */
function checkWithoutReads(reader, config) {
    const { selection } = config;
    const needsReads = (input, shown) => reader.fault({ input, rule: "needs-reads", ...(shown === undefined ? {} : { shown }) });
    for (const { level, key } of LEVELS) {
        if (selection[key].all)
            needsReads(`${level}-id`, "*");
        if (selection[key].names.length > 0)
            needsReads(`${level}-name`);
    }
    if (config.mode !== "detach")
        needsReads("mode", config.mode);
    if (config.dryRun)
        needsReads("dry-run", "true");
    if (config.ifNotAttached === "fail")
        needsReads("if-not-attached", "fail");
    for (const input of aboutKeys(reader, config))
        needsReads(input);
    if (config.rollbackOnFailure)
        needsReads("rollback-on-failure", "true");
}
/** Case, `-` and `_` do not tell two inputs apart; nor do so many letters. */
const MAX_WRONG_LETTERS = 2;
/**
 * A runner passes on whatever stands in `with:`, with a warning at most. What is one of our inputs but for its spelling was
 * meant to do something. It does no harm where the right one has the same value: some runners pass the inputs of a
 * composite action on to its steps, which give them to us by their right names.
 */
function checkNames(reader) {
    for (const [variable, value] of Object.entries(reader.env)) {
        const name = /^INPUT_(.+)$/i.exec(variable)?.[1]?.toLowerCase();
        if (name === undefined || isDeclared(reader, variable))
            continue;
        const meant = nearest(name, reader.asked);
        if (meant === undefined || reader.env[variableOf(meant)] === value)
            continue;
        reader.fault({ input: name, rule: "misspelt", others: [meant] });
    }
}
const isDeclared = ({ asked }, variable) => [...asked].some((input) => variableOf(input) === variable);
function nearest(name, inputs) {
    const letters = lettersOf(name);
    const near = [...inputs]
        .filter((input) => Math.abs(letters.length - lettersOf(input).length) <= MAX_WRONG_LETTERS)
        .map((input) => ({ input, away: distance(letters, lettersOf(input)) }))
        .sort((a, b) => a.away - b.away)[0];
    return near !== undefined && near.away <= MAX_WRONG_LETTERS ? near.input : undefined;
}
const lettersOf = (name) => name.toLowerCase().replace(/[-_ ]/g, "");

// EXTERNAL MODULE: ./lib/ncloud/endpoint.js
var ncloud_endpoint = __webpack_require__(3221);
;// CONCATENATED MODULE: ./lib/action/redact.js
/**
 * The one redactor: takes secrets out of texts, in the forms in which they turn up.
 *
 * It works on whole texts. Redact before cutting or escaping: both break a secret into what no longer matches.
 */
const MASK = "***";
/** Shorter values are not taken out: they would take half of every text (and of every id) with them. */
const MIN_SECRET_LENGTH = 4;
/** A part of an encoding (base64 at an offset, hex) counts only when it is long enough to be no accident. */
const MIN_FRAGMENT_LENGTH = 8;
/** From this length on, a secret is looked for in odder forms, and by half of it: that is no accident. */
const MIN_LONG_LENGTH = 24;
/**
 * Base64 of an HMAC-SHA256: 43 characters and one `=`, also percent-encoded, JSON-escaped or as entities of HTML.
 * Signatures are never printed by us, but a server may send back what it got.
 */
const SIGNATURE = /(?:[A-Za-z0-9+/]|\\\/|%2[BFbf]|\\u002[BFbf]|&#(?:x2[BFbf]|4[37]);){43}(?:=|%3[Dd]|\\u003[Dd]|&#(?:x3[Dd]|61);)/g;
/** What every one of them ends with. Hardly a text has it, and looking for 43 characters from every place is slow. */
const SIGNATURE_END = /=|%3[Dd]|\\u003[Dd]|&#(?:x3[Dd]|61);/;
/** User and password of a URL, for those too short to be registered. */
const USERINFO = /(?<=[a-z0-9]:\/\/)[^\s/?#@"'<>]+@/gi;
/**
 * What an object holds under these is ours or has to come back as it is: a secret that is a common word, or a part of an
 * id, must not break a receipt. Facts of a message are all texts to be read.
 */
const SPARED = new Set([
    ...["id", "movedTo", "account", "site", "origin", "repository", "receipt"],
    ...["code", "verdict", "result", "mode", "level", "at", "lastWrite", "sentAt", "startedAt", "endedAt"],
]);
function createRedact(secrets) {
    const pattern = compile(new Set(secrets.flatMap(wholeAndParts)));
    const redactText = (text) => {
        const known = pattern === undefined ? text : text.replace(pattern, MASK);
        const unsigned = SIGNATURE_END.test(known) ? known.replace(SIGNATURE, MASK) : known;
        return unsigned.includes("@") ? unsigned.replace(USERINFO, `${MASK}@`) : unsigned;
    };
    /**
     * Data without a secret comes back as it is, without a copy, and what stands in several places is looked at once: all
     * targets of a stage share its list of plans, and all of an API its names.
     */
    const redactValue = (value, done, facts = false) => {
        if (typeof value !== "string" && (typeof value !== "object" || value === null))
            return value;
        const before = done.get(value);
        if (before !== undefined)
            return before;
        const redacted = typeof value === "string" ? redactText(value) : redactInner(value, done, facts);
        done.set(value, redacted);
        return redacted;
    };
    const redactInner = (value, done, facts) => {
        if (Array.isArray(value)) {
            const clean = (inner) => redactValue(inner, done, facts);
            return value.every((inner) => clean(inner) === inner) ? value : value.map(clean);
        }
        const clean = (key) => {
            const inner = value[key];
            return !facts && SPARED.has(key) ? inner : redactValue(inner, done, facts || key === "facts");
        };
        const keys = Object.keys(value);
        return keys.every((key) => clean(key) === value[key])
            ? value
            : Object.fromEntries(keys.map((key) => [key, clean(key)]));
    };
    // Only plain data comes in, and every text of it stays a text: the type stays.
    return (value) => redactValue(value, new Map());
}
/** A pasted pair or a key broken over two lines leaks by its parts as well. */
function wholeAndParts(secret) {
    const trimmed = secret.trim();
    const parts = trimmed.split(/\s+/).filter((part) => part.length >= MIN_FRAGMENT_LENGTH);
    return [secret, trimmed, ...parts].filter((form) => form.trim().length >= MIN_SECRET_LENGTH);
}
function compile(secrets) {
    if (secrets.size === 0)
        return undefined;
    const forms = new Set([...secrets].flatMap(formsOf));
    // Longest first: where one form holds another, nothing of it may stay.
    const whole = [...forms].sort((a, b) => b.length - a.length).map(literal);
    return new RegExp([...whole, ...[...secrets].flatMap(anyhow), ...[...secrets].flatMap(cutOff)].join("|"), "gm");
}
function formsOf(secret) {
    const json = JSON.stringify(secret).slice(1, -1);
    const url = encodeURIComponent(secret.toWellFormed());
    const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const bytes = Buffer.from(secret, "utf8");
    const hex = bytes.toString("hex");
    const whole = [
        secret,
        json,
        json.replaceAll("/", "\\/"),
        url,
        url.replace(/%../g, (code) => code.toLowerCase()),
        html,
        html.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
        bytes.toString("base64"),
    ];
    const fragments = [hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset))];
    return [...whole, ...fragments.filter((form) => form.length >= MIN_FRAGMENT_LENGTH)];
}
/** The characters of base64 that only the secret decides when it stands `offset` bytes into a group of three. */
function base64At(bytes, offset) {
    const start = (3 - offset) % 3;
    const end = start + Math.floor((bytes.length - start) / 3) * 3;
    if (end <= start)
        return [];
    const inner = bytes.subarray(start, end);
    return [inner.toString("base64"), inner.toString("base64url")];
}
/** A secret at the place where somebody cut the text: its beginning, then an ellipsis or the end of the line. */
function cutOff(secret) {
    const head = secret.slice(0, MIN_FRAGMENT_LENGTH);
    if (head.length < MIN_FRAGMENT_LENGTH)
        return [];
    const rest = Array.from(secret.slice(MIN_FRAGMENT_LENGTH, 120));
    const optional = rest.reduceRight((tail, character) => `(?:${literal(character)}${tail})?`, "");
    return [`${literal(head)}${optional}(?=\u2026|\\.\\.\\.|$)`];
}
/** A long secret with marks of it escaped in any way, broken over lines, without the padding of base64, or half of it. */
function anyhow(secret) {
    const characters = Array.from(secret.replace(/=+$/, ""));
    if (characters.length < MIN_LONG_LENGTH)
        return [];
    const each = characters.map(inAnyForm);
    const half = Math.ceil(each.length / 2);
    const between = "(?:\\s|\\\\[nr])*";
    const tail = each.slice(half).reduceRight((rest, form) => `(?:${between}${form}${rest})?`, "");
    const head = each.slice(0, half).reduce((rest, form) => `(?:${rest}${form}${between})?`, "");
    return [each.slice(0, half).join(between) + tail, head + each.slice(half).join(between)].map((form) => `${form}=*`);
}
/** As it is, or as URLs, JSON and HTML may have it. */
function inAnyForm(character) {
    if (/[A-Za-z0-9]/.test(character))
        return character;
    const number = character.codePointAt(0) ?? 0;
    const hex = [...number.toString(16)].map((digit) => /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit);
    const forms = [
        literal(character),
        `%${hex.join("")}`,
        `\\\\u0*${hex.join("")}`,
        `&#0*${number};`,
        `&#[xX]0*${hex.join("")};`,
    ];
    return `(?:${forms.join("|")}${character === "/" ? "|\\\\/" : ""})`;
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

;// CONCATENATED MODULE: ./lib/action/secrets.js
/** Contract: what the ecosystem's tools call the key pair. */
const ACCESS_KEY_VARIABLES = ["NCLOUD_ACCESS_KEY", "NCLOUD_ACCESS_KEY_ID"];
const SECRET_KEY_VARIABLES = ["NCLOUD_SECRET_KEY", "NCLOUD_SECRET_ACCESS_KEY"];
/** An access key is an id rather than a secret, but no log is better for holding it. */
const SECRET_VARIABLES = [
    "INPUT_ACCESS-KEY",
    "INPUT_SECRET-KEY",
    "INPUT_GITHUB-TOKEN",
    ...ACCESS_KEY_VARIABLES,
    ...SECRET_KEY_VARIABLES,
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "ACTIONS_RUNTIME_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];
const URL_VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "INPUT_API-URL"];
function secretsOf(env) {
    return namedSecretsOf(env).map(({ value }) => value);
}
/** As long as a common word: whatever has it in it is masked by the runner, ids and outputs too. */
const SHORT = 8;
/** Variables with a secret that is a word. */
function shortSecrets(env) {
    return [...new Set(namedSecretsOf(env).flatMap(({ name, value }) => (value.length < SHORT ? name : [])))];
}
function namedSecretsOf(env) {
    const found = [
        ...SECRET_VARIABLES.map((name) => ({ name, values: [env[name]] })),
        ...URL_VARIABLES.flatMap((name) => [name, name.toLowerCase()]).map((name) => ({
            name,
            values: secretsOfUrl(env[name]),
        })),
    ];
    return found.flatMap(({ name, values }) => values.flatMap((value) => (value === undefined || value.trim() === "" ? [] : { name, value })));
}
/** The password of a URL (or a user name alone, a token) as written and as meant, and both as `Basic` sends them. */
function secretsOfUrl(url) {
    // Not `new URL`: a malformed one leaks its password just as well.
    const found = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?<user>[^:@/]*):?(?<password>.*)@/i.exec(url?.trim() ?? "");
    const { user, password } = found?.groups ?? {};
    if (user === undefined || password === undefined)
        return [];
    const pairs = [
        [user, password],
        [decoded(user), decoded(password)],
    ];
    return pairs.flatMap(([name, word]) => [
        word === "" ? name : word,
        Buffer.from(`${name}:${word}`).toString("base64"),
    ]);
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./lib/action/inputs/account.js
/** Whose account, and where: the key pair, the site and the origin of the API. */




/** From the inputs, or from the environment variables of NCP's other tools. Never half and half. */
function readCredentials(reader) {
    const access = readKey(reader, "access-key", ACCESS_KEY_VARIABLES);
    const secret = readKey(reader, "secret-key", SECRET_KEY_VARIABLES);
    if (access !== undefined && secret !== undefined)
        checkPair(reader, access, secret);
    return { accessKey: access?.value ?? "", secretKey: secret?.value ?? "" };
}
function checkPair(reader, access, secret) {
    if (access.fromInput !== secret.fromInput) {
        // The halves of two pairs look like a wrong key at NCP: an empty secret must not fall back to another account's.
        const [given, other, missing] = access.fromInput ? [access, secret, "secret-key"] : [secret, access, "access-key"];
        reader.fault({ input: missing, rule: "key-half", others: [given.source, other.source] });
    }
    else if (access.value === secret.value) {
        reader.fault({ input: secret.source, rule: "keys-equal", others: [access.source] });
    }
    else if (looksLikeAccessKey(secret.value) && looksLikeSecretKey(access.value)) {
        // Found before anything is sent: an access key goes over the wire, and into NCP's records.
        reader.fault({ input: access.source, rule: "keys-swapped", others: [secret.source] });
    }
}
/** As the console gives them out: of the first kind by their letters and length, of the second by their beginning. */
const looksLikeAccessKey = (key) => /^(?:[A-Z0-9]{20}|ncp_iam_BPA\w+)$/.test(key);
const looksLikeSecretKey = (key) => /^(?:[A-Za-z0-9]{40}|ncp_iam_BPK\w+)$/.test(key);
function readKey(reader, input, variables) {
    const value = reader.text(input);
    const key = value === "" ? fromEnvironment(reader, input, variables) : { value, source: input, fromInput: true };
    if (key !== undefined)
        check(reader, key);
    return key;
}
function fromEnvironment(reader, input, variables) {
    const set = variables.flatMap((source) => {
        const value = reader.env[source] ?? "";
        return value === "" ? [] : [{ value, source, fromInput: false }];
    });
    const [first, ...rest] = set;
    if (first === undefined) {
        reader.fault({ input, rule: "key-missing", others: variables });
    }
    else if (rest.some((other) => other.value !== first.value)) {
        reader.fault({ input, rule: "key-variables-differ", others: set.map((key) => key.source) });
    }
    return first;
}
/** A key goes into a header and a signature to the letter: what is no part of one is refused, not trimmed. */
function check(reader, { value, source: input }) {
    if (/\s/.test(value))
        reader.fault({ input, rule: "key-white-space" });
    else if (!/^[!#-&(-_a-~]+$/.test(value))
        reader.fault({ input, rule: "key-characters" });
    else if (value.length < MIN_SECRET_LENGTH)
        reader.fault({ input, rule: "key-too-short", min: MIN_SECRET_LENGTH });
}
/** What the user wrote for this step wins; what contradicts it is a fault. */
function readSite(reader) {
    const url = reader.text("api-url");
    const chosen = reader.text("site") === "" ? undefined : reader.strict.word("site", ncloud_endpoint/* SITES */.bo, "public");
    if (url !== "")
        return atUrl(reader, url, chosen);
    const site = chosen ?? siteOfEnvironment(reader);
    // `NCLOUD_API_GW` names another host than this API's, but it tells which site the other tools are set to.
    const gateway = (0,ncloud_endpoint/* siteOf */.zU)(reader.env["NCLOUD_API_GW"] ?? "");
    if (chosen === undefined && gateway !== undefined && gateway !== site) {
        contradiction(reader, site, "NCLOUD_API_GW", gateway);
    }
    return { site, endpoint: (0,ncloud_endpoint/* endpointOf */.X5)(site) };
}
function atUrl(reader, url, chosen) {
    const endpoint = (0,ncloud_endpoint/* parseEndpoint */.Bk)(url);
    if (typeof endpoint === "string") {
        reader.fault({ input: "api-url", rule: `url-${endpoint}`, ...showing(url) });
        return { site: chosen ?? "public", endpoint: (0,ncloud_endpoint/* endpointOf */.X5)("public") };
    }
    const named = (0,ncloud_endpoint/* siteOf */.zU)(endpoint.origin);
    if (chosen !== undefined && named !== undefined && named !== chosen)
        contradiction(reader, chosen, "api-url", named);
    return { site: chosen ?? named ?? siteOfEnvironment(reader), endpoint };
}
function contradiction(reader, site, other, says) {
    reader.fault({ input: "site", rule: "site-contradiction", shown: site, others: [other], allowed: [says] });
}
function siteOfEnvironment(reader) {
    const value = reader.env["NCLOUD_SITE"] ?? "";
    if (value === "")
        return "public";
    const site = ncloud_endpoint/* SITES */.bo.find((word) => word === value);
    if (site === undefined) {
        reader.fault({ input: "NCLOUD_SITE", rule: "not-a-word", ...showing(value), allowed: ncloud_endpoint/* SITES */.bo });
    }
    return site ?? "public";
}

;// CONCATENATED MODULE: ./lib/action/inputs.js
/** All inputs at a glance, as one typed record. `config.ts` judges and freezes it. */



const LANGUAGES = ["en", "ko"];
/** Seconds. Less than the lower limit does not leave time for one attempt from afar; more than an hour is a mistake. */
const TIMEOUT = { min: 5, max: 3600, default: 120 };
const CONCURRENCY = { min: 1, max: 16, default: 4 };
const ISSUE = { min: 1, max: 999_999_999 };
const OUTCOMES = ["succeed", "fail"];
function readInputs(reader) {
    const { strict, lenient } = reader;
    const mode = strict.word("mode", MODE_NAMES, "detach");
    const approval = strict.text("approval", "none");
    return {
        mode,
        /** In `mode: restore`, and with an approval: empty at every level. */
        selection: mode === "restore" || approval !== undefined ? NO_SELECTION : readSelection(reader),
        ...readCredentials(reader),
        ...readSite(reader),
        dryRun: strict.boolean("dry-run", false),
        verify: strict.boolean("verify", true),
        ifNotAttached: strict.word("if-not-attached", OUTCOMES, "succeed"),
        ifAttached: strict.word("if-attached", OUTCOMES, "fail"),
        lookAtApiKeys: strict.boolean("look-at-api-keys", true),
        /** `unlimited`: undefined. */
        maxAffectedApiKeys: strict.limit("max-affected-api-keys", "unlimited"),
        maxAffectedCalls: strict.limit("max-affected-calls", "unlimited"),
        /** The plan that API keys move to: by id, by name, or by both, which must agree. */
        successor: readSuccessor(reader),
        /** As given; `usage-plan/approval.ts` reads it. */
        approval,
        rollbackOnFailure: strict.boolean("rollback-on-failure", false),
        /** As given; `usage-plan/receipt.ts` reads it. `mode: restore` has it, or a file, or both. */
        receipt: optional(reader, "receipt"),
        /** A file, or a folder of them. */
        receiptFile: optional(reader, "receipt-file"),
        reason: optional(reader, "reason"),
        timeoutMs: 1000 * lenient.integer("timeout", TIMEOUT, TIMEOUT.default),
        concurrency: lenient.integer("concurrency", CONCURRENCY, CONCURRENCY.default),
        summary: lenient.boolean("summary", true),
        language: lenient.word("language", LANGUAGES, usualLanguage(reader)),
        githubToken: optional(reader, "github-token"),
        /** Number of an issue of the repository. Given only together with `githubToken`. */
        auditIssue: lenient.integer("audit-issue", ISSUE, undefined),
    };
}
/** `NCLOUD_LANG` belongs to other tools, which may know more languages: what we do not know is no fault. */
const usualLanguage = ({ env }) => LANGUAGES.find((language) => language === env["NCLOUD_LANG"]) ?? "en";
function optional(reader, input) {
    const value = reader.text(input);
    return value === "" ? undefined : value;
}

;// CONCATENATED MODULE: ./lib/action/config.js



/**
 * Secrets are masked before this: `createToolkit` does it, so that no fault found here can show one.
 * @throws {InputError} with all faults of all inputs
 */
function readConfig(env) {
    const faults = [];
    const reader = createReader(env, faults);
    const config = readInputs(reader);
    checkTogether(reader, config);
    checkNames(reader);
    if (faults.length > 0)
        throw new InputError(faults, config);
    return deepFreeze(config);
}
/** Bad input: all faults of all inputs together, as data. `messages` says them in the reader's language. */
class InputError extends Error {
    name = "InputError";
    faults;
    /** The language to report in: as asked for, or English when that input is wrong too. */
    language;
    /** Whether to write a job summary: as asked for, or yes when that input is wrong too. */
    summary;
    constructor(faults, { language, summary }) {
        super(`invalid-input: ${faults.map((fault) => `${fault.input} (${fault.rule})`).join(", ")}`);
        this.faults = faults;
        this.language = language;
        this.summary = summary;
    }
}
function deepFreeze(record) {
    for (const value of Object.values(record))
        if (typeof value === "object" && value !== null)
            deepFreeze(value);
    return Object.freeze(record);
}

;// CONCATENATED MODULE: ./lib/action/context.js
/** Who runs this and where, from the runner's environment: for the summary, the comment and the receipt. */

/** Where the runner does not say which action this is: a checkout of it (`uses: ./`), or no runner at all. */
const UNKNOWN_ACTION = "<owner>/ncp-apigw-detach-usage-plan@<sha> # v1.0.0";
const SERVER = /^https?:\/\/[\w.-]{1,250}(:\d{1,5})?(\/[\w./-]{0,100})?$/;
const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const REF = /^[\w./+@-]{1,250}$/;
const NUMBER = /^\d{1,20}$/;
/** @param config what is known of the inputs; nothing when they are wrong */
function readRunContext(env, config) {
    const read = (name) => (env[name] === "" ? undefined : env[name]);
    // These become parts of links and of a step to paste: what is none is as good as not there.
    const part = (name, grammar) => grammar.test(env[name] ?? "") ? env[name] : undefined;
    const server = (part("GITHUB_SERVER_URL", SERVER) ?? "https://github.com").replace(/\/+$/, "");
    const repository = part("GITHUB_REPOSITORY", REPOSITORY);
    const runId = part("GITHUB_RUN_ID", NUMBER);
    const attempt = part("GITHUB_RUN_ATTEMPT", NUMBER);
    // Set by the runner for an action that comes from a repository, and for no other (actions/runner, ActionRunner.cs).
    const action = part("GITHUB_ACTION_REPOSITORY", REPOSITORY);
    const ref = part("GITHUB_ACTION_REF", REF);
    return {
        actor: read("GITHUB_TRIGGERING_ACTOR") ?? read("GITHUB_ACTOR"),
        repository,
        workflow: read("GITHUB_WORKFLOW"),
        job: read("GITHUB_JOB"),
        runUrl: repository === undefined || runId === undefined
            ? undefined
            : `${server}/${repository}/actions/runs/${runId}${attempt === undefined ? "" : `/attempts/${attempt}`}`,
        uses: action === undefined || ref === undefined ? UNKNOWN_ACTION : `${action}@${ref}`,
        docs: action === undefined || ref === undefined ? "" : `${server}/${action}/blob/${ref}/`,
        reason: config?.reason,
        server: config && serverOf(config),
        rollbackOnFailure: config?.rollbackOnFailure ?? false,
        attempt: Number(attempt ?? 1) || 1,
    };
}
function serverOf({ site, endpoint: { origin } }) {
    return { site, origin, isNcp: origin === (0,ncloud_endpoint/* endpointOf */.X5)(site).origin };
}

;// CONCATENATED MODULE: ./lib/usage-plan/verdicts.js
/** How a target ends: the one table of verdicts, which types, the step's word, counts, outputs and icons derive from. */
/** What matters most comes first: a step is called after the first verdict that one of its targets has. */
const TABLE = {
    unknown: { red: "\u2753" },
    failed: { red: "\u274c" },
    refused: { red: "\u26d4" },
    attached: { green: "\ud83d\udd0e", red: "\u274c" },
    accepted: { green: "\u26a0\ufe0f" },
    detached: { green: "\u2705" },
    restored: { green: "\u2705" },
    "would-detach": { green: "\ud83d\udd0e" },
    "would-restore": { green: "\ud83d\udd0e" },
    "already-detached": { green: "\u2705", red: "\u274c" },
    "already-attached": { green: "\u2705" },
};
const VERDICTS = Object.keys(TABLE);
const canBeGreen = (verdict) => "green" in TABLE[verdict];
/** The one rule: an outcome makes the step red if it has a problem, whatever its verdict. */
const isRed = ({ problem }) => problem !== undefined;
function iconOf(verdict, red) {
    const { green, red: bad } = TABLE[verdict];
    return (red ? (bad ?? green) : (green ?? bad)) ?? "";
}
/** The first verdict of the table among the red outcomes, or among all of them where none is red. */
function worst(outcomes) {
    const red = outcomes.filter(isRed);
    const verdicts = new Set((red.length > 0 ? red : outcomes).map(({ verdict }) => verdict));
    return VERDICTS.find((verdict) => verdicts.has(verdict));
}
function countByVerdict(outcomes) {
    const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
    for (const { verdict } of outcomes)
        counts[verdict] += 1;
    return counts;
}

;// CONCATENATED MODULE: ./lib/action/render.js
/** What log, summary and comment have in common when they show a report. */



/** The icon and the verdict in a word or two; of several that ended alike, how many they are. */
function verdictOf(messages, outcome, count = 1) {
    const { label, tally } = messages.verdicts[outcome.verdict];
    return `${iconOf(outcome.verdict, isRed(outcome))} ${count === 1 ? label : tally(count)}`;
}
/** Red ones first, otherwise as they are. */
function redFirst(outcomes) {
    return [...outcomes.filter(isRed), ...outcomes.filter((outcome) => !isRed(outcome))];
}
/** `Gold (a1b2c3d4e5)`, or the id alone where no read gave a name. */
const label = ({ id, name }) => (name ? `${name} (${id})` : id);
/** The same for text in which what stands in backticks is code. */
const marked = ({ id, name }) => (name ? `${name.replaceAll("`", "'")} \`${id}\`` : `\`${id}\``);
/** `product / api / stage / plan`, by names where they are known. */
function render_path(target) {
    return LEVELS.map(({ key }) => label(target[key])).join(" / ");
}
/** How the whole run ended, in one sentence. */
function headlineOf(messages, report, context, style) {
    const { headlines } = messages;
    const sentence = sentenceOf(messages, report, style);
    const { rollback, server } = context;
    const where = server === undefined || server.isNcp ? sentence : headlines.elsewhere(sentence, server.origin);
    return `${iconOf(report.result, report.red)} ${rollback === undefined ? where : headlines.rollback(where)}`;
}
function sentenceOf(messages, report, style) {
    const { headlines } = messages;
    const [problem, ...problems] = report.problems;
    if (problem !== undefined) {
        return problems.length > 0
            ? headlines.stopped(report.problems.length)
            : firstSentence(messages.problem(problem).what);
    }
    // What is wrong with one target keeps the others from being touched: that one is what happened.
    const causes = report.outcomes.filter((outcome) => outcome.problem?.code !== "another-target-is-wrong");
    const outcomes = causes.length > 0 ? causes : report.outcomes;
    const [first] = outcomes;
    if (first === undefined)
        return headlines.nothing;
    if (outcomes.some(({ verdict }) => verdict !== first.verdict)) {
        return mixed(messages, outcomes, report.receipt === undefined ? "" : headlines.undo[style.undo]);
    }
    return ((outcomes.length === 1 && specialOf(messages, report, first, style)) || plainOf(messages, report, outcomes, style));
}
/** @param undo where the way back is, behind what can be undone */
function mixed({ headlines, verdicts }, outcomes, undo) {
    const counts = countByVerdict(outcomes);
    const tallies = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
        const changed = verdict === "detached" || verdict === "accepted";
        return verdicts[verdict].tally(counts[verdict]) + (changed ? undo : "");
    });
    return headlines.mixed(tallies, outcomes.length);
}
function plainOf(messages, report, outcomes, style) {
    const { headlines, verdicts } = messages;
    const subject = subjectOf(headlines, report, outcomes, style);
    const looked = outcomes[0]?.lookedAt;
    if (looked !== undefined && outcomes.every(({ lookedAt }) => lookedAt === looked)) {
        return headlines.nowhere(subject, looked);
    }
    return verdicts[outcomes[0]?.verdict ?? report.result].headline(subject);
}
function subjectOf(headlines, report, outcomes, { named }) {
    const plans = new Map(outcomes.map(({ target }) => [target.plan.id, target.plan]));
    const stages = new Map(outcomes.map(({ target }) => [target.stage.id, target.stage]));
    const [plan] = plans.values();
    const [stage] = stages.values();
    return {
        plan: plans.size === 1 && plan !== undefined ? named(plan) : headlines.plans(plans.size),
        stage: stages.size === 1 && stage !== undefined ? named(stage) : headlines.stages(stages.size),
        several: plans.size > 1,
        stages: stages.size > 1,
        aim: MODES[report.mode].aim,
        red: outcomes.some(isRed),
    };
}
/** Problems that say more in one sentence than that it was not done. */
function specialOf({ headlines }, report, outcome, style) {
    const { problem, target } = outcome;
    if (problem === undefined)
        return undefined;
    const subject = subjectOf(headlines, report, [outcome], style);
    if (problem.code === "too-many-api-keys") {
        const { count, limit } = problem.facts;
        return headlines.tooManyKeys(subject, count, limit);
    }
    if (problem.code === "too-many-calls") {
        const { count, limit } = problem.facts;
        return headlines.tooManyCalls(subject, count, limit);
    }
    if (problem.code === "changed-since-approval" && outcome.verdict === "refused")
        return headlines.changed(subject);
    const at = LEVELS.findIndex(({ notFound }) => notFound === problem.code);
    const row = LEVELS[at];
    if (row === undefined)
        return undefined;
    // A plan belongs to the account, and not to a stage.
    const parent = row.key === "plan" ? undefined : LEVELS[at - 1];
    const within = "within" in problem.facts ? problem.facts.within : undefined;
    return headlines.notFound(row.level, style.named({ id: target[row.key].id }), parent && style.named({ ...target[parent.key], ...(within !== undefined && { name: within }) }));
}
const FIRST_SENTENCE = /^.*?(?:\.\s|$)/s;
const firstSentence = (text) => (FIRST_SENTENCE.exec(text)?.[0] ?? text).trimEnd().replace(/\.$/, "");
/** What there is to say of a problem of the whole run whose first sentence is the headline. */
const afterHeadline = (what) => what.replace(FIRST_SENTENCE, "");
/** A problem in words, and where there is more of it. */
function explain(messages, problem, { docs }) {
    return {
        ...messages.problem(problem),
        page: `${docs}${messages.labels.troubleshooting}#${problem.code}`,
    };
}
function troublesOf(report) {
    const byCode = new Map();
    for (const outcome of report.outcomes) {
        const { problem } = outcome;
        if (problem === undefined)
            continue;
        const same = byCode.get(problem.code) ?? { problem, outcomes: [] };
        same.outcomes.push(outcome);
        byCode.set(problem.code, same);
    }
    const isEffect = ({ problem }) => (problem.code === "another-target-is-wrong" ? 1 : 0);
    return [
        ...report.problems.map((problem) => ({ problem, outcomes: [] })),
        ...[...byCode.values()].sort((a, b) => isEffect(a) - isEffect(b)),
    ];
}
/** The receipt that undoes the run, or that a failed rollback should have worked off. */
function receiptToShow(report, context) {
    if (context.rollback === undefined)
        return report.receipt;
    return report.red && context.rollback.receipt !== "" ? context.rollback.receipt : undefined;
}

;// CONCATENATED MODULE: ./lib/action/annotation.js


/** GitHub cuts an annotation after 4,096 characters, in the log as well (actions/runner, ExecutionContext.cs). */
const MAX_LENGTH = 4_000;
/** Of one line, where not everything fits. */
const MAX_CUT_LINE = 800;
/**
 * @param lead what stands above the fact and is never left out
 * @param targets the targets that it hit
 */
function createAnnotation(messages, problem, context, lead = [], targets = []) {
    const { labels } = messages;
    const { what, why, fix, page } = explain(messages, problem, context);
    const items = (lines) => lines.map((line) => `  - ${line}`);
    const parts = {
        lead: { lines: lead },
        targets: { lines: targets },
        what: { lines: [what] },
        why: { title: `${labels.why}:`, lines: items(why) },
        fix: { title: `${labels.fix}:`, lines: items(fix) },
        more: { lines: [`${labels.more}: ${page}`] },
        details: {
            title: `${labels.details}:`,
            lines: items(problem.causes.map((cause) => (0,action_escape/* plain */.pj)(messages.cause(cause), 500))),
        },
    };
    const full = textOf(Object.values(parts));
    if (full.length <= MAX_LENGTH)
        return { full, short: full };
    // By weight: the fact and the fix come before their causes, and the list of targets almost last.
    let room = MAX_LENGTH - labels.moreInLog.length - 1;
    const kept = new Map();
    for (const part of [parts.lead, parts.what, parts.more, parts.fix, parts.why, parts.targets, parts.details]) {
        const fitted = fitInto({ ...part, lines: part.lines.map((line) => (0,action_escape/* cut */.Jj)(line, MAX_CUT_LINE)) }, room);
        room -= fitted.length;
        kept.set(part, fitted.part);
    }
    const short = textOf([...Object.values(parts).map((part) => kept.get(part) ?? part), { lines: [labels.moreInLog] }]);
    return { full, short };
}
function textOf(parts) {
    return parts
        .flatMap(({ title, lines }) => (lines.length === 0 || title === undefined ? lines : [title, ...lines]))
        .join("\n");
}
/** As many of a part's first lines as there is room for, each with its line break. */
function fitInto({ title, lines }, room) {
    let length = title === undefined ? 0 : title.length + 1;
    const kept = [];
    for (const line of lines) {
        if (length + line.length + 1 > room)
            break;
        length += line.length + 1;
        kept.push(line);
    }
    return { part: { ...(title !== undefined && { title }), lines: kept }, length: kept.length === 0 ? 0 : length };
}

;// CONCATENATED MODULE: ./lib/action/log.js



/** From here on targets are listed in a folded group, and what happens to each goes to the debug log. */
const MANY_TARGETS = 20;
/** The same for a run that did not say how many targets it has. */
const MANY_LINES = 300;
/** GitHub shows 10 warning annotations of a step; the rest is lost, so the rest becomes lines. */
const MAX_WARNINGS = 9;
const MAX_TARGETS_OF_A_PROBLEM = 10;
/** What is told of single targets: of a thousand of them, a flood. */
const OF_ONE_TARGET = new Set([
    "observed",
    "writing",
    "accepted",
    "still-there",
    "verified",
    "affected-keys",
    "default-plan",
    "keys-would-move",
    "keys-moved",
    "unverified",
    "key-restored",
    "key-would-restore",
]);
function createLog(reporting) {
    const { toolkit, messages, context } = reporting;
    let many = false;
    let lines = 0;
    let warnings = 0;
    let retried;
    const tell = (note) => {
        const ofOneTarget = OF_ONE_TARGET.has(note.code);
        // Thousands of lines that nobody gets to see are not even put together.
        if (ofOneTarget && note.level === "info" && isFlood() && !toolkit.isDebug)
            return;
        // A server's words: secrets out first, then cut and made visible by `messages`.
        const told = toolkit.redact(note);
        if (told.code === "targets" && told.facts.list.length > MANY_TARGETS) {
            many = true;
            const { count, list } = told.facts;
            group(toolkit, messages.note({ code: "targets", facts: { count, list: [] } }), list);
            return;
        }
        say(told.level, messages.note(told.code === "retrying" ? once(told) : told), ofOneTarget);
    };
    /** The path of a request that is tried again and again is said once. */
    const once = (note) => {
        const { operation } = note.facts;
        const again = operation === retried;
        retried = operation;
        return again ? { ...note, facts: { ...note.facts, operation: "" } } : note;
    };
    const isFlood = () => many || lines >= MANY_LINES;
    const say = (level, text, ofOneTarget) => {
        if (level === "warning") {
            warnings += 1;
            if (warnings <= MAX_WARNINGS)
                toolkit.warning(text, { title: messages.labels.title });
            else
                toolkit.info(`${messages.labels.warnings}: ${text}`);
        }
        else if (level === "debug" || (ofOneTarget && isFlood()))
            toolkit.debug(text);
        else {
            lines += 1;
            toolkit.info(text);
        }
    };
    sayServer(messages, context, say);
    return {
        tell,
        finish(report) {
            if (report.outcomes.length > 1) {
                const verdicts = report.outcomes.map((outcome) => verdictLine(messages, outcome));
                if (verdicts.length <= MANY_TARGETS)
                    for (const line of verdicts)
                        toolkit.info(line);
                else
                    group(toolkit, messages.labels.targets(verdicts.length), verdicts);
            }
            const headline = (0,action_escape/* plain */.pj)(headlineOf(messages, report, context, { named: label, undo: "summary" }), 600);
            toolkit.info(headline);
            const receipt = receiptToShow(report, context);
            if (receipt !== undefined)
                toolkit.info(`${messages.labels.receipt}: ${(0,action_escape/* visibleJson */.$m)(receipt)}`);
            fail(reporting, report, headline);
        },
    };
}
/** A warning about something of ours that failed on the side: what was done stays as it is. */
function warnAside({ toolkit, messages: { labels } }, what, error) {
    toolkit.warning(labels.sideFailure(what, wordsOf(toolkit, error)), { title: labels.title });
}
/** The message of an error, on one line. Secrets go out before it is cut. */
function wordsOf(toolkit, error) {
    return (0,action_escape/* plain */.pj)(toolkit.redact(error instanceof Error ? error.message : String(error)));
}
/** Which server is asked: a rehearsal's `api-url` that was left in place must not look like the real thing. */
function sayServer({ labels }, { server }, say) {
    if (server === undefined)
        return;
    const origin = (0,action_escape/* plain */.pj)(server.origin);
    if (server.isNcp)
        say("info", `${labels.server}: ${origin} (${server.site})`, false);
    else
        say("warning", labels.otherServer(origin), false);
}
function verdictLine(messages, outcome) {
    return `${verdictOf(messages, outcome)}: ${(0,action_escape/* plain */.pj)(render_path(outcome.target), 600)}`;
}
function group(toolkit, title, lines) {
    toolkit.startGroup(title);
    // In one write: a thousand of them cost as much time as a round trip.
    toolkit.info(lines.map((line) => `  ${(0,action_escape/* plain */.pj)(line, 600)}`).join("\n"));
    toolkit.endGroup();
}
/** One annotation for the whole step. With several problems the log has the others before it. */
function fail({ toolkit, messages, context }, report, headline) {
    if (!report.red)
        return;
    const several = report.outcomes.length > 1;
    const lead = rollbackLines(messages, context);
    const annotations = troublesOf(report).map(({ problem, outcomes }, at) => createAnnotation(messages, problem, context, at === 0 ? lead : [], several ? targetLines(messages, outcomes) : []));
    const [first, ...others] = annotations;
    if (first === undefined)
        return;
    for (const { full } of others)
        toolkit.info(`\n${full}`);
    if (first.full !== first.short)
        toolkit.info(`\n${first.full}`);
    toolkit.setFailed(first.short, { title: headline });
}
/** A rollback that failed is loud: it has the manual way, since nobody looks into the main step now. */
function rollbackLines(messages, context) {
    if (context.rollback === undefined)
        return [];
    const { what, fix } = messages.problem({ code: "rollback-failed", facts: {} });
    return [what, `${messages.labels.fix}:`, ...fix.map((line) => `  - ${line}`)];
}
function targetLines(messages, outcomes) {
    const shown = outcomes.slice(0, MAX_TARGETS_OF_A_PROBLEM).map((outcome) => verdictLine(messages, outcome));
    return outcomes.length > shown.length ? [...shown, messages.labels.moreRows(outcomes.length - shown.length)] : shown;
}

// EXTERNAL MODULE: ./lib/action/messages/words.js
var words = __webpack_require__(5137);
;// CONCATENATED MODULE: ./lib/action/messages/en/reasons.js
const reasons = {
    "bad-request": "NCP rejected the request as invalid",
    "authentication-failed": "the keys were not accepted",
    "permission-denied": "the account lacks the permission",
    forbidden: "NCP denied access",
    "not-found": "NCP does not know what was asked for",
    "request-too-large": "the request was too large",
    "quota-exhausted": "the account's quota is used up",
    throttled: "NCP asks to slow down",
    "endpoint-error": "NCP's back end failed",
    "endpoint-timeout": "NCP's back end did not answer in time",
    "server-error": "NCP had an internal error",
    "refused-by-server": "NCP refused the request",
    "redirect-refused": "the server answered with a redirect",
    "clock-wrong": "the runner's clock is over a day off",
    "unexpected-reply": "the reply was not what NCP documents",
    "endless-pages": "the list did not end",
    "dns-failed": "the DNS lookup failed",
    "connection-failed": "no connection",
    "connection-lost": "the connection broke",
    "tls-failed": "no secure connection",
    "proxy-failed": "the proxy failed",
    "attempt-timed-out": "no answer in time",
    "reply-too-large": "the reply was too large",
    "malformed-reply": "the reply was not HTTP",
    "not-verified": "not confirmed by a read",
    deadline: "the time was up",
    cancelled: "the run was cancelled",
};

;// CONCATENATED MODULE: ./lib/action/messages/en/phrases.js


const { listed, lineOf, keyLine, because, said, time, clock } = (0,words/* createPhrases */.rx)({
    more: (count) => ` and ${count} more`,
    ncpCode: "NCP code",
    gap: " ",
    units: { ms: " ms", s: " s", min: " min", h: " h", d: " days" },
    zone: { name: "UTC", hours: 0 },
    reasons: reasons,
});
const stage = (facts) => `stage ${(0,words/* quoted */.TL)(facts.stage)}`;
const plan = (facts) => `usage plan ${(0,words/* quoted */.TL)(facts.plan)}`;
/** At the beginning of a sentence. */
const Stage = (facts) => `Stage ${(0,words/* quoted */.TL)(facts.stage)}`;
const Plan = (facts) => `Usage plan ${(0,words/* quoted */.TL)(facts.plan)}`;
const CONSOLE = "Services > Application Services > API Gateway > Usage Plans or My Products";
const RELATED = "A custom policy also needs the related actions of each of its actions.";
const READER = `Give the sub account the managed policy NCP_API_GATEWAY_VIEWER (read) or NCP_API_GATEWAY_MANAGER (read and change). ${RELATED}`;
const WRITER = `Give the sub account the managed policy NCP_API_GATEWAY_MANAGER: the request that was refused changes something, and NCP_API_GATEWAY_VIEWER only allows reading. ${RELATED}`;
/** The policy that allows the request. */
const permissions = ({ operation = "" }) => ((0,words/* isWrite */.ao)(operation) ? WRITER : READER);
/** Without it a sub account's keys are refused whatever its policies are. */
const ACCESS = 'In Sub Account, check that the sub account has "API Gateway access" and that its access key is in use.';
const COPY_IDS = `Copy the ids from the console (${CONSOLE}), or give names instead of ids.`;
/** Where the truth can be seen when the action could not see it. */
function look(facts) {
    const read = (0,words/* lookAt */.t5)(facts.operation);
    return `Check which usage plans are attached to ${stage(facts)}: in the console under ${CONSOLE}, or run this action with \`mode: check\`${read === undefined ? "" : `, or send \`${read}\``}.`;
}
const AGAIN = "Run the step again. With `verify: true` (the default) it reads first and does only what is left to do.";
const NOUN = {
    product: "product",
    api: "API",
    stage: "stage",
    "usage-plan": "usage plan",
};
/** The verb after the plans of a headline. */
const is = ({ several }) => (several ? "are" : "is");
const was = ({ several }) => (several ? "were" : "was");
const NOT_SENT = "No request was sent.";
const NOTHING_WRITTEN = "Nothing was written for this target.";
/** What became of a target that was stopped; API keys may have moved to its successor by then. */
const written = (moved = false) => moved ? "The plan stays on; what was moved by then is in the receipt." : NOTHING_WRITTEN;

;// CONCATENATED MODULE: ./lib/action/messages/en/headlines.js


const headlines = {
    /** On no stage, among so many. */
    nowhere: (of, { stages, apis }) => `${of.plan} ${is(of)} on no stage (${(0,words/* number */.ai)(stages)} stages of ${(0,words/* number */.ai)(apis)} APIs looked at)`,
    tooManyKeys: (of, count, limit) => `Stopped: ${(0,words/* number */.ai)(count)} API ${count === 1 ? "key uses" : "keys use"} ${of.plan} on ${of.stage}, ${(0,words/* number */.ai)(limit)} ${limit === 1 ? "is" : "are"} allowed`,
    tooManyCalls: (of, count, limit) => `Stopped: ${of.plan} had ${(0,words/* number */.ai)(count)} calls this month on ${of.stage}, ${(0,words/* number */.ai)(limit)} are allowed`,
    changed: (of) => `Stopped: ${of.plan} on ${of.stage} is not what was approved`,
    /** `parent`: where it was looked for, by its name. */
    notFound: (level, id, parent) => `There is no ${NOUN[level]} ${id}${parent === undefined ? "" : ` in ${parent}`}`,
    plans: (count) => `${(0,words/* number */.ai)(count)} usage plans`,
    stages: (count) => `${(0,words/* number */.ai)(count)} stages`,
    /** Of `count` targets that ended differently, the worst first. */
    mixed: (tallies, count) => tallies.join(", ").replace(/^\d+/, (first) => `${first} of ${(0,words/* number */.ai)(count)} targets`),
    /** Behind a tally: where the way back is. */
    undo: { below: " (undo: below)", summary: " (undo: summary)" },
    nothing: "Nothing to do: `*` matches nothing",
    /** Several problems, and no target. */
    stopped: (count) => `Stopped before any target was worked on: ${count} problems`,
    rollback: (sentence) => `Rollback: ${sentence}`,
    /** Another server than NCP's own was asked. */
    elsewhere: (sentence, origin) => `${sentence} \u2013 at ${origin}, not at NCP`,
};

;// CONCATENATED MODULE: ./lib/action/messages/en/inputs.js


const url = (rule, fix) => () => ({ rule, fix });
const inputRules = {
    "given-empty": ({ allowed }) => ({
        rule: "is set to an empty value, and its default could change what nobody meant to change",
        fix: `Remove it, or set it${allowed.length > 0 ? ` to ${(0,words/* codes */.F4)(allowed)}` : ""}. An expression is often empty: \`inputs\` on \`push\` and \`schedule\`, an output of a job that was skipped, a misspelt name.`,
    }),
    misspelt: ({ others }) => ({
        rule: `is not an input of this action; ${(0,words/* codes */.F4)(others)} is`,
        fix: "Correct the name, or remove it: a runner only warns, and the action would run without it.",
    }),
    "not-a-word": ({ allowed }) => ({ rule: `must be one of ${(0,words/* codes */.F4)(allowed)}`, fix: "Upper and lower case count." }),
    "not-a-boolean": () => ({
        rule: "must be `true` or `false`",
        fix: "`yes`, `1` and the like are not accepted: a typo would mean the opposite.",
    }),
    "not-an-integer": (fault) => ({
        rule: `must be a whole number ${"min" in fault ? `from ${fault.min} to ${fault.max}` : `or ${(0,words/* codes */.F4)(fault.allowed)}`}`,
        fix: "Write digits only, without a unit.",
    }),
    "level-missing": ({ input, others }) => ({
        rule: "is needed, or its name",
        fix: `Set \`${input}\` or ${(0,words/* codes */.F4)(others)}.`,
    }),
    "not-an-id": ({ others }) => ({
        rule: "an id has letters and digits, nothing else",
        fix: `${COPY_IDS} Names go into ${(0,words/* codes */.F4)(others)}.`,
    }),
    "only-one": () => ({ rule: "accepts one value only", fix: "Only stages and usage plans can be several." }),
    "name-too-long": ({ max }) => ({
        rule: `a name here has at most ${max} characters`,
        fix: "Copy the name from the console.",
    }),
    "name-characters": () => ({
        rule: "a name has no control characters",
        fix: "Type the name anew: an invisible character was copied with it.",
    }),
    "star-not-alone": () => ({
        rule: "`*` means all, so nothing else can stand beside it",
        fix: "Remove either `*` or the rest (also names of the same level).",
    }),
    "star-as-name": ({ others }) => ({
        rule: "a name is never `*`",
        fix: `For all of them, set ${(0,words/* codes */.F4)(others)} to \`*\`.`,
    }),
    "star-on-both": ({ others }) => ({
        rule: `\`*\` here and in ${(0,words/* codes */.F4)(others)} would detach every plan from every stage`,
        fix: "Name the stages or the usage plans. `mode: check` and dry runs accept it: they write nothing.",
    }),
    "star-needs-below": ({ others }) => ({
        rule: `\`*\` is accepted here only when ${(0,words/* codes */.F4)(others)} is \`*\` as well`,
        fix: "Set `*` from the stage upwards: stage, then API, then product.",
    }),
    "id-and-names": ({ others }) => ({
        rule: `id and name together (${(0,words/* codes */.F4)(others)}) check each other, so there must be one of each`,
        fix: "Give the ids or the names, not both.",
    }),
    "key-missing": ({ input, others }) => ({
        rule: "is empty",
        fix: `Set it from a secret, or set one of ${(0,words/* codes */.F4)(others)}. If it is set: runs from forks and of Dependabot get no secrets, a secret of an environment needs \`environment:\` in the job, and a misspelt secret name is silently empty (\`${input}\`).`,
    }),
    "key-half": ({ others }) => ({
        rule: `is empty, so the pair would be made of two sources (${(0,words/* codes */.F4)(others)})`,
        fix: "Give both keys as inputs or both in the environment. An empty input is often a secret with a misspelt name.",
    }),
    "key-variables-differ": ({ others }) => ({
        rule: `${(0,words/* codes */.F4)(others)} have different values`,
        fix: "Unset one of them, or set this input.",
    }),
    "key-white-space": () => ({
        rule: "has white space or a line break in it",
        fix: "Store the secret again, without quotes, line breaks or a second value behind it.",
    }),
    "key-characters": () => ({
        rule: "has a character that no key has (a quote, a letter outside of ASCII, or an invisible one)",
        fix: "Copy the key from the console again and store it without quotes.",
    }),
    "key-too-short": ({ min }) => ({
        rule: `is shorter than ${min} characters: that is no key, and could not be kept out of the log`,
        fix: "Store the whole key.",
    }),
    "keys-equal": ({ others }) => ({
        rule: `is the same as ${(0,words/* codes */.F4)(others)}`,
        fix: "One of the two secrets holds the other's value.",
    }),
    "keys-swapped": ({ others }) => ({
        rule: `looks like a secret key, and ${(0,words/* codes */.F4)(others)} like an access key`,
        fix: "Swap the two. If the secret key has been sent anywhere in its place, replace it.",
    }),
    "site-contradiction": ({ others, allowed }) => ({
        rule: `contradicts ${(0,words/* codes */.F4)(others)}, which belongs to the site ${(0,words/* codes */.F4)(allowed)}`,
        fix: `Set \`site\` to the site of the account${others[0] === "api-url" ? ", or remove one of the two" : ""}.`,
    }),
    "url-not-a-url": url("is not a URL", "Write it as https://host, with a port if needed."),
    "url-scheme": url("must begin with https://", "Only https is used (http for this machine only)."),
    "url-plain-http": url("plain http is accepted for this machine only (localhost, 127.0.0.1, [::1])", "Use https: only TLS protects the request."),
    "url-user-info": url("must not contain a user name or password", "Remove the @ and what is before it."),
    "url-query": url("must not have a query", "Remove the ? and what follows."),
    "url-fragment": url("must not have a fragment", "Remove the # and what follows."),
    "url-path": url("must have no path other than /api/v1", "The path is signed: a mirror cannot change it."),
    "text-too-long": ({ max }) => ({
        rule: `is longer than ${max} characters`,
        fix: "Make it shorter: the receipt contains it.",
    }),
    "receipt-missing": () => ({
        rule: "is empty, and `mode: restore` needs it",
        fix: "Give the `receipt` output of the run to undo, or a file of it as `receipt-file`. The output is empty when that run changed nothing, and GitHub empties it between jobs when it takes a part of it for a secret: store ids as `vars`, not as secrets, or use the file.",
    }),
    "receipt-too-long": ({ max }) => ({
        rule: `is longer than ${max} bytes`,
        fix: "A Linux process accepts no longer value. Split the list of its targets over several runs.",
    }),
    "not-in-mode": ({ shown, allowed }) => ({
        rule: `has no effect in \`mode: ${shown}\``,
        fix: `Remove it, or use it with mode ${(0,words/* codes */.F4)(allowed)}.`,
    }),
    "not-beside-approval": () => ({
        rule: "cannot be combined with `approval`, which already says what is done",
        fix: "Remove one of the two.",
    }),
    "needs-api-keys": () => ({
        rule: "needs to read API keys, and `look-at-api-keys: false` does not",
        fix: "Remove it, or leave `look-at-api-keys` at `true`.",
    }),
    "needs-reads": () => ({
        rule: "needs to read, and `verify: false` sends one write and nothing else",
        fix: "Remove it, or leave `verify` at `true`.",
    }),
    "token-missing": ({ others }) => ({
        rule: `is empty, and ${(0,words/* codes */.F4)(others)} needs it`,
        fix: "Set it to ${{ github.token }} and give the job `permissions: issues: write`.",
    }),
};
/** The value that broke the rule. */
function inputValue({ shown, hidden, odd, entry }) {
    const inside = odd === undefined ? "" : `, with ${odd} in it`;
    const value = shown === undefined ? `a value of ${hidden} characters, not shown${inside}` : `"${shown}"`;
    return ` (got ${entry === undefined ? "" : `entry ${entry} of `}${value})`;
}

;// CONCATENATED MODULE: ./lib/action/messages/en/labels.js


const labels_said = (words) => (words === "" ? "" : `: ${words}`);
const MAYBE_THERE = "the comment may have been left all the same";
const PERMISSION = "The job needs `permissions: issues: write` (in a pull request's comments: `pull-requests: write`)";
/** Why there is no comment. Facts are one-line and visible; a text that nobody said is empty. */
const commentFault = {
    "no-repository": () => "GITHUB_REPOSITORY is not set, so there is no repository to comment in.",
    address: () => "GITHUB_API_URL is not an https address, and the token is only sent over https.",
    unauthorized: ({ words }) => `GitHub does not accept the token (401${labels_said(words)}). Is \`github-token\` still valid?`,
    forbidden: ({ words }) => `the token lacks the permission (403${labels_said(words)}). ${PERMISSION}. Tokens of pull requests from forks never have it, and a locked issue takes no comments.`,
    "not-found": ({ words }) => `there is no such issue in this repository, or the token may not see it (404${labels_said(words)}). Check \`audit-issue\`. ${PERMISSION}.`,
    gone: ({ words }) => `the issue was deleted, or the repository has issues switched off (410${labels_said(words)}).`,
    "rate-limited": ({ status, words }) => `GitHub asks this token to wait (${status}${labels_said(words)}), longer than this run has time for.`,
    rejected: ({ status, words }) => `GitHub refused it (${status}${labels_said(words)}).`,
    "server-error": ({ status, words }) => `GitHub answered ${status}${labels_said(words)}, twice or with no time left for a second try; ${MAYBE_THERE}.`,
    moved: ({ status, place }) => `GitHub redirects (${status}${place === "" ? "" : `, to ${place}`}), and the token is not sent there. Was the issue transferred, or the repository renamed? Give the new number, or leave it out.`,
    "not-github": ({ status }) => `what answered (${status}) named no comment, so it is probably not GitHub's API. Check GITHUB_API_URL, and whether there is a proxy or a login page on the way.`,
    certificate: ({ words }) => `the certificate of GitHub's API cannot be trusted (${words}). A company's own CA goes into NODE_EXTRA_CA_CERTS.`,
    unreachable: ({ words }) => `GitHub's API cannot be reached (${words}).`,
    lost: ({ words }) => `no reply came (${words}); ${MAYBE_THERE}.`,
    late: ({ words }) => `the run's time was up (${words}); ${MAYBE_THERE}.`,
    unexpected: ({ words }) => words,
};
/** Headings, row labels and the like. All are plain text: the place that shows them escapes. Every language has them. */
const labels = {
    level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage plan" },
    /** A later step that fails takes back what this run did. */
    rollbackMayFollow: "If a later step fails or the job is cancelled, this is undone. A block that begins with \u201cRollback\u201d then says how that ended.",
    /** A run again: what earlier attempts did stands in their own receipts. */
    earlierAttempts: (attempt) => `This is attempt ${attempt}. What earlier attempts detached is in their own receipts, not in this one.`,
    /** A warning: it is not NCP's. */
    otherServer: (origin) => `Requests go to ${origin}, which is not NCP (input \`api-url\`).`,
    /** A warning about something of ours that failed on the side. */
    sideFailure: (what, words) => ({
        summary: `The job summary could not be written: ${words}`,
        outputs: `Outputs could not be written, so later steps cannot go by them; what this step did is said above: ${words}`,
        file: `The readable receipt or approval could not be written to a file; the output has it in one line: ${words}`,
        state: `How this step ended could not be saved; a rollback would look for itself: ${words}`,
    })[what],
    /** The warning about a comment that is not there, with a sentence of `commentFault`. */
    commentFailed: (issue, why) => `The record could not be left as a comment on issue ${issue}: ${why}`,
    commentFault,
    /** Title of warnings. */
    title: "NCP usage plans",
    beforeAfter: "Usage plans before \u2192 after",
    before: "Usage plans before",
    now: "Usage plans now",
    nothing: "none",
    result: "Result",
    target: "Target",
    by: "Started by",
    run: "Run",
    reason: "Reason",
    server: "Server",
    why: "Usual causes",
    fix: "What to do",
    more: "More",
    details: "Details",
    warnings: "Warnings",
    /** The table of API keys and its columns. */
    keys: (count) => `API keys of the plan (${(0,words/* number */.ai)(count)})`,
    key: "API key",
    keyStatus: "Status",
    keyCalls: "Calls this month",
    keyMovedTo: "Now on",
    /** The same in a dry run. */
    keyWouldMoveTo: "Would move to",
    undo: "Undo",
    undoHow: "Add this step to a workflow to attach again what this run detached:",
    undoTooLarge: "The receipt is too large to be shown here. It is in the output `receipt` of this step.",
    /** Before the receipt in the log. */
    receipt: "Receipt, to undo this with `mode: restore`",
    /** A moment, in the reader's part of the world. */
    time: clock,
    seconds: time,
    moreRows: (count) => `\u2026 and ${(0,words/* number */.ai)(count)} more: see the output \`results\`.`,
    moreWarnings: (count) => `\u2026 and ${(0,words/* number */.ai)(count)} more warnings in the log.`,
    /** An annotation that is not all: the log has the rest. */
    moreInLog: "The rest is in the log.",
    /** Heading of a folded list of targets. */
    targets: (count) => `Targets (${(0,words/* number */.ai)(count)})`,
    /** The page of all problems, from the top of the repository. */
    troubleshooting: "docs/troubleshooting.md",
    /** Title of the comment on an issue. */
    audit: "Usage plan record",
};

;// CONCATENATED MODULE: ./lib/action/messages/en/ncp.js


const REPORT = "If nothing above helps, open an issue with NCP's code and message.";
const IN_USE = "The plan was on the stage a moment before, so its ids are right. API keys may use the plan there, and NCP may not detach a plan in use.";
const MOVE = "Move the API keys to another plan (`successor-plan-id` or `successor-plan-name`), then detach. The console lists them under API Gateway > API Keys.";
const NO_ACCESS = 'The sub account does not have "API Gateway access".';
const LOGIN_PAGE = "A proxy or a login page of the network answered instead of NCP.";
const DIRECTLY = "Check whether the runner can reach NCP directly.";
const API_CHANGED = "The API has changed since this version of the action.";
const SHAPE = {
    JSON: "JSON",
    object: "an object",
    list: "a list",
    id: "an id",
    count: "a count",
    "list-of-keys": "one list of API keys",
    "plan-asked-for": "the usage plan that was asked for",
};
const KIND = {
    empty: "an empty reply",
    "not-json": "no JSON",
    nothing: "nothing",
    null: "null",
    list: "a list",
    object: "an object",
    text: "other text",
    number: "a number",
    boolean: "true or false",
    another: "another one, or several",
};
const verifyFalse = ({ operation }) => (0,words/* isWrite */.ao)(operation)
    ? []
    : [
        "For a key that may change but not read, `verify: false` sends the one request that detaches, without any read.",
    ];
/** Who has to move, by name where they were looked at. */
const move = ({ keys = [] }) => [
    ...lineOf("The API keys on it", keys),
    MOVE,
];
/** With what NCP said of it, and the request. */
const what = (sentence, facts) => `${sentence}${said(facts)}.${(0,words.at)(facts)}`;
const temporary = (sentence) => (facts) => ({
    what: what(sentence, facts),
    why: ["A temporary failure at NCP. The request may or may not have been carried out."],
    fix: ["Check whether NCP has announced an outage.", AGAIN],
});
const ncpProblems = {
    "bad-request": (facts) => ({
        what: what("NCP rejected the request as invalid", facts),
        why: facts.seen ? [IN_USE] : ["An id has the right form, but NCP does not know it.", API_CHANGED],
        fix: [...(facts.seen ? move(facts) : [COPY_IDS]), REPORT],
    }),
    "authentication-failed": (facts) => ({
        what: what(`${(0,words/* hostWithSite */.GM)(facts.host)} did not accept the access key and secret key`, facts),
        why: [
            "The access key or the secret key is wrong or disabled, the two belong to different pairs, or they are swapped.",
            "The key belongs to another site: public, gov and fin have separate accounts.",
            NO_ACCESS,
            "The sub account allows only certain source IP addresses. A GitHub-hosted runner has a different address every time.",
            "The runner's clock is more than 5 minutes off.",
        ],
        fix: [
            "In the console, check that the key is in use and belongs to this account, then store both secrets again.",
            ACCESS,
            "Check that `site` is the site of the account.",
            "If the sub account limits source IP addresses, use a self-hosted runner with a fixed address.",
        ],
    }),
    "permission-denied": (facts) => ({
        what: what("The key is valid, but its account is not allowed to do this", facts),
        why: ["No policy of the sub account allows this action, or a custom policy lacks a related action.", NO_ACCESS],
        fix: [permissions(facts), ACCESS, ...verifyFalse(facts)],
    }),
    forbidden: (facts) => {
        const causes = {
            policy: {
                why: "No policy of the sub account allows this action. NCP answers 403 with code 230, 10011 or 10002 then.",
                fix: [permissions(facts)],
            },
            "in-use": { why: IN_USE, fix: move(facts) },
            "not-subscribed": {
                why: "The account is not subscribed to API Gateway.",
                fix: ["Check that the account of the key is subscribed to API Gateway."],
            },
        };
        const likely = (0,words/* whyForbidden */.GV)(facts);
        return {
            what: what("NCP denied access", facts),
            why: likely.map((cause) => causes[cause].why),
            fix: likely.flatMap((cause) => causes[cause].fix),
        };
    },
    "not-found": (facts) => ({
        what: what("NCP does not know what the request names", facts),
        why: [
            "One of the ids is wrong, or belongs to another account or site.",
            "The account may not see it: NCP can answer 404 for a missing permission.",
            "`api-url` points to a server that is not NCP's API Gateway.",
        ],
        fix: [COPY_IDS, permissions(facts)],
    }),
    "request-too-large": (facts) => ({
        what: what("NCP answered that the request is too large", facts),
        why: ["This action's requests are below 1 KB, so something between the runner and NCP changed it."],
        fix: ["Check whether a proxy on the way adds headers or limits the size of requests."],
    }),
    "quota-exhausted": (facts) => ({
        what: `The account has used up its API calls for the day or the month${said(facts)}. This request changed nothing.${(0,words.at)(facts)}`,
        why: ["Other tools use the same account's quota."],
        fix: [
            "Wait until the quota is reset, or ask NCP to raise it. Waiting seconds does not help, so there was no retry.",
            AGAIN,
        ],
    }),
    throttled: (facts) => ({
        what: what("NCP asked to slow down, and the time was up before it accepted the request", facts),
        why: ["Something else uses the account at the same time.", "`concurrency` is too high for this account."],
        fix: [
            "Lower `concurrency`, raise `timeout`, or let jobs run one after the other with the workflow's `concurrency:`.",
            AGAIN,
        ],
    }),
    "endpoint-error": temporary("NCP's back end failed"),
    "endpoint-timeout": temporary("NCP's back end did not answer in time"),
    "server-error": temporary("NCP had an internal error"),
    "refused-by-server": (facts) => ({
        what: what("NCP refused the request", facts),
        why: facts.seen
            ? [IN_USE]
            : ["NCP has a rule that its documentation does not mention. Its own message above is the best hint."],
        fix: [...(facts.seen ? move(facts) : []), "Try the same in the console, which may say more.", REPORT],
    }),
    "redirect-refused": (facts) => ({
        what: `The server answered with a redirect${said(facts)}. The action never follows one, since a signed request must not go to another address.${(0,words.at)(facts)}`,
        why: ["`api-url` is not the API's own address.", LOGIN_PAGE],
        fix: ["Remove `api-url`, or set it to the API's own address.", DIRECTLY],
    }),
    "clock-wrong": (facts) => ({
        what: `The runner's clock is ${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "ahead of" : "behind"} the clock of ${facts.host}. More than a day is not corrected${said(facts)}.${(0,words.at)(facts)}`,
        why: ["The runner's date is wrong.", "The server's `Date` is wrong, or something else answered in its place."],
        fix: ["Set the runner's clock (NTP).", "If the clock is right, check `api-url` and the proxy."],
    }),
    "unexpected-reply": (facts) => ({
        what: `The reply is not what NCP documents. ${facts.at === "" ? "Expected" : `Expected in \`${facts.at}\``}: ${SHAPE[facts.expected]}. Received: ${KIND[facts.got]}.${(0,words.at)(facts)}`,
        why: [LOGIN_PAGE, API_CHANGED],
        fix: [DIRECTLY, "If it can, update the action, or open an issue with this message."],
    }),
    "endless-pages": (facts) => ({
        what: `NCP's list does not end: further pages brought nothing new before all ${(0,words/* number */.ai)(facts.total)} rows were there.${(0,words.at)(facts)}`,
        why: ["The list changed while it was read.", "The server does not page as NCP documents."],
        fix: [AGAIN, "If it happens again, open an issue with this message."],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/en/network.js


const UNSENT = "This request was not sent.";
const TOO_SLOW = {
    why: ["NCP or the network was slow, or NCP asked to slow down.", "There are too many targets for this time limit."],
    fix: ["Raise `timeout` (seconds).", AGAIN],
};
const tooSoon = (seconds) => ({
    why: ["The usage plan is attached, but the detach that is to be undone is less than 30 s old and could still land."],
    fix: [`Run the step again in ${seconds} s, or raise \`timeout\` by at least that much.`],
});
const networkProblems = {
    "dns-failed": (facts) => ({
        what: `The DNS lookup of ${facts.host} failed. ${UNSENT}${(0,words.at)(facts)}`,
        why: ["The runner has no working DNS, or its network does not resolve public names.", "`api-url` has a typo."],
        fix: ["Try `nslookup` with that name on the runner.", "If the network needs a proxy, set HTTPS_PROXY."],
    }),
    "connection-failed": (facts) => ({
        what: `No connection to ${facts.host}. ${UNSENT}${(0,words.at)(facts)}`,
        why: ["A firewall between the runner and NCP.", "The network needs a proxy.", "A temporary network failure."],
        fix: ["Allow HTTPS from the runner to that host, or set HTTPS_PROXY.", AGAIN],
    }),
    "connection-lost": (facts) => ({
        what: `The connection to ${facts.host} broke before the reply was complete.${(0,words.at)(facts)}`,
        why: ["A temporary network failure, or a firewall that cuts connections."],
        fix: [AGAIN, "If it happens often, check the proxy or firewall between the runner and NCP."],
    }),
    "tls-failed": (facts) => ({
        what: `No secure connection to ${facts.host}: its certificate or protocol is not trusted. ${UNSENT}${(0,words.at)(facts)}`,
        why: [
            "A proxy of the network intercepts TLS with a certificate of its own.",
            "`api-url` names a host without a valid certificate.",
        ],
        fix: [
            "Set NODE_EXTRA_CA_CERTS to the PEM file of the proxy's CA. There is no option to skip the check: TLS is all that protects the request.",
        ],
    }),
    "proxy-failed": (facts) => ({
        what: `The proxy did not let the request through to ${facts.host}. It did not reach NCP.${(0,words.at)(facts)}`,
        why: ["The proxy needs other credentials, blocks the host, or its address is wrong."],
        fix: [
            "Check HTTPS_PROXY (or HTTP_PROXY) on the runner, and the proxy's log.",
            "To go around the proxy, add the host to NO_PROXY.",
        ],
    }),
    "attempt-timed-out": (facts) => ({
        what: `${facts.host} did not answer in time.${(0,words.at)(facts)}`,
        why: ["A temporary failure of the network or at NCP.", "A firewall that drops packets without an answer."],
        fix: [AGAIN, "If it always happens, check that the runner can reach the host by HTTPS."],
    }),
    "reply-too-large": (facts) => ({
        what: `The reply of ${facts.host} is larger than any reply of this API (1 MiB) and was dropped.${(0,words.at)(facts)}`,
        why: ["Something other than NCP answered."],
        fix: ["Check `api-url`, and whether a proxy answers in NCP's place."],
    }),
    "malformed-reply": (facts) => ({
        what: `What ${facts.host} sent is not a valid HTTP reply.${(0,words.at)(facts)}`,
        why: ["It is not an HTTP server, or a proxy damaged the reply."],
        fix: ["Check `api-url` and the proxy."],
    }),
    deadline: (facts) => ({
        ...(facts.seconds === undefined ? TOO_SLOW : tooSoon(facts.seconds)),
        what: `The time limit set by \`timeout\` was reached.${(0,words.at)(facts)}`,
    }),
    cancelled: (facts) => ({
        what: `The run was cancelled before this was done.${(0,words.at)(facts)}`,
        why: ["Somebody cancelled the workflow, or a newer run replaced it (`concurrency:` with `cancel-in-progress`)."],
        fix: [AGAIN],
    }),
    "node-too-old": ({ expected, got }) => ({
        what: `The action runs on Node ${got}; it needs Node ${expected} or later. ${NOT_SENT}`,
        why: ["The runner is older than 2.327.1, or starts actions with another Node (on Linux ARM32 it does)."],
        fix: ["Update the runner to 2.327.1 or later, on x64 or ARM64."],
    }),
    "ca-file-unusable": ({ path, reason }) => ({
        what: `The file that NODE_EXTRA_CA_CERTS names cannot be used (${reason}): ${path}. ${NOT_SENT}`,
        why: ["The file does not exist, may not be read, or holds no PEM certificate."],
        fix: ["Correct NODE_EXTRA_CA_CERTS, or remove it if the network does not intercept TLS."],
    }),
    "no-webassembly": () => ({
        what: `Node runs without WebAssembly, which reading HTTP replies needs. ${NOT_SENT}`,
        why: ["NODE_OPTIONS holds `--jitless` or a similar option."],
        fix: ["Remove the option from NODE_OPTIONS for this step."],
    }),
    "internal-error": () => ({
        what: "The action itself failed. This is a defect of the action, not of your workflow.",
        why: [],
        fix: ["Open an issue with the details below. Secrets are removed from them.", AGAIN],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/en/notes.js



const plans = (count) => (count === 1 ? "1 usage plan" : `${(0,words/* number */.ai)(count)} usage plans`);
const NO_WAY_BACK = "the receipt cannot put keys back";
const notes = {
    retrying: (facts) => `Attempt ${facts.attempt} failed: ${because(facts)}. Trying again in ${time(facts.ms)}.${(0,words.at)(facts)}`,
    "clock-corrected": ({ ms }) => `The runner's clock is ${time(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} NCP's. Requests are signed with the corrected time; please set the clock.`,
    "done-after-refusal": (facts) => `The request for ${plan(facts)} on ${stage(facts)} was refused (${because(facts)}), but two reads show it done. Either the request was carried out all the same, or somebody else did it at the same time. The receipt includes it.`,
    observed: (facts) => facts.list.length === 0
        ? `${Stage(facts)} has no usage plan but the default one.`
        : `${Stage(facts)} has: ${listed(facts.list)}.`,
    targets: ({ count, list }) => `Targets: ${(0,words/* number */.ai)(count)}.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
    writing: (facts) => `Sending the request for ${plan(facts)} on ${stage(facts)}.${(0,words.at)(facts)}`,
    accepted: () => "NCP accepted the request.",
    reconciling: (facts) => `It is not clear whether the request was carried out (${because(facts)}). Reading until it is.${(0,words.at)(facts)}`,
    "still-there": (facts) => `Reads do not show the change of ${facts.count > 1 ? plans(facts.count) : plan(facts)} yet. Reading again in ${time(facts.ms)}.`,
    verified: (facts) => `Verified: read again, ${stage(facts)} shows the change of ${plans(facts.count)}.`,
    "neighbours-changed": (facts) => {
        const added = facts.added.length === 0 ? "" : ` Added: ${listed(facts.added)}.`;
        const removed = facts.removed.length === 0 ? "" : ` Removed: ${listed(facts.removed)}.`;
        return `Somebody else changed other usage plans of ${stage(facts)} in the meantime.${added}${removed} This run did not touch them.`;
    },
    unverified: (facts) => `NCP accepted the request for ${plan(facts)} on ${stage(facts)}. With \`verify: false\` nothing was read, so the result is not confirmed.`,
    "looked-at": ({ count, total, plan: none }) => `${none === undefined ? "" : `${Plan({ plan: none })} is on no stage. `}Read ${(0,words/* number */.ai)(count)} stages of ${(0,words/* number */.ai)(total)} APIs.`,
    progress: ({ count, total }) => `${(0,words/* number */.ai)(count)} of ${(0,words/* number */.ai)(total)} targets done.`,
    "nothing-to-do": () => "`*` matches nothing: there is nothing to do.",
    cancelling: ({ ms }) => `Cancelled: no new write is started. What is in progress is finished or checked, for at most ${time(ms)}.`,
    "plan-renamed": ({ id, expected, got }) => `The usage plan ${(0,words/* quoted */.TL)(id)} has been renamed since it was detached, from ${(0,words/* quoted */.TL)(expected)} to ${(0,words/* quoted */.TL)(got)}.`,
    "key-restored": (facts) => `API key ${(0,words/* quoted */.TL)(facts.name)} uses ${plan(facts)} on ${stage(facts)} again.`,
    "key-would-restore": (facts) => `API key ${(0,words/* quoted */.TL)(facts.name)} would be put back on ${plan(facts)} on ${stage(facts)}.`,
    "key-kept": (facts) => `API key ${(0,words/* quoted */.TL)(facts.name)} is on ${(0,words/* quoted */.TL)(facts.got)} now, not on ${plan(facts)}, and stays there: somebody moved it since.`,
    "receipt-shortened": () => "The receipt holds ids only: with names it would be too large.",
    approved: ({ count, sentAt, ms, name, got }) => {
        const by = got === undefined ? "" : ` by ${got}`;
        const from = name === undefined ? "" : `, from ${name}`;
        return `Approved: ${(0,words/* number */.ai)(count)} targets of the run${by} at ${clock(sentAt)}, ${time(ms)} ago${from}. Nothing else is touched.`;
    },
    "approval-others": (facts) => `${Plan(facts)} has been attached to ${facts.count === 1 ? "1 more stage" : `${(0,words/* number */.ai)(facts.count)} more stages`} since the approval. That is not part of it and was not touched.`,
    "successor-gone": (facts) => `${Plan(facts)} is off ${stage(facts)} again: the run that is undone put it there, and no API key is on it.`,
    "successor-would-go": (facts) => `${Plan(facts)} would come off ${stage(facts)} again: the run that is undone put it there, and no other API key is on it.`,
    "successor-kept": (facts) => `${Plan(facts)} stays on ${stage(facts)}, though the run that is undone put it there: ${facts.list.length > 0
        ? `API keys use it: ${listed(facts.list)}`
        : facts.reason === undefined
            ? "its detach could not be verified"
            : reasons[facts.reason]}.`,
    "affected-keys": (facts) => facts.count === 0
        ? `No API key uses ${plan(facts)} on ${stage(facts)}.`
        : `API keys that use ${plan(facts)} on ${stage(facts)} (id, calls this month): ${(0,words/* number */.ai)(facts.count)}. ${listed(facts.list, facts.count)}`,
    "keys-unknown": (facts) => `The API keys that use ${plan(facts)} on ${stage(facts)} could not be read (${reasons[facts.reason]}): whoever uses it may be affected, and ${NO_WAY_BACK}.`,
    "keys-not-looked-at": () => `Nobody looked which API keys are affected (\`look-at-api-keys: false\`), and ${NO_WAY_BACK}.`,
    "default-plan": (facts) => {
        const limits = (0,words/* limitsOf */.Af)(facts, {
            rateRps: (count) => `${count} per second`,
            dayQuotaRequest: (count) => `${count} per day`,
            monthQuotaRequest: (count) => `${count} per month`,
        });
        return `NCP does not document what becomes of API keys without their plan. They may fall to the default plan of ${stage(facts)}; its rate and quota ${limits === "" ? "are not in NCP's reply" : `are: ${limits}`}.`;
    },
    "keys-would-move": (facts) => `API keys that would move from ${plan(facts)} to ${(0,words/* quoted */.TL)(facts.successor)} on ${stage(facts)}: ${(0,words/* number */.ai)(facts.count)}.${facts.attaches ? ` ${(0,words/* quoted */.TL)(facts.successor)} would be attached to it first.` : ""}`,
    "keys-moved": (facts) => `API keys moved from ${plan(facts)} to ${(0,words/* quoted */.TL)(facts.successor)} on ${stage(facts)}: ${(0,words/* number */.ai)(facts.count)}.`,
    "key-left": (facts) => `API key ${(0,words/* quoted */.TL)(facts.name)} is neither on ${plan(facts)} nor on its successor on ${stage(facts)}: somebody moved or deleted it meanwhile.`,
    "successor-quota": (facts) => `Some API keys made more calls this month than ${plan(facts)} allows in a month on ${stage(facts)} (${(0,words/* number */.ai)(facts.limit)}): ${listed(facts.list)}.`,
    "key-gone": (facts) => `API key ${(0,words/* quoted */.TL)(facts.name)} does not exist any more, so it is not put back on ${plan(facts)}.`,
    "keys-not-known": (facts) => `Nobody looked at the API keys when ${plan(facts)} was detached from ${stage(facts)}. Keys that used it are not put back.`,
    "may-still-land": (facts) => `${Plan(facts)} is attached to ${stage(facts)} now. The request sent at ${clock(facts.sentAt)} may still be carried out and detach it: check again later.`,
    "plan-made-anew": (facts) => `${Plan(facts)} of ${stage(facts)} does not exist any more. Of that name there is: ${listed(facts.list)}. It was not attached.`,
    "rollback-nothing": () => "This step changed nothing: there is nothing to roll back.",
    "rollback-no-record": () => "The main step left no record of its work, so nothing is rolled back. It was ended before it began to work: see its log.",
    "rollback-waits": () => "The main step is still running. It is told to stop, and waited for.",
    "secret-is-short": ({ name }) => `The secret in ${(0,words/* quoted */.TL)(name)} has fewer than 8 characters: the runner masks it wherever it occurs, in ids and outputs too.`,
};

;// CONCATENATED MODULE: ./lib/action/messages/en/papers.js


const RESTORE = "run this action with `mode: restore` and the receipt (in the log and the summary of this step)";
const differences = ({ got, successor, added, removed }) => [
    ...(got === undefined ? [] : [`it is named ${(0,words/* quoted */.TL)(got)} now`]),
    ...(successor === undefined ? [] : [`the successor is named ${(0,words/* quoted */.TL)(successor)} now`]),
    ...(added.length === 0 ? [] : [`API keys added: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`API keys gone: ${listed(removed)}`]),
].join("; ");
const paperProblems = {
    "receipt-invalid": ({ name, expected }) => ({
        what: `The receipt cannot be read: \`${name}\` is wrong (expected: ${expected}). ${NOT_SENT}`,
        why: ["It was cut or changed on the way: quotes lost in a shell, or only a part copied from the log."],
        fix: ["Use the `receipt` output of the run to undo as it is, its `receipt-file`, or the YAML step in its summary."],
    }),
    "receipt-other-site": ({ expected, got }) => ({
        what: `The receipt is from ${expected}, but this step works on ${got}. ${NOT_SENT}`,
        why: ["The receipt belongs to another run, or `site` or `api-url` differ from those of that run."],
        fix: ["Use the `site` and `api-url` of the run to undo."],
    }),
    "receipt-other-account": () => ({
        what: `The receipt was made with another access key than the one given here. ${NOT_SENT}`,
        why: ["These are not the credentials of the run to undo, or that key has been replaced since."],
        fix: [
            "Use the access key of the run to undo.",
            "If the key was replaced and the account is the same, delete `account` from the readable receipt (`receipt-file`): then it is not compared.",
        ],
    }),
    "receipt-too-large-to-pass-on": ({ count, limit }) => ({
        what: `The receipt of this run would have ${(0,words/* number */.ai)(count)} characters. No later step could be given more than ${(0,words/* number */.ai)(limit)}, so nobody could undo the run. Nothing was written.`,
        why: ["A run of thousands of targets or API keys. An environment variable of a Linux process holds 128 KiB."],
        fix: ["Split the targets with a matrix: the `matrix` output of a dry run has one entry per stage."],
    }),
    "receipt-masked": ({ name }) => ({
        what: `A part of the receipt has been replaced by \`***\` (${name}). ${NOT_SENT}`,
        why: [
            "GitHub masks what it takes for a secret: ids stored as secrets, or a secret that is a common word.",
            "The receipt was copied from a log or a summary in which it was masked.",
        ],
        fix: [
            "Use the file of the `receipt-file` output, kept as an artifact: files are not masked.",
            "Store ids as variables (`vars`), not as secrets, and use no secret of several lines or with a common word.",
        ],
    }),
    "state-unwritable": ({ path, reason }) => ({
        what: `The runner's state file cannot be written (${reason}): ${path}. Without it a rollback is not possible, so nothing was written.`,
        why: ["The disk is full.", "The job runs in a container as a user who may not write the runner's files."],
        fix: [
            "Free disk space, or let the container's user write to the runner's temporary folder (`options: --user root`).",
            "Or run the step without `rollback-on-failure`.",
        ],
    }),
    "rollback-failed": () => ({
        what: "What this step had detached could not be attached again completely.",
        why: [],
        fix: [`When the cause is gone, ${RESTORE}.`, `Or attach the usage plans by hand in the console: ${CONSOLE}.`],
    }),
    "approval-invalid": ({ name, expected }) => ({
        what: `The approval cannot be read: \`${name}\` is wrong (expected: ${expected}). ${NOT_SENT}`,
        why: [
            "It was cut or changed on the way, or it is another output than `approval`.",
            "It was masked: an output that contains a secret of the job arrives empty, or with `***` in it.",
        ],
        fix: ["Pass on the `approval` output of a dry run or check as it is. Store ids in `vars`, not in `secrets`."],
    }),
    "approval-other-site": ({ expected, got }) => ({
        what: `The approval was made for ${expected}, but this step works on ${got}. ${NOT_SENT}`,
        why: ["`site` or `api-url` differ from those of the dry run, or the approval belongs to another dry run."],
        fix: ["Use the `site` and `api-url` of the dry run."],
    }),
    "changed-since-approval": (facts) => ({
        what: `${Plan(facts)} on ${stage(facts)} is not what was approved: ${differences(facts)}. ${written(facts.moved)}`,
        why: ["Somebody changed it after the dry run."],
        fix: ["Make a new dry run, and have it approved."],
    }),
    "state-damaged": () => ({
        what: "The record that the main step left is damaged, so it is not known what was changed. Nothing was attached again.",
        why: ["The runner's state file was cut or changed on the way: a full disk, or a runner that was shut down."],
        fix: [
            "See the log and the summary of the main step for what it changed, and run this action with `mode: restore` and its receipt.",
            `Or compare the stages in the console: ${CONSOLE}.`,
        ],
    }),
    "main-still-running": () => ({
        what: "The main step may still be running, and did not end when it was told to stop. Nothing was attached again, since it could be detached once more.",
        why: [
            "In a job with a container, a cancel does not reach the process in it.",
            "The two steps do not see each other's processes.",
        ],
        fix: [`Wait until the job has ended, then ${RESTORE}.`, `Or check the stages in the console: ${CONSOLE}.`],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/en/targets.js



function idNotFound(facts, of, within) {
    const { id, list = [], total, named } = facts;
    return {
        what: `There is no ${NOUN[of]} with the id ${(0,words/* quoted */.TL)(id)} ${within}${said(facts)}. ${NOTHING_WRITTEN}`,
        why: [
            ...(named === undefined ? [] : [`${(0,words/* quoted */.TL)(id)} is the name of a ${NOUN[of]}, not an id: its id is ${named}.`]),
            "The id has a typo, or was copied from another product, account or site.",
            "A name was given where an id is expected. Ids look like `a1b2c3d4e5`.",
            `The ${NOUN[of]} was deleted.`,
            "The account is not allowed to see it.",
        ],
        fix: [...lineOf("Existing ones", list, total), `Correct \`${of}-id\`, or give \`${of}-name\` instead.`],
    };
}
const OWNERS = "Their owners would lose the plan's rate and quota on this stage.";
const targets_MOVE = "To move the keys to another plan first, name a successor (`successor-plan-id` or `successor-plan-name`) as well: keys that move count, too.";
const targetProblems = {
    "invalid-input": ({ list }) => ({
        what: `${list.length === 1 ? "An input is" : `${list.length} inputs are`} not valid. ${NOT_SENT}`,
        why: [],
        fix: list,
    }),
    "product-not-found": (facts) => idNotFound(facts, "product", "in this account"),
    "api-not-found": (facts) => idNotFound(facts, "api", "in this product"),
    "stage-not-found": (facts) => idNotFound(facts, "stage", "in this API"),
    "plan-not-found": (facts) => idNotFound(facts, "usage-plan", "in this account"),
    "name-not-found": ({ level, name, list }) => ({
        what: `There is no ${NOUN[level]} named ${(0,words/* quoted */.TL)(name)}. ${NOTHING_WRITTEN}`,
        why: [
            "The name has a typo: upper and lower case and spaces count.",
            "A character only looks like the right one, or is invisible. Such characters are shown as \\u{\u2026}.",
            "It was renamed, or is in another product or account.",
        ],
        fix: [
            ...lineOf("Nearest names", list),
            `Correct \`${level}-name\`${list.length === 0 ? " by the console" : ""}, or give \`${level}-id\` instead.`,
        ],
    }),
    "name-ambiguous": ({ level, name, list }) => ({
        what: `${list.length} ${NOUN[level]}s are named ${(0,words/* quoted */.TL)(name)}. ${NOTHING_WRITTEN}`,
        why: ["NCP allows several with one name."],
        fix: [`Give the id instead: ${listed(list)}.`],
    }),
    "id-name-mismatch": ({ level, id, got, expected }) => ({
        what: `The ${NOUN[level]} with the id ${(0,words/* quoted */.TL)(id)} ${got === "" ? "has no name" : `is named ${(0,words/* quoted */.TL)(got)}`}, not ${(0,words/* quoted */.TL)(expected)}. ${NOTHING_WRITTEN}`,
        why: ["The id belongs to something else.", "It was renamed."],
        fix: ["Correct the one that is wrong, or give only one of the two."],
    }),
    "another-target-is-wrong": ({ count }) => ({
        what: `Nothing was written for this target, because ${count === 1 ? "another target is" : `${(0,words/* number */.ai)(count)} other targets are`} wrong.`,
        why: [
            "With an id or a name that does not exist or does not fit, the other targets may not be what was meant, either.",
        ],
        fix: ["Correct or leave out what is wrong, and run the step again."],
    }),
    "not-attached": (facts) => ({
        what: `${Plan(facts)} is not attached to ${stage(facts)}, and \`if-not-attached: fail\` makes that a failure. ${NOTHING_WRITTEN}`,
        why: ["It was detached before, by an earlier run or by hand.", "It is the wrong stage or the wrong plan."],
        fix: ["If that is fine, use `if-not-attached: succeed` (the default)."],
    }),
    "plan-attached": (facts) => ({
        what: `${Plan(facts)} is attached to ${stage(facts)}, where it should not be.`,
        why: ["Somebody attached it, or it was never detached."],
        fix: ["To detach it, run this action with `mode: detach`.", "Find out in the console who attached it and why."],
    }),
    "api-keys-unreadable": (facts) => ({
        what: `The API keys of the plan could not be read: ${reasons[facts.reason]}${said(facts)}. ${NOTHING_WRITTEN}`,
        why: [
            "The account is not allowed to read API keys and their subscriptions. It needs both.",
            "The network or NCP failed during the reads.",
        ],
        fix: [permissions(facts), "Or set `look-at-api-keys: false`, and leave out the inputs that need to know the keys."],
    }),
    "too-many-api-keys": ({ count, limit, moved }) => ({
        what: `${count === 1 ? "1 API key uses" : `${(0,words/* number */.ai)(count)} API keys use`} this plan on this stage; \`max-affected-api-keys\` allows ${(0,words/* number */.ai)(limit)}. ${OWNERS} ${written(moved)}`,
        why: [],
        fix: ["Raise `max-affected-api-keys` when their owners know.", targets_MOVE],
    }),
    "too-many-calls": ({ count, limit, moved }) => ({
        what: `The API keys on this plan made ${(0,words/* number */.ai)(count)} calls this month on this stage; \`max-affected-calls\` allows ${(0,words/* number */.ai)(limit)}. ${OWNERS} ${written(moved)}`,
        why: [],
        fix: ["Raise `max-affected-calls` when their owners know.", targets_MOVE],
    }),
    "successor-is-target": (facts) => ({
        what: `${Plan(facts)} is both a plan to detach and its own successor. Nothing was written.`,
        why: ["API keys cannot move from a plan to the same plan."],
        fix: ["Name another plan in `successor-plan-id` or `successor-plan-name`."],
    }),
    "api-keys-not-moved": (facts) => ({
        what: `${Plan(facts)} stays on ${stage(facts)}: not every API key on it could be moved to ${(0,words/* quoted */.TL)(facts.successor)}${facts.reason === undefined ? "" : ` (${reasons[facts.reason]})`}.${facts.changed ? "" : ` ${NOTHING_WRITTEN}`}`,
        why: ["The account is not allowed to change API keys.", "The time was too short, or NCP or the network failed."],
        fix: [
            ...keyLine("Not moved", facts.list),
            "Where NCP denied access, give the sub account the managed policy NCP_API_GATEWAY_MANAGER.",
            AGAIN,
            ...(facts.changed ? ["To undo what was changed, run `mode: restore` with the receipt."] : []),
        ],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/en/verdicts.js


const verdicts = {
    unknown: {
        label: "not known",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "is" : "are"} not known`,
        headline: (of) => `Not known whether ${of.plan} ${is(of)} ${of.aim === "on" ? "back on" : "off"} ${of.stage}`,
    },
    failed: {
        label: "failed",
        tally: (count) => `${(0,words/* number */.ai)(count)} failed`,
        headline: (of) => ({
            off: `${of.plan} ${was(of)} not detached from ${of.stage}`,
            look: `Not checked: ${of.plan} on ${of.stage}`,
            on: `${of.plan} ${was(of)} not put back on ${of.stage}`,
        })[of.aim],
    },
    refused: {
        label: "refused",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} stopped`,
        headline: (of) => `Stopped: ${of.plan} ${was(of)} not detached from ${of.stage}`,
    },
    attached: {
        label: "attached",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "is" : "are"} on`,
        headline: (of) => `${of.plan} ${is(of)} on ${of.stage}${of.red ? ", where it should not be" : ""}`,
        next: "There is nothing to do: this was an inventory.",
    },
    accepted: {
        label: "accepted, not checked",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} accepted`,
        headline: (of) => `NCP accepted it; nobody looked whether ${of.plan} ${is(of)} ${of.aim === "on" ? "back on" : "off"} ${of.stage}`,
        next: "To be sure, run `mode: check` with a key that is allowed to read, or check in the console.",
    },
    detached: {
        label: "detached",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} detached`,
        headline: (of) => `${of.plan} ${is(of)} off ${of.stage}`,
        next: "To undo it, use the step under Undo.",
    },
    restored: {
        label: "restored",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} put back`,
        headline: (of) => `${of.plan} ${is(of)} back on ${of.stage}`,
        next: "There is nothing more to do.",
    },
    "would-detach": {
        label: "would detach",
        tally: (count) => `${(0,words/* number */.ai)(count)} would be detached`,
        headline: (of) => `Dry run: ${of.plan} would be detached from ${of.stage}`,
        next: "To do it, run the same step without `dry-run`.",
    },
    "would-restore": {
        label: "would restore",
        tally: (count) => `${(0,words/* number */.ai)(count)} would be put back`,
        headline: (of) => `Dry run: ${of.plan} would be put back on ${of.stage}`,
        next: "To do it, run the same step without `dry-run`.",
    },
    "already-detached": {
        label: "already detached",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} off already`,
        headline: (of) => {
            if (of.red)
                return `${of.plan} ${was(of)} not on ${of.stage}`;
            return of.aim === "look"
                ? `Off, as it should be: ${of.plan} ${is(of)} not on ${of.stage}`
                : `${of.plan} ${was(of)} off ${of.stage} already`;
        },
        next: "There is nothing to do.",
    },
    "already-attached": {
        label: "already attached",
        tally: (count) => `${(0,words/* number */.ai)(count)} ${count === 1 ? "was" : "were"} on already`,
        headline: (of) => `${of.plan} ${was(of)} on ${of.stage} already`,
        next: "There is nothing to do.",
    },
};

;// CONCATENATED MODULE: ./lib/action/messages/en/writes.js



const request = ({ sentAt }) => `the request sent at ${clock(sentAt)}`;
/** Accepted, and reads do not show it. */
const unseen = (facts, reads, somebody) => ({
    what: `NCP accepted ${request(facts)}, but reads ${reads} ${plan(facts)} on ${stage(facts)}.`,
    why: [
        "NCP takes longer than usual to carry it out or to show it.",
        `Somebody ${somebody} the plan at the same moment.`,
    ],
    fix: [look(facts), "Raise `timeout` if NCP is slow today.", AGAIN],
});
/** Seen, and then its opposite. */
const undone = (facts, was, by, ours) => ({
    what: `After ${request(facts)}, ${plan(facts)} was ${was} ${stage(facts)}, and now it is ${by} again. It was not ${ours} a second time.`,
    why: [`Somebody ${by} it on purpose in the meantime.`, "NCP's servers disagree for longer than usual."],
    fix: [look(facts), `Find out who ${by} it. Change it again only if they agree: another run undoes what they did.`],
});
const writeProblems = {
    "reads-disagree": (facts) => ({
        what: `It is not known whether ${plan(facts)} is on ${stage(facts)}: NCP's reads contradicted each other until the time was up. ${NOTHING_WRITTEN}`,
        why: ["Somebody changes the stage at the same time.", "NCP shows a change later than usual."],
        fix: [look(facts), AGAIN],
    }),
    "write-uncertain": (facts) => ({
        what: `It is not known whether ${request(facts)} was carried out (${reasons[facts.reason]})${said(facts)}. It may still take effect.${(0,words.at)(facts)}`,
        why: [
            facts.looked
                ? "No clear reply came, and no read could tell before the time was up."
                : "No clear reply came, and with `verify: false` nothing is read.",
        ],
        fix: [look(facts), ...(facts.looked ? [AGAIN] : ["Run the step again only when the plan is still attached."])],
    }),
    "still-attached": (facts) => unseen(facts, "still show", "attached"),
    "still-detached": (facts) => unseen(facts, "do not show", "detached"),
    "not-verified": (facts) => ({
        what: `NCP accepted ${request(facts)}, but ${stage(facts)} could not be read afterwards (${reasons[facts.reason]})${said(facts)}.`,
        why: ["The network or NCP failed between the write and the read.", "The account may change but not read."],
        fix: [look(facts), AGAIN],
    }),
    "attached-again": (facts) => undone(facts, "gone from", "attached", "detached"),
    "detached-again": (facts) => undone(facts, "on", "detached", "attached"),
    "stage-changed": (facts) => ({
        what: `It is not known whether ${request(facts)} was carried out, and ${stage(facts)} has changed since it was first read. The request was not sent again.`,
        why: ["Somebody works on the stage at the same time: a second write could undo what they did on purpose."],
        fix: [look(facts), "Talk to whoever works on the stage, then run the step again if the plan should still go."],
    }),
    "keys-differ": (facts) => ({
        what: `Not all API keys of the receipt could be put on ${plan(facts)} on ${stage(facts)}.`,
        why: [
            "The account is not allowed to change API keys.",
            "The run was cancelled, or the time was up, before they were.",
        ],
        fix: [
            ...keyLine("These are not", facts.list),
            `Put them on the plan by hand in the console (${CONSOLE}), or run the restore again.`,
        ],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/en.js










const en = {
    language: "en",
    problems: { ...targetProblems, ...writeProblems, ...paperProblems, ...ncpProblems, ...networkProblems },
    notes: notes,
    cause: (text) => text,
    inputRules: inputRules,
    inputValue: inputValue,
    verdicts: verdicts,
    headlines: headlines,
    labels: labels,
};

;// CONCATENATED MODULE: ./lib/action/messages/index.js


/** Others than English are loaded only when they are asked for. */
const CATALOGUES = {
    en: async () => en,
    ko: async () => (await __webpack_require__.e(/* import() | ko */ 757).then(__webpack_require__.bind(__webpack_require__, 608))).ko,
};
async function loadMessages(language) {
    return createMessages(await CATALOGUES[language]());
}
function createMessages(catalog) {
    return {
        language: catalog.language,
        cause: catalog.cause,
        verdicts: catalog.verdicts,
        headlines: catalog.headlines,
        labels: catalog.labels,
        // Code and facts belong together, which the type system forgets on the way through a table.
        problem: ({ code, facts }) => catalog.problems[code]((0,words/* visibleFacts */.gJ)(facts)),
        note: ({ code, facts }) => catalog.notes[code]((0,words/* visibleFacts */.gJ)(facts)),
        // What a fault shows is a visible line as it is (`inputs/read.ts`).
        inputFault(fault) {
            const { rule, fix } = catalog.inputRules[fault.rule](fault);
            // A mode is no value that was wrong: the rule names it.
            const isShown = fault.rule !== "not-in-mode" && (fault.shown ?? fault.hidden) !== undefined;
            return `\`${fault.input}\`: ${rule}${isShown ? catalog.inputValue(fault) : ""}. ${fix}`;
        },
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __webpack_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __webpack_require__(6928);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function core_group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/action/append.js
/** Files of the runner: what is appended is there as a whole or not at all. */

function appendWhole(file, text) {
    wholly(file, () => (0,external_node_fs_.appendFileSync)(file, text));
}
/** A disk may be full in the middle of a line, and what is appended later would go on in it. */
function wholly(file, append) {
    const before = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0;
    try {
        append();
    }
    catch (error) {
        try {
            (0,external_node_fs_.truncateSync)(file, before);
        }
        catch {
            // It is no file, or not there.
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/action/core.js
/** The only file that imports `@actions/core`. Everything else writes through `toolkit.ts`, which redacts. */




const actionsCore = {
    info: info,
    debug: debug,
    warning: warning,
    error: error,
    // Not core.setFailed, which takes no title.
    setFailed(text, properties) {
        process.exitCode = ExitCode.Failure;
        error(text, properties);
    },
    startGroup: startGroup,
    endGroup: endGroup,
    setOutput: (name, value) => wholly(process.env["GITHUB_OUTPUT"] ?? "", () => setOutput(name, value)),
    // Not core.saveState, which writes value by value: a run that is killed has saved all of them or none.
    saveState: (file, values) => appendWhole(file, values.map(([name, value]) => `${name}=${value}\n`).join("")),
    setSecret: setSecret,
    // Not core.summary, which takes two turns through a thread for it: a run that is killed has written all or nothing.
    appendSummary: appendWhole,
    writeFile(folder, name, text) {
        const own = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(folder, `${name}-`));
        // A name of its own as well: the files of a matrix end up in one folder.
        const path = (0,external_node_path_.join)(own, `${(0,external_node_path_.basename)(own)}.json`);
        try {
            (0,external_node_fs_.writeFileSync)(path, text);
        }
        catch (error) {
            // Half a paper is none, and the file is given to nobody.
            (0,external_node_fs_.rmSync)(own, { recursive: true, force: true });
            throw error;
        }
        return path;
    },
};

;// CONCATENATED MODULE: ./lib/action/toolkit.js




function createToolkit(env, sinks = actionsCore) {
    const secrets = secretsOf(env);
    // Before anything can throw: whatever is printed from here on has no secret in it.
    const redact = createRedact(secrets);
    // Outside of a runner nobody consumes the mask command: it would print the secret.
    if (env["GITHUB_ACTIONS"] === "true") {
        for (const secret of secrets)
            if (secret.trim().length >= MIN_SECRET_LENGTH)
                sinks.setSecret(secret);
    }
    let failed = false;
    return {
        redact,
        isDebug: env["RUNNER_DEBUG"] === "1",
        info: (text) => sinks.info((0,action_escape/* withoutCommands */.Df)(redact(text))),
        debug: (text) => sinks.debug(redact(text)),
        warning: (text, properties = {}) => sinks.warning(redact(text), redact(properties)),
        setFailed(text, properties = {}) {
            if (failed)
                sinks.error(redact(text), redact(properties));
            else
                sinks.setFailed(redact(text), redact(properties));
            failed = true;
        },
        startGroup: (title) => sinks.startGroup(redact(title)),
        endGroup: () => sinks.endGroup(),
        // What is read by programs, and a step to be copied: put together of leaves that were redacted when they came in.
        setOutput: (name, value) => sinks.setOutput(name, value),
        saveState(values) {
            const file = env["GITHUB_STATE"] ?? "";
            if (file === "")
                throw new Error("GITHUB_STATE is not set");
            sinks.saveState(file, values);
        },
        writeTemp(name, text) {
            const folder = env["RUNNER_TEMP"] ?? "";
            return folder === "" ? "" : sinks.writeFile(folder, name, text);
        },
        appendSummary(markdown) {
            const file = env["GITHUB_STEP_SUMMARY"] ?? "";
            if (file !== "")
                sinks.appendSummary(file, markdown);
        },
    };
}

;// CONCATENATED MODULE: ./lib/action/living.js
/**
 * Whether the main step still runs when the post step begins, and how to stop it: in a container job a cancel does not
 * reach the process that `docker exec` started. Both steps see the same files under `RUNNER_TEMP`, and mostly the same
 * processes.
 */



const LOOK_MS = 250;
/** More than a run takes to end that was told to: 5 s for the write in flight, and what it has to say. */
const PATIENCE_MS = 20_000;
/** The process of this step, and a folder for both steps. */
function describeSelf(processes, env) {
    const { pid } = processes;
    return { pid, mark: markOf(pid), space: spaceOf(), folder: roomIn(env["RUNNER_TEMP"] ?? "") };
}
function roomIn(temp) {
    try {
        return temp === "" ? "" : (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temp, "ncp-detach-"));
    }
    catch {
        return "";
    }
}
/** The start and the command line of a process: its number alone is given to another one some day. */
function markOf(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, "utf8");
        // After the name, which may hold anything: the state is field 3, the start field 22 (proc(5)).
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return `${fields[19] ?? ""} ${(0,external_node_fs_.readFileSync)(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()}`;
    }
    catch {
        return "";
    }
}
/** Two containers count their processes each for itself. */
function spaceOf() {
    try {
        return (0,external_node_fs_.readlinkSync)("/proc/self/ns/pid");
    }
    catch {
        return "";
    }
}
const stopFile = (folder) => (0,external_node_path_.join)(folder, "stop");
const journalFile = (folder) => (0,external_node_path_.join)(folder, "journal");
/** A second copy of what is saved: a runner takes the first when the main step seems to be over, and that is too early. */
function appendJournal({ folder }, values) {
    if (folder === "")
        return;
    try {
        appendWhole(journalFile(folder), values.map(([name, value]) => `${name} ${value}\n`).join(""));
    }
    catch {
        // The runner's own file is what counts; this is for a main step that outlives its time.
    }
}
/** As a runner hands it over. */
function readJournal({ folder }) {
    try {
        // What has no end is not whole yet.
        const lines = (0,external_node_fs_.readFileSync)(journalFile(folder), "utf8").split("\n").slice(0, -1);
        return Object.fromEntries(lines.map((line) => {
            const space = line.indexOf(" ");
            return [`STATE_${line.slice(0, space)}`, line.slice(space + 1)];
        }));
    }
    catch {
        return {};
    }
}
/** Calls back once when the post step asks this process to stop. Give `over` when that does not matter any more. */
async function listenForStop({ folder }, clock, over, stop) {
    if (folder === "")
        return;
    while (!over.aborted) {
        if ((0,external_node_fs_.existsSync)(stopFile(folder)))
            return stop();
        await clock.sleep(LOOK_MS, over);
    }
}
/**
 * Tells the main step to stop if it still runs, and waits for its end.
 *
 * @param options whether it has said by now how it ended, and what to do when it has to be waited for
 * @returns `false` when it runs on, or when nobody can know whether it does
 */
async function stopMain(main, processes, clock, { ended, waits }) {
    const isOver = () => ended() || isGone(main, processes);
    if (isOver())
        return true;
    waits();
    try {
        (0,external_node_fs_.writeFileSync)(stopFile(main.folder), "");
    }
    catch {
        // Then it can only be waited for.
    }
    const until = clock.monotonic() + PATIENCE_MS;
    while (clock.monotonic() < until) {
        await clock.sleep(LOOK_MS);
        if (isOver())
            return true;
    }
    return false;
}
/** `false`: it is there, or it may be there and cannot be seen from here. */
function isGone({ pid, mark, space }, processes) {
    if (space !== spaceOf())
        return false;
    return mark === "" ? !processes.exists(pid) : markOf(pid) !== mark;
}

;// CONCATENATED MODULE: ./lib/usage-plan/fields.js
/** Reads fields of JSON that came back through a workflow: nothing in it is believed before it is checked. */

/** Of a name, a link, a reason. Longer ones are not written either. */
const MAX_TEXT = 1_000;
/** @param damaged makes the error of a field that is not what it should be */
function createFields(damaged) {
    const object = (value, place) => {
        if (typeof value !== "object" || value === null || Array.isArray(value))
            throw damaged(place, "{\u2026}");
        return value;
    };
    const list = (value, place, read) => {
        if (!Array.isArray(value))
            throw damaged(place, "[\u2026]");
        return value.map((each, at) => read(each, `${place}[${at}]`));
    };
    const optional = (value, read) => value === undefined ? undefined : read(value);
    const text = (value, place) => {
        if (typeof value !== "string" || value === "" || value.length > MAX_TEXT) {
            throw damaged(place, `"\u2026" (\u2264 ${MAX_TEXT})`);
        }
        return value;
    };
    /** An id becomes part of a path: nothing gets there that is none. */
    const ref = (value, place) => {
        const { id, name } = object(value, place);
        if (typeof id !== "string" || !isId(id))
            throw damaged(`${place}.id`, "[A-Za-z0-9_-]{1,64}");
        return { id, ...(name === undefined ? {} : { name: text(name, `${place}.name`) }) };
    };
    const stagePath = (value, place) => {
        const { product, api, stage } = object(value, place);
        return {
            product: ref(product, `${place}.product`),
            api: ref(api, `${place}.api`),
            stage: ref(stage, `${place}.stage`),
        };
    };
    /** Milliseconds since the Unix epoch. */
    const time = (value, place) => {
        const ms = Date.parse(text(value, place));
        if (Number.isNaN(ms))
            throw damaged(place, "ISO 8601");
        return ms;
    };
    /** For people: who, where, why. */
    const origins = (record) => {
        const given = (name) => optional(record[name], (each) => text(each, name));
        const [run, by, reason] = [given("run"), given("by"), given("reason")];
        return { ...(run && { run }), ...(by && { by }), ...(reason && { reason }) };
    };
    /** A whole paper, where it is one at all. */
    const document = (json, example) => {
        if (json === undefined)
            throw damaged("", example);
        let value;
        try {
            value = JSON.parse(json);
        }
        catch (error) {
            throw damaged("", "JSON", error);
        }
        return object(value, "");
    };
    return { object, list, optional, text, ref, stagePath, time, origins, document };
}

;// CONCATENATED MODULE: ./lib/usage-plan/work.js
function targetsOf(work) {
    return work.flatMap((stage) => stage.plans.map(({ plan }) => ({ ...stage.at, plan })));
}
/** What tells stages apart. */
const placeOf = ({ product, api, stage }) => [product.id, api.id, stage.id].join("/");
const nameOf = (ref) => ref.name ?? ref.id;
/** With the id, as lists have it. */
const labelOf = ({ id, name }) => (name === undefined ? id : `${name} (${id})`);
/** A target as facts tell it. */
const placeFacts = ({ plan, stage }) => ({
    plan: nameOf(plan),
    stage: nameOf(stage),
});
const refOf = ({ id, name }) => ({ id, ...(name && { name }) });
const refs = (plans) => plans?.map(({ id, name }) => ({ id, name }));
/** As the user listed them, whatever was decided first. */
function inOrder(work, outcomes) {
    const place = (stageId, planId) => `${stageId}/${planId}`;
    const byPlace = new Map(outcomes.map((each) => [place(each.target.stage.id, each.target.plan.id), each]));
    return work.flatMap(({ at, plans }) => plans.flatMap(({ plan }) => byPlace.get(place(at.stage.id, plan.id)) ?? []));
}

;// CONCATENATED MODULE: ./lib/usage-plan/receipt.js
/**
 * What is needed to undo a run: plain data without a secret, which `action/paper.ts` makes a line of. Format:
 * docs/receipt.md. How it is read again: `receipt-read.ts`.
 */


const RECEIPT_VERSION = 2;
/** The stages that a run changed, or may have changed: only those can be put back. */
function stagesToUndo(outcomes) {
    const stages = new Map();
    for (const { target, verdict, changed, keys, successor } of outcomes) {
        if (!changed)
            continue;
        const { product, api, stage, plan } = target;
        const place = placeOf(target);
        const found = stages.get(place) ?? { product, api, stage, plans: [], successors: [] };
        stages.set(place, found);
        // A plan that could not be emptied was never sent for: only its keys were written.
        found.plans.push(planOf({ plan, keys }, verdict === "detached", verdict !== "failed"));
        if (successor !== undefined)
            found.successors = [placed(successor, found.successors[0])];
    }
    return [...stages.values()];
}
/** What one plan's move has put on the stage, the next one finds there. */
const placed = (successor, before) => before?.attached ? before : successor;
/** When the last of them was sent. */
function lastWriteOf(outcomes) {
    return outcomes
        .flatMap(({ sentAt }) => sentAt ?? [])
        .sort()
        .at(-1);
}
/** What is about to be written: how it ends is not known yet. */
function intended({ product, api, stage }, plans, successor) {
    const successors = successor === undefined ? [] : [successor];
    return { product, api, stage, plans: plans.map((each) => planOf(each, false, true)), successors };
}
function planOf({ plan, keys }, sure, sent) {
    const known = (keys ?? []).map(({ id, name, movedTo }) => ({ id, name, ...(movedTo && { movedTo: movedTo.id }) }));
    return { ...plan, sure, sent, keys: known, keysKnown: keys !== undefined };
}
/** @param names `false`: names are for people, and are left out where the receipt would be too long with them */
function receiptJson(record, stages, names = true) {
    return { version: RECEIPT_VERSION, ...record, stages: stages.map((each) => stageJson(each, names)) };
}
/** What goes without saying is not said. */
function stageJson({ product, api, stage, plans, successors }, names = true) {
    const ref = ({ id, name }) => (names && isSayable(name) ? { id, name } : { id });
    const [successor] = successors;
    return {
        product: ref(product),
        api: ref(api),
        stage: ref(stage),
        plans: plans.map((each) => ({
            ...ref(each),
            ...(each.sure || !each.sent ? {} : { sure: false }),
            ...(each.sent ? {} : { sent: false }),
            ...(each.keysKnown ? {} : { keys: "unknown" }),
            ...(each.keys.length === 0
                ? {}
                : { keys: each.keys.map(({ movedTo, ...key }) => ({ ...ref(key), ...(movedTo && { movedTo }) })) }),
        })),
        ...(successor && { successor: { ...ref(successor), attached: successor.attached } }),
    };
}
/** A name in which a secret stood comes back as no name rather than as another one. */
const isSayable = (name) => name !== undefined && name !== "" && name.length <= MAX_TEXT && !name.includes("***");

;// CONCATENATED MODULE: ./lib/action/state.js
/**
 * What the main step leaves for its post step: a stream of records, one append each, so that what is saved grows with the
 * work. No secret is among them: the post step reads the keys from its inputs again.
 */




/** The runner hands each value over as an environment variable: Windows takes 32,767 characters in one, Linux 128 KiB. */
const MAX_PART = 30_000;
const NAME = "record-";
/** What a part begins with: of a record that goes on in the next one, of the last one. */
const [MORE, LAST] = ["+", "="];
/** How what was about to be written ended: one letter per plan, in the order of the records. */
const ENDS = { sure: "+", doubtful: "?", "keys-only": "k", "not-written": "-" };
/** @param append throws when the values could not be saved; then nothing may be written to NCP */
function createSaver(append) {
    let count = 0;
    const save = (record) => {
        const text = JSON.stringify(record);
        const parts = Array.from({ length: Math.ceil(text.length / MAX_PART) }, (_, at) => text.slice(at * MAX_PART, (at + 1) * MAX_PART));
        append(parts.map((part, at) => [`${NAME}${count + at}`, (at === parts.length - 1 ? LAST : MORE) + part]));
        // What could not be saved has no number: the next record takes its place.
        count += parts.length;
    };
    return {
        begin: (step) => save({ step }),
        intend: (stage) => save({ stage: stageJson(stage) }),
        end: (ends, lastWrite) => save({ end: ends.map((end) => ENDS[end]).join(""), ...(lastWrite && { lastWrite }) }),
    };
}
/** `undefined`: nothing was saved. */
function readSaved(parts) {
    if (parts.size === 0)
        return undefined;
    const { records, whole } = recordsOf(parts);
    const saved = { step: undefined, stages: [] };
    try {
        for (const record of records)
            take(saved, fields.object(record, ""));
        return { ...saved, whole: whole && saved.step !== undefined };
    }
    catch (error) {
        if (error instanceof Damaged)
            return { ...saved, whole: false };
        throw error;
    }
}
/** Parts by their number, from the environment of the post step. */
function partsOf(env) {
    return new Map(Object.entries(env).flatMap(([name, value]) => {
        const number = /^STATE_record-(\d{1,6})$/i.exec(name)?.[1];
        return number === undefined || value === undefined ? [] : [[Number(number), value]];
    }));
}
class Damaged extends Error {
}
/** All records up to the first that cannot be read. */
function recordsOf(parts) {
    const records = [];
    let text = "";
    for (let at = 0; at < parts.size; at++) {
        const part = parts.get(at) ?? "";
        text += part.slice(1);
        if (part.startsWith(MORE))
            continue;
        if (!part.startsWith(LAST))
            return { records, whole: false };
        try {
            records.push(JSON.parse(text));
        }
        catch {
            return { records, whole: false };
        }
        text = "";
    }
    return { records, whole: text === "" };
}
const fields = createFields(() => new Damaged());
function take(saved, record) {
    if (saved.ended !== undefined)
        throw new Damaged();
    if ("step" in record)
        saved.step = stepOf(record["step"]);
    else if ("stage" in record)
        saved.stages = [...saved.stages, fields.object(record["stage"], "")];
    else {
        const lastWrite = fields.optional(record["lastWrite"], (given) => fields.text(given, ""));
        saved.stages = withEnds(saved.stages, String(record["end"]));
        saved.ended = { lastWrite };
    }
}
/** What was not written after all is left out, and what is sure by now is sure. */
function withEnds(stages, letters) {
    let at = 0;
    const ended = stages.map((stage) => ({
        ...stage,
        plans: fields.list(fields.object(stage, "")["plans"], "", fields.object).flatMap(({ sure: _, ...plan }) => {
            const end = letters[at++];
            if (end === ENDS["not-written"])
                return [];
            if (end === ENDS.sure)
                return [plan];
            if (end === ENDS.doubtful)
                return [{ ...plan, sure: false }];
            if (end === ENDS["keys-only"])
                return [{ ...plan, sent: false }];
            throw new Damaged();
        }),
    }));
    if (at !== letters.length)
        throw new Damaged();
    return ended.filter(({ plans }) => plans.length > 0);
}
function stepOf(value) {
    const { object, text, optional } = fields;
    const number = (given) => {
        if (typeof given !== "number" || !Number.isFinite(given) || given < 0)
            throw new Damaged();
        return given;
    };
    const word = (given, words) => {
        const found = words.find((each) => each === given);
        if (found === undefined)
            throw new Damaged();
        return found;
    };
    const string = (given) => {
        if (typeof given !== "string")
            throw new Damaged();
        return given;
    };
    const step = object(value, "");
    const record = object(step["record"], "");
    const { pid, mark, space, folder } = object(step["process"], "");
    return {
        timeoutMs: number(step["timeoutMs"]),
        concurrency: number(step["concurrency"]),
        language: word(step["language"], LANGUAGES),
        summary: step["summary"] !== false,
        auditIssue: optional(step["auditIssue"], number),
        record: {
            site: word(record["site"], ncloud_endpoint/* SITES */.bo),
            origin: text(record["origin"], ""),
            account: text(record["account"], ""),
            at: text(record["at"], ""),
            ...fields.origins(record),
        },
        process: { pid: number(pid), mark: string(mark), space: string(space), folder: string(folder) },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/ncloud/account.js

/**
 * A fingerprint of an access key id: tells whether two runs used the same key without showing it. Receipts carry it.
 * Cut to 64 bits: enough to tell keys apart.
 */
function accountOf(accessKey) {
    return (0,external_node_crypto_.createHash)("sha256").update(`ncp-apigw-receipt:${accessKey}`).digest("hex").slice(0, 16);
}

;// CONCATENATED MODULE: ./lib/step.js

/** What a receipt says of the step that wrote it; as its scope, what a receipt must say to be taken. */
function recordOf({ config, context, started }) {
    return {
        site: config.site,
        origin: config.endpoint.origin,
        account: accountOf(config.accessKey),
        at: new Date(started).toISOString(),
        ...(context.runUrl === undefined ? {} : { run: context.runUrl }),
        ...(context.actor === undefined ? {} : { by: context.actor }),
        ...(config.reason === undefined ? {} : { reason: config.reason }),
    };
}

// EXTERNAL MODULE: ./lib/ncloud/errors.js
var errors = __webpack_require__(2235);
;// CONCATENATED MODULE: ./lib/usage-plan/problem.js
/** From caught values to problems: data that a report can say in any language. */

/** Several problems found together, before any write: names that do not exist, a damaged receipt, \u2026 */
class RunError extends Error {
    name = "RunError";
    problems;
    constructor(problems) {
        super(problems.map((each) => each.code).join(", "));
        this.problems = problems;
    }
}
function problem(code, facts, error) {
    // The type system does not see that the two belong together once the code is a variable.
    return { code, facts, causes: causesOf(error) };
}
/** The end of the whole run, for one reason. */
function runError(code, facts, error) {
    return new RunError([problem(code, facts, error)]);
}
/** The problem that an error is. An unknown error keeps its words as causes under `internal-error`. */
function problemOf(error) {
    if (error instanceof RunError && error.problems[0] !== undefined)
        return error.problems[0];
    if (error instanceof errors/* NcloudError */.i)
        return problem(error.code, error.facts, error.cause);
    return problem("internal-error", {}, error);
}
/** The same, with the failure itself among its causes: for a problem that it stands behind. */
function failureOf(error) {
    return { ...problemOf(error), causes: causesOf(error) };
}
function problemsOf(error) {
    return error instanceof RunError ? error.problems : [problemOf(error)];
}
function failed(target, why, more = {}) {
    return { ...more, target, verdict: "failed", changed: false, problem: why };
}
/** A refusal or a failure of NCP or the network as a value; whatever else is thrown is a defect, and stays one. */
async function orError(reply) {
    try {
        return await reply;
    }
    catch (error) {
        if (error instanceof errors/* NcloudError */.i)
            return error;
        throw error;
    }
}
const MAX_CAUSES = 8;
/** The messages of an error and of everything behind it (`cause`, and `errors` of an AggregateError). */
function causesOf(error) {
    const found = [];
    const visit = (value) => {
        if (value === undefined || value === null || found.length >= MAX_CAUSES)
            return;
        if (!(value instanceof Error)) {
            found.push(String(value));
            return;
        }
        const code = "code" in value && typeof value.code === "string" ? `${value.code}: ` : "";
        const text = value.message.startsWith(code) ? value.message : code + value.message;
        found.push(text === "" ? value.name : text);
        if (value instanceof AggregateError)
            value.errors.forEach(visit);
        visit(value.cause);
    };
    visit(error);
    return [...new Set(found)];
}

;// CONCATENATED MODULE: ./lib/journal.js
/** What the main step of a run with `rollback-on-failure` leaves for its post step, before each write. */






function createJournal(step) {
    const { host, toolkit, config } = step;
    const self = describeSelf(host.processes, host.env);
    const intents = [];
    const over = new AbortController();
    let begun = false;
    const saver = createSaver((values) => {
        appendJournal(self, values);
        toolkit.saveState(values);
    });
    const surely = (save) => {
        try {
            save();
        }
        catch (error) {
            throw runError("state-unwritable", { path: host.env["GITHUB_STATE"] || "GITHUB_STATE", reason: codeOf(error) }, error);
        }
    };
    return {
        begin() {
            const { timeoutMs, concurrency, language, summary, auditIssue } = config;
            const given = { timeoutMs, concurrency, language, summary, auditIssue };
            const saved = { ...given, record: toolkit.redact(recordOf(step)), process: self };
            surely(() => saver.begin(saved));
            begun = true;
        },
        beforeWrites(at, plans, successor) {
            const stage = toolkit.redact(intended(at, plans, successor));
            surely(() => saver.intend(stage));
            intents.push(stage);
        },
        end(outcomes) {
            over.abort();
            if (!begun)
                return;
            const ended = new Map(stagesToUndo(outcomes).flatMap((stage) => stage.plans.map((plan) => [`${placeOf(stage)}/${plan.id}`, plan])));
            const ends = intents.flatMap((stage) => stage.plans.map((plan) => endOf(ended.get(`${placeOf(stage)}/${plan.id}`))));
            saver.end(ends, lastWriteOf(outcomes));
        },
        host: {
            ...host,
            onSignal(callback) {
                void listenForStop(self, host.clock, over.signal, callback);
                return host.onSignal(callback);
            },
        },
    };
}
function endOf(plan) {
    if (plan === undefined)
        return "not-written";
    if (!plan.sent)
        return "keys-only";
    return plan.sure ? "sure" : "doubtful";
}
/** The system's word, such as `ENOSPC`, or the message of an error that is none of its. */
const codeOf = (error) => {
    const { code, message } = error;
    return code ?? message;
};

;// CONCATENATED MODULE: ./lib/action/markup.js

/** The name, or the id of what has none. Escaped here. */
const markup_short = ({ id, name }) => (name ? (0,action_escape/* html */.qy)(name, 120) : (0,action_escape/* code */.aY)(id));
/** The name, and the id beside it. Escaped here. */
const named = (ref) => (ref.name ? `${markup_short(ref)} ${(0,action_escape/* code */.aY)(ref.id)}` : markup_short(ref));
/** Both are escaped here. */
function markup_link(url, text) {
    return /^https?:\/\//.test(url) ? `<a href="${(0,action_escape/* attribute */.lt)(url)}">${(0,action_escape/* html */.qy)(text)}</a>` : (0,action_escape/* code */.aY)(url);
}
function list(items) {
    return `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`;
}
/** The title is escaped here. */
function details(title, body) {
    return `<details><summary>${(0,action_escape/* html */.qy)(title)}</summary>\n${body}\n</details>`;
}
/** Rows with a title each, which is escaped here. */
function titledRows(rows) {
    const cells = rows.map(([title, cell]) => `<tr><th align="left">${(0,action_escape/* html */.qy)(title)}</th><td>${cell}</td></tr>`);
    return `<table>\n${cells.join("\n")}\n</table>`;
}
/** Columns with a title each, which is escaped here. */
function titledColumns(titles, rows) {
    const head = titles.map((title) => `<th align="left">${(0,action_escape/* html */.qy)(title)}</th>`).join("");
    const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
    return `<table>\n<tr>${head}</tr>\n${lines.join("\n")}\n</table>`;
}
function firstOf(items, max) {
    return items.length <= max ? items : [...items.slice(0, max), `\u2026 +${items.length - max}`];
}

;// CONCATENATED MODULE: ./lib/usage-plan/by-calls.js
const byCalls = (a, b) => (b.monthCalls ?? -1) - (a.monthCalls ?? -1) || compare(a.name, b.name) || compare(a.id, b.id);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

;// CONCATENATED MODULE: ./lib/action/report-tables.js
/** What stands below the sentences: the targets, and the API keys on their plans. */






const MAX_OPEN_STAGES = 5;
const MAX_PLANS_OF_A_STAGE = 10;
function targetTable(messages, report, limits) {
    const [only, ...rest] = report.outcomes;
    if (only === undefined)
        return "";
    return rest.length === 0 ? oneTarget(messages, only, limits) : byStage(messages, report.outcomes, limits);
}
function oneTarget({ labels }, outcome, limits) {
    const { product, api, stage, plan } = outcome.target;
    return titledRows([
        [labels.level.stage, [product, api, stage].map(named).join(" / ")],
        [labels.level["usage-plan"], named(plan)],
        ...plansOfStage(labels, outcome, limits.items),
    ]);
}
/** The stage's plans before and after, what went struck out; or as they are, where nothing was changed. */
function plansOfStage(labels, { target, before, after, changed }, max) {
    const isTarget = ({ id }) => id === target.plan.id;
    const listed = (plans, mark) => {
        const ordered = [...plans.filter(isTarget), ...plans.filter((plan) => !isTarget(plan))];
        return plans.length === 0 ? (0,action_escape/* html */.qy)(labels.nothing) : firstOf(ordered.map(mark), max).join(", ");
    };
    const asIs = (plan) => (isTarget(plan) ? `<b>${markup_short(plan)}</b>` : markup_short(plan));
    if (after === undefined) {
        return before === undefined ? [] : [[changed ? labels.before : labels.now, listed(before, asIs)]];
    }
    const left = new Set(after.map(({ id }) => id));
    const marked = (plan) => (left.has(plan.id) ? asIs(plan) : `<del>${markup_short(plan)}</del>`);
    // A detach by names knows from the plan's own stages that it was there, and never read the stage's plans.
    const then = before ?? (changed && !left.has(target.plan.id) ? [target.plan] : []);
    const gone = then.filter(({ id }) => !left.has(id));
    const now = listed([...gone, ...after], marked);
    if (before !== undefined)
        return [[labels.beforeAfter, `${listed(before, asIs)} \u2192 ${now}`]];
    return [[gone.length > 0 ? labels.beforeAfter : labels.now, now]];
}
/** One row per stage, however many plans: those that ended alike stand together. */
function byStage(messages, outcomes, limits) {
    const { labels } = messages;
    const stages = new Map();
    for (const outcome of redFirst(outcomes)) {
        const place = placeOf(outcome.target);
        stages.set(place, [...(stages.get(place) ?? []), outcome]);
    }
    const products = new Set(outcomes.map(({ target }) => target.product.id));
    const rows = [...stages.values()]
        .slice(0, limits.rows)
        .map((of) => [
        place(of, products.size > 1),
        verdictLines(messages, of, Math.min(limits.items, MAX_PLANS_OF_A_STAGE)).join("<br>"),
    ]);
    const left = stages.size - rows.length;
    const more = left > 0 ? `\n<p>${(0,action_escape/* prose */.CS)(labels.moreRows(left))}</p>` : "";
    const table = titledColumns([labels.level.stage, labels.result], rows) + more;
    return stages.size <= MAX_OPEN_STAGES ? table : details(labels.targets(outcomes.length), table);
}
function place([first], withProduct) {
    if (first === undefined)
        return "";
    const { product, api, stage } = first.target;
    return [...(withProduct ? [product, api] : [api]).map(markup_short), named(stage)].join(" / ");
}
function verdictLines(messages, outcomes, max) {
    const groups = new Map();
    for (const first of outcomes) {
        const verdict = verdictOf(messages, first);
        const group = groups.get(verdict) ?? { first, plans: [] };
        group.plans.push(first.target.plan);
        groups.set(verdict, group);
    }
    return [...groups.values()].map(({ first, plans }) => `${(0,action_escape/* html */.qy)(verdictOf(messages, first, plans.length))}: ${firstOf(plans.map(named), max).join(", ")}`);
}
/** All API keys of the run in one table, and what is known of each. */
function keyTable(messages, report, limits) {
    const { outcomes, mode, dryRun, keysLookedAt } = report;
    const { labels } = messages;
    // A restore has put them where they were, but for those that somebody has put elsewhere since.
    const isBack = mode === "restore" && !dryRun;
    const rows = outcomes
        .flatMap(({ target, keys = [] }) => keys.map((key) => ({ target, key: isBack ? { movedTo: target.plan, ...key } : key })))
        .sort((a, b) => byCalls(a.key, b.key));
    if (rows.length === 0)
        return keysLookedAt ? "" : nobodyLooked(messages, outcomes);
    const several = outcomes.length > 1;
    const movedTo = dryRun && mode === "detach" ? labels.keyWouldMoveTo : labels.keyMovedTo;
    const known = (column) => rows.some(({ key }) => column(key) !== undefined);
    const columns = [
        [labels.key, true, ({ key }) => named(key)],
        // Where it is as it always is, it only takes room from the rest.
        [
            labels.keyStatus,
            known(({ status }) => (status === "ACCEPTED" ? undefined : status)),
            ({ key }) => (0,action_escape/* html */.qy)(key.status ?? ""),
        ],
        [labels.keyCalls, known(({ monthCalls }) => monthCalls), ({ key }) => calls(key)],
        // Last of what is known of each key: it is the widest, and on a phone the rest is out of sight.
        [labels.target, several, ({ target }) => `${named(target.plan)} \u2013 ${named(target.stage)}`],
        [movedTo, known((key) => key.movedTo), ({ key }) => (key.movedTo ? named(key.movedTo) : "")],
    ];
    const shown = columns.filter(([, isShown]) => isShown);
    const cells = rows.slice(0, limits.items).map((row) => shown.map(([, , cell]) => cell(row)));
    const left = rows.length - cells.length;
    const table = titledColumns(shown.map(([title]) => title), left > 0 ? [...cells, [`\u2026 +${left}`]] : cells);
    const below = defaultPlans(messages, outcomes).slice(0, limits.items);
    return [`<p><b>${(0,action_escape/* html */.qy)(labels.keys(rows.length))}</b></p>`, table, ...below].join("\n");
}
/** Somebody may be affected, and nobody knows who. */
function nobodyLooked(messages, outcomes) {
    if (!outcomes.some(({ verdict, changed }) => changed || verdict === "would-detach"))
        return "";
    return `<p>${(0,action_escape/* prose */.CS)(messages.note({ code: "keys-not-looked-at", facts: {} }))}</p>`;
}
/** What the keys may fall to, once per stage. */
function defaultPlans(messages, outcomes) {
    const stages = new Map();
    for (const { target, defaultPlan } of outcomes) {
        if (defaultPlan === undefined)
            continue;
        const facts = { ...defaultPlan, stage: nameOf(target.stage) };
        stages.set(target.stage.id, `<p>${(0,action_escape/* prose */.CS)(messages.note({ code: "default-plan", facts }))}</p>`);
    }
    return [...stages.values()];
}
const calls = ({ monthCalls }) => (monthCalls === undefined ? "" : (0,words/* number */.ai)(monthCalls));

;// CONCATENATED MODULE: ./lib/action/undo.js
/** @param receipt its line: letters, digits, `.`, `_` and `-`, which need no quotes and hold no expression */
function undoStep(receipt, context) {
    const { uses, server } = context;
    return [
        `- uses: ${uses}`,
        "  with:",
        "    mode: restore",
        "    access-key: ${{ secrets.NCP_ACCESS_KEY }}",
        "    secret-key: ${{ secrets.NCP_SECRET_KEY }}",
        ...(server === undefined || server.site === "public" ? [] : [`    site: ${server.site}`]),
        ...(server === undefined || server.isNcp ? [] : [`    api-url: ${singleQuoted(server.origin)}`]),
        `    receipt: ${receipt}`,
    ];
}
function singleQuoted(text) {
    return `'${text.replaceAll("'", "''")}'`;
}

;// CONCATENATED MODULE: ./lib/action/report-html.js






/** The first that makes it short enough is taken. */
const LIMITS = [
    { rows: 200, items: 50, receipt: 60_000 },
    { rows: 50, items: 20, receipt: 30_000 },
    { rows: 20, items: 5, receipt: 10_000 },
    { rows: 5, items: 2, receipt: 0 },
];
/** @param report redacted, otherwise as it is: escaping happens here */
function renderReport(messages, report, context, maxBytes) {
    for (const limits of LIMITS) {
        const text = render(messages, report, context, limits);
        if (Buffer.byteLength(text) <= maxBytes)
            return text;
    }
    return heading(messages, report, context);
}
function render(messages, report, context, limits) {
    const blocks = [
        heading(messages, report, context),
        ...problems(messages, report, context, limits),
        next(messages, report, context),
        warnings(messages, report, limits),
        targetTable(messages, report, limits),
        keyTable(messages, report, limits),
        undo(messages, report, context, limits),
        record(messages, report, context),
    ];
    return `${blocks.filter((block) => block !== "").join("\n\n")}\n\n`;
}
function heading(messages, report, context) {
    return `<h3>${(0,action_escape/* prose */.CS)(headlineOf(messages, report, context, { named: marked, undo: "below" }))}</h3>`;
}
/** What a green run leaves to do (a red one has the fixes of its problems), and what may happen to it yet. */
function next({ labels, verdicts }, report, context) {
    const { result, red, changed, receipt, outcomes } = report;
    const lines = [
        ...(red || outcomes.length === 0 || !canBeGreen(result) ? [] : [verdicts[result].next]),
        ...(changed && context.rollbackOnFailure && context.rollback === undefined ? [labels.rollbackMayFollow] : []),
        ...(receipt !== undefined && context.attempt > 1 ? [labels.earlierAttempts(context.attempt)] : []),
    ];
    return lines.map((line) => `<p>${(0,action_escape/* prose */.CS)(line)}</p>`).join("\n");
}
function problems(messages, report, context, limits) {
    const several = report.outcomes.length > 1;
    const blocks = troublesOf(report)
        .slice(0, limits.items)
        .map(({ problem, outcomes }) => {
        const { what } = messages.problem(problem);
        const fact = report.problems.length === 1 ? afterHeadline(what) : what;
        return problemBlock(messages, problem, context, fact, several ? outcomes : [], limits);
    });
    if (context.rollback === undefined || !report.red)
        return blocks;
    // What is left to do, once its cause is gone.
    const left = { code: "rollback-failed", facts: {}, causes: [] };
    return [...blocks, problemBlock(messages, left, context, messages.problem(left).what)];
}
function problemBlock(messages, problem, context, fact, outcomes = [], limits) {
    const { labels } = messages;
    const { why, fix, page } = explain(messages, problem, context);
    const causes = problem.causes.map((cause) => (0,action_escape/* code */.aY)(messages.cause(cause), 500));
    const hit = outcomes.map(({ target }) => `${named(target.plan)} \u2013 ${named(target.stage)}`);
    const where = firstOf(hit, Math.min(limits?.items ?? 10, 10)).join(", ");
    const titled = (title, items) => items.length === 0 ? [] : [`<p><b>${(0,action_escape/* html */.qy)(title)}</b></p>`, list(items.map((item) => (0,action_escape/* prose */.CS)(item)))];
    return [
        ...(fact === "" ? [] : [`<p>${(0,action_escape/* prose */.CS)(fact)}</p>`]),
        ...(where === "" ? [] : [`<p>${(0,action_escape/* html */.qy)(labels.target)}: ${where}</p>`]),
        ...titled(labels.why, why),
        ...titled(labels.fix, fix),
        `<p>${(0,action_escape/* html */.qy)(labels.more)}: ${markup_link(page, problem.code)}</p>`,
        ...(causes.length === 0 ? [] : [details(labels.details, list(causes))]),
    ].join("\n");
}
function warnings(messages, report, limits) {
    const { labels } = messages;
    const shown = report.warnings.slice(0, limits.items).map((note) => (0,action_escape/* prose */.CS)(messages.note(note)));
    if (shown.length === 0)
        return "";
    const left = report.warnings.length - shown.length;
    const more = left > 0 ? [(0,action_escape/* html */.qy)(labels.moreWarnings(left))] : [];
    return `<p><b>\u26a0\ufe0f ${(0,action_escape/* html */.qy)(labels.warnings)}</b></p>\n${list([...shown, ...more])}`;
}
function undo({ labels }, report, context, limits) {
    const receipt = receiptToShow(report, context);
    if (receipt === undefined)
        return "";
    const body = receipt.length <= limits.receipt
        ? `<p>${(0,action_escape/* html */.qy)(labels.undoHow)}</p>\n${(0,action_escape/* pre */.AS)(undoStep(receipt, context))}`
        : `<p>${(0,action_escape/* prose */.CS)(labels.undoTooLarge)}</p>`;
    // After a rollback that failed it is the fix, and nobody is to look for it.
    return context.rollback === undefined ? details(labels.undo, body) : `<p><b>${(0,action_escape/* html */.qy)(labels.undo)}</b></p>\n${body}`;
}
/** When, why, who, where: the same for every run, in one line. */
function record({ labels }, report, context) {
    const { actor, runUrl, workflow, job, reason, server } = context;
    const run = [workflow, job].filter((part) => part !== undefined).join(" / ");
    const ms = Date.parse(report.endedAt) - Date.parse(report.startedAt);
    const titled = (title, text) => `${(0,action_escape/* html */.qy)(title)}: ${text}`;
    const parts = [
        // First, so that no line breaks inside it.
        `${(0,action_escape/* html */.qy)(labels.time(report.startedAt))}, ${(0,action_escape/* html */.qy)(labels.seconds(ms))}`,
        ...(reason === undefined ? [] : [titled(labels.reason, (0,action_escape/* html */.qy)(reason, 500))]),
        ...(actor === undefined ? [] : [titled(labels.by, (0,action_escape/* code */.aY)(actor))]),
        ...(runUrl === undefined ? [] : [titled(labels.run, markup_link(runUrl, run === "" ? runUrl : run))]),
        ...(server === undefined ? [] : [titled(labels.server, `${(0,action_escape/* code */.aY)(server.origin)} (${(0,action_escape/* html */.qy)(server.site)})`)]),
    ];
    return `<p>${parts.join(" \u00b7 ")}</p>`;
}

;// CONCATENATED MODULE: ./lib/action/audit.js
/** A comment with the record on an issue of the repository. */





/** A comment must not hold up a release: what it has not said by then stands in the summary. */
const MAX_MS = 10_000;
/** A run at its limit, or a cancelled one, may take this much more for it. */
const MORE_MS = 1_000;
/** GitHub takes 65,536 characters; four bytes are the longest character. */
const MAX_BYTES = 60_000;
/**
 * Does nothing unless it was asked for. Never rejects: a comment that cannot be left is a warning.
 *
 * @param leftMs milliseconds of the run's time limit that are left
 */
async function leaveComment(step, report, leftMs) {
    const { host, toolkit, messages, config, context } = step;
    const { githubToken: token, auditIssue: issue } = config;
    if (token === undefined || issue === undefined)
        return;
    const warn = (fault, { status, words, place } = {}) => {
        const shown = (text) => (text === undefined ? "" : (0,action_escape/* plain */.pj)(toolkit.redact(text)));
        const why = messages.labels.commentFault[fault]({ status: status ?? 0, words: shown(words), place: shown(place) });
        toolkit.warning(messages.labels.commentFailed(issue, why), { title: messages.labels.title });
    };
    const [owner = "", repo = ""] = (context.repository ?? "").split("/");
    if (owner === "" || repo === "")
        return warn("no-repository");
    const baseUrl = apiOf(host.env);
    if (baseUrl === undefined)
        return warn("address");
    const transport = host.connect({ origin: new URL(baseUrl).origin });
    try {
        const { commentsOn } = await Promise.all(/* import() | github */[__webpack_require__.e(928), __webpack_require__.e(907), __webpack_require__.e(329), __webpack_require__.e(326)]).then(__webpack_require__.bind(__webpack_require__, 3526));
        const limitMs = Math.min(MAX_MS, leftMs + MORE_MS);
        const comments = commentsOn({ transport, clock: host.clock, baseUrl, token, owner, repo, issue, limitMs });
        const head = headOf(step);
        const former = head === "" ? undefined : await comments.find(head).catch(() => undefined);
        const body = head + bodyOf(step, report);
        if (former === undefined)
            await comments.add(body);
        else
            await comments.update(former, body);
    }
    catch (error) {
        const { name, fault, facts, message } = error;
        if (name === "CommentError")
            warn(fault, facts);
        else
            warn("unexpected", { words: message });
    }
    finally {
        transport.close();
    }
}
/** https, or http to this machine alone: the token goes with the request. */
function apiOf(env) {
    const text = env["GITHUB_API_URL"] || "https://api.github.com";
    if (!URL.canParse(text))
        return undefined;
    const { protocol, hostname, origin, pathname, username, password } = new URL(text);
    if (protocol !== "https:" && !(protocol === "http:" && (0,ncloud_endpoint/* isLoopback */.U9)(hostname)))
        return undefined;
    return username === "" && password === "" ? origin + pathname.replace(/\/+$/, "") : undefined;
}
/**
 * The first line of what nothing was written for: a dry run's next record takes the place of its last one, as a pull
 * request wants it. It says which step of which job it is of, and for which targets; nobody sees it. A record of what
 * may have been written stays for good, and has no such line.
 */
function headOf({ host, config, context }) {
    if (!writesNothing(config))
        return "";
    const of = [context.workflow, context.job, host.env["GITHUB_ACTION"], config.mode, config.selection];
    const digest = (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 16);
    return `<!-- ncp-apigw-detach-usage-plan: nothing written, ${digest} -->\n`;
}
function bodyOf({ messages, context }, report) {
    const title = `<p><b>${(0,action_escape/* html */.qy)(messages.labels.audit)}</b></p>\n\n`;
    const record = renderReport(messages, report, context, MAX_BYTES);
    return title + record;
}

;// CONCATENATED MODULE: ./lib/usage-plan/approval.js
/**
 * What a dry run or a check found to be done, for a later run to do exactly that: where a stage, a plan or its API keys
 * are not what they were, nothing is written. Plain data without a secret; `action/paper.ts` makes a line of it.
 */




const APPROVAL_VERSION = 1;
const EVERY = ["api", "product", "everywhere"];
function everyOf({ product, api, stage }) {
    if (!stage.all)
        return undefined;
    return product.all ? "everywhere" : api.all ? "product" : "api";
}
const TO_DO = new Set(["would-detach", "attached"]);
/** The targets that a run without writes would have written. */
function toApprove(outcomes) {
    const stages = new Map();
    for (const { target, verdict, keys } of outcomes) {
        if (!TO_DO.has(verdict))
            continue;
        const { product, api, stage, plan } = target;
        const place = placeOf(target);
        const at = stages.get(place) ?? { product, api, stage, plans: [] };
        stages.set(place, at);
        at.plans.push({ ...plan, ...(keys === undefined ? {} : { keys: keys.map(({ id, name }) => ({ id, name })) }) });
    }
    return [...stages.values()];
}
/** Where a dry run would have moved API keys. */
const successorOf = (outcomes) => outcomes.flatMap(({ keys = [] }) => keys.flatMap(({ movedTo }) => movedTo ?? []))[0];
const approvalJson = (approval) => ({ version: APPROVAL_VERSION, ...approval });
/** Several approvals (the entries of a matrix) are one: as old as the oldest of them. */
function readApprovals(papers, here) {
    const [first, ...others] = papers
        .map(({ json, source }) => readApproval(json, here, source))
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const damaged = (name, expected) => runError("approval-invalid", { name, expected });
    if (first === undefined)
        throw damaged("approval", "ncp-approval-1.\u2026");
    if (others.some(({ successor }) => successor?.id !== first.successor?.id))
        throw damaged("successor", "1");
    return { ...first, stages: merged([first, ...others].flatMap(({ stages }) => stages)) };
}
/**
 * @param json undefined: the input was no paper of ours
 * @throws {RunError} for an approval that is damaged, or of another site
 */
function readApproval(json, here, source = "approval") {
    const approval = parse(json, source);
    if (approval.site !== here.site || approval.origin !== here.origin) {
        const facts = { expected: `${approval.site} ${approval.origin}`, got: `${here.site} ${here.origin}` };
        throw runError("approval-other-site", facts);
    }
    return approval;
}
/** Its targets, and nothing else. */
function approvedWork({ stages, successor }) {
    return stages.map(({ plans, ...at }) => ({
        at,
        plans: plans.map(({ keys, ...plan }) => ({
            plan,
            exists: false,
            approved: { name: plan.name, keys, successor },
        })),
    }));
}
/** Why a target must not be written: it is not what the approval says, and how. */
function changedSince(agreed, target, keys, successor) {
    const { plan, stage } = target;
    const renamed = isRenamed(agreed, plan);
    const other = agreed.successor !== undefined && successor !== undefined && isRenamed(agreed.successor, successor);
    const joined = agreed.keys === undefined ? [] : without(keys ?? [], agreed.keys);
    const left = agreed.keys === undefined || keys === undefined ? [] : without(agreed.keys, keys);
    if (!renamed && !other && joined.length === 0 && left.length === 0)
        return undefined;
    return problem("changed-since-approval", {
        plan: agreed.name ?? nameOf(plan),
        stage: nameOf(stage),
        ...(renamed ? { got: nameOf(plan) } : {}),
        ...(other ? { successor: nameOf(successor) } : {}),
        added: joined,
        removed: left,
    });
}
/** Keys that join while the others are moved: nobody agreed to move them, nor to take the plan from them. */
function notApproved(agreed, { plan, stage }, joined, moved) {
    const added = agreed?.keys === undefined ? [] : without(joined, agreed.keys);
    if (added.length === 0)
        return undefined;
    const facts = { ...placeFacts({ plan, stage }), added, removed: [], ...(moved && { moved }) };
    return problem("changed-since-approval", facts);
}
const isRenamed = (then, now) => then.name !== undefined && now.name !== undefined && then.name !== now.name;
const without = (keys, others) => {
    const ids = new Set(others.map(({ id }) => id));
    return keys.filter(({ id }) => !ids.has(id)).map(labelOf);
};
/** Says what the run goes by, and how old that is. */
function tellApproval(run, { at, run: from, by, stages }) {
    const count = stages.reduce((sum, { plans }) => sum + plans.length, 0);
    const ms = Math.max(0, run.clock.now() - Date.parse(at));
    run.tell({
        code: "approved",
        level: "info",
        facts: { count, sentAt: at, ms, ...(from === undefined ? {} : { name: from }), ...(by && { got: by }) },
    });
}
/** Stages that got the plan since are not touched, and not passed over in silence where one read tells. */
async function tellOthers(run, { every, stages }) {
    const plans = new Map(stages.flatMap((at) => at.plans.map((plan) => [plan.id, plan])));
    const [plan, another] = plans.values();
    if (every === undefined || plan === undefined || another !== undefined)
        return;
    const ids = new Set(stages.map(({ stage }) => stage.id));
    const within = { everywhere: () => true, product: sameAs("product"), api: sameAs("api") }[every];
    const rows = await orError(run.gateway.planStages(plan.id));
    if (rows instanceof errors/* NcloudError */.i)
        return; // nothing rests on it
    const count = rows.filter((row) => within(row) && !ids.has(row.stage.id)).length;
    if (count > 0)
        run.tell({ code: "approval-others", level: "warning", facts: { plan: nameOf(plan), count } });
    function sameAs(level) {
        return (row) => stages.some((at) => at[level].id === row[level].id);
    }
}
function parse(json, source) {
    const damaged = (place, expected, error) => runError("approval-invalid", { name: place === "" ? source : place, expected }, error);
    const { object, list, optional, text, ref, stagePath, time, origins, document } = createFields(damaged);
    const top = document(json, "ncp-approval-1.\u2026");
    if (top["version"] !== APPROVAL_VERSION)
        throw damaged("version", String(APPROVAL_VERSION));
    time(top["at"], "at");
    const planOf = (each, place) => {
        const keys = optional(object(each, place)["keys"], (given) => list(given, `${place}.keys`, ref));
        return { ...ref(each, place), ...(keys === undefined ? {} : { keys }) };
    };
    const stageOf = (each, place) => ({
        ...stagePath(each, place),
        plans: list(object(each, place)["plans"], `${place}.plans`, planOf),
    });
    const stages = merged(list(top["stages"], "stages", stageOf));
    if (stages.length === 0 || stages.some(({ plans }) => plans.length === 0))
        throw damaged("stages", "\u2265 1");
    const successor = optional(top["successor"], (given) => ref(given, "successor"));
    const every = EVERY.find((word) => word === top["every"]);
    return {
        site: text(top["site"], "site"),
        origin: text(top["origin"], "origin"),
        at: text(top["at"], "at"),
        ...origins(top),
        ...(successor === undefined ? {} : { successor }),
        ...(every === undefined ? {} : { every }),
        stages,
    };
}
/** A stage or a plan that stands there twice is meant once. */
function merged(stages) {
    const byPlace = new Map();
    for (const each of stages) {
        const place = placeOf(each);
        const plans = [...(byPlace.get(place)?.plans ?? []), ...each.plans];
        byPlace.set(place, { ...each, plans: [...new Map(plans.map((plan) => [plan.id, plan])).values()] });
    }
    return [...byPlace.values()];
}

;// CONCATENATED MODULE: ./lib/action/outputs.js
/** Sets every output, on success and on failure. */





/**
 * GitHub allows 1 MiB of outputs per job, counted in UTF-16: 524,288 units. A receipt comes only with runs that wrote,
 * approval and matrix only with runs that did not; `results` get what they leave.
 */
const MAX_OUTPUTS = 510_000;
const MAX_RESULTS = 380_000;
const MAX_MATRIX = 250_000;
/** A matrix makes at most 256 jobs. */
const MAX_CHUNK = 256;
const MAX_NAME = 100;
/** Whatever cannot be written, the rest is: a short output fits where a long one does not. */
function writeOutputs(toolkit, report, papers = {}) {
    const { approval } = papers;
    const counts = countByVerdict(report.outcomes);
    const unwritten = {};
    const set = (name, value) => {
        try {
            toolkit.setOutput(name, value);
        }
        catch (error) {
            unwritten.outputs ??= error;
        }
    };
    const setFile = (name, kind, text) => {
        try {
            set(name, text === undefined ? "" : toolkit.writeTemp(kind, text));
        }
        catch (error) {
            unwritten.file ??= error;
            set(name, "");
        }
    };
    set("result", report.result);
    set("changed", String(report.changed));
    set("code", firstCode(report));
    set("receipt", report.receipt ?? "");
    setFile("receipt-file", "ncp-receipt", papers.receipt);
    const line = approval === undefined ? "" : outputs_lineOf(approval);
    const matrix = matrixOf(approval);
    const left = MAX_OUTPUTS - line.length - matrix.length;
    set("approval", line);
    setFile("approval-file", "ncp-approval", approval && readable(approvalJson(approval)));
    set("results", resultsOf(report.outcomes, Math.min(MAX_RESULTS, left)));
    set("matrix", matrix);
    set("total-count", String(report.outcomes.length));
    for (const verdict of VERDICTS)
        set(`${verdict}-count`, String(counts[verdict]));
    return unwritten;
}
/** The code of what made the step red: of the run, or of the first target with the step's verdict. */
function firstCode({ problems, outcomes, result }) {
    const worst = outcomes.find(({ verdict, problem }) => verdict === result && problem !== undefined);
    return problems[0]?.code ?? worst?.problem?.code ?? "";
}
/**
 * One entry per target. Over the limit names are left out of all entries, then green entries from the end, then red
 * ones: it always is valid JSON, and `total-count` tells how many there would be.
 */
function resultsOf(outcomes, limit = MAX_RESULTS) {
    const full = (0,action_escape/* jsonLine */.rF)(outcomes.map((outcome) => entryOf(outcome, true)));
    if (full.length <= limit)
        return full;
    const bare = (0,action_escape/* jsonLine */.rF)(outcomes.map((outcome) => entryOf(outcome, false)));
    return bare.length <= limit
        ? bare
        : fitting(redFirst(outcomes).map((outcome) => entryOf(outcome, false)), limit);
}
function entryOf({ target, verdict, changed, problem, keys }, names) {
    const { product, api, stage, plan } = target;
    const named = (key, name) => names && name !== undefined ? { [key]: (0,action_escape/* cut */.Jj)(name, MAX_NAME) } : {};
    return {
        productId: product.id,
        ...named("productName", product.name),
        apiId: api.id,
        ...named("apiName", api.name),
        stageId: stage.id,
        ...named("stageName", stage.name),
        usagePlanId: plan.id,
        ...named("usagePlanName", plan.name),
        verdict,
        changed,
        ...(problem === undefined ? {} : { code: problem.code }),
        // A plan can have thousands of them: they go with the names, where it is too much.
        ...(names && keys !== undefined && keys.length > 0 ? { apiKeys: keys.map(keyEntryOf) } : {}),
    };
}
function keyEntryOf({ id, name, status, monthCalls, movedTo }) {
    return { id, name: (0,action_escape/* cut */.Jj)(name, MAX_NAME), status, monthCalls, movedTo: movedTo?.id };
}
/** What is too long to be handed to a later step is left to the matrix, stage by stage. */
function outputs_lineOf(approval) {
    const line = pack("approval", JSON.stringify(approvalJson(approval)));
    return line.length <= MAX_LINE ? line : "";
}
/**
 * For `strategy.matrix`: chunks of at most 256 entries, one entry per stage with all its plans, in the names of the
 * inputs. Over the limit stages are left out from the end: a run after this one finds them again.
 */
function matrixOf(approval, limit = MAX_MATRIX) {
    if (approval === undefined)
        return "[]";
    const { run: _, by: _by, reason: _reason, every: _every, ...record } = approval;
    const entries = approval.stages.map((stage) => ({
        "product-id": stage.product.id,
        "api-id": stage.api.id,
        "stage-id": stage.stage.id,
        "usage-plan-id": stage.plans.map(({ id }) => id).join("\n"),
        approval: pack("approval", JSON.stringify(approvalJson({ ...record, stages: [stage] }))),
    }));
    // A chunk costs two brackets and a comma: room for them is left.
    const kept = JSON.parse(fitting(entries, limit - 3 * Math.ceil(entries.length / MAX_CHUNK)));
    const chunks = Array.from({ length: Math.ceil(kept.length / MAX_CHUNK) }, (_, at) => kept.slice(at * MAX_CHUNK, (at + 1) * MAX_CHUNK));
    return (0,action_escape/* jsonLine */.rF)(chunks);
}
/** As many entries from the beginning as fit, as a JSON array. */
function fitting(entries, limit) {
    const texts = [];
    let length = 2;
    for (const entry of entries) {
        const text = (0,action_escape/* jsonLine */.rF)(entry);
        length += text.length + 1;
        if (length > limit)
            break;
        texts.push(text);
    }
    return `[${texts.join(",")}]`;
}

;// CONCATENATED MODULE: ./lib/action/summary.js


/** GitHub takes 1 MiB per step and drops what is larger altogether. */
const summary_MAX_BYTES = 1_000_000;
/** Never throws: a summary that cannot be written is a warning. */
function writeSummary(reporting, report) {
    const { toolkit, messages, context } = reporting;
    try {
        toolkit.appendSummary(renderReport(messages, report, context, summary_MAX_BYTES));
    }
    catch (error) {
        warnAside(reporting, "summary", error);
    }
}

;// CONCATENATED MODULE: ./lib/action/paper-files.js
/** Papers from files: a file, or a folder of them, such as `actions/download-artifact` leaves after a matrix. */



const MAX_FILES = 2_000;
/** A file or folder that cannot be read, or that is larger than anything that this action writes. */
class PaperFileError extends Error {
    name = "PaperFileError";
}
/** @throws {PaperFileError} */
function papersFrom(kind, path, env) {
    const workspace = env["GITHUB_WORKSPACE"] || ".";
    const whole = (0,external_node_path_.resolve)(workspace, path);
    try {
        const files = (0,external_node_fs_.statSync)(whole).isDirectory() ? filesIn(whole) : [whole];
        if (files.length === 0)
            throw new PaperFileError("an empty folder");
        if (files.length > MAX_FILES)
            throw new PaperFileError(`${files.length} files`);
        return files.flatMap((file) => {
            const source = file === whole ? path : (0,external_node_path_.join)(path, (0,external_node_path_.relative)(whole, file));
            const papers = papersIn(kind, paper_files_textOf(file), source);
            // A file with nothing in it is an upload that went wrong: left out in silence, it would be missing from the undo.
            return papers.length > 0 ? papers : [{ source, json: undefined, masked: false }];
        });
    }
    catch (error) {
        if (error instanceof PaperFileError)
            throw error;
        throw new PaperFileError(path, { cause: error });
    }
}
/** What a hidden file is for is not said: a download may leave one. A link counts as what it leads to. */
function filesIn(folder) {
    return (0,external_node_fs_.readdirSync)(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
        .map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name))
        .sort();
}
function paper_files_textOf(file) {
    const found = (0,external_node_fs_.statSync)(file);
    if (!found.isFile())
        throw new PaperFileError(`${file} is no file`);
    const { size } = found;
    if (size > MAX_JSON)
        throw new PaperFileError(`${file}: ${size} bytes`);
    return (0,external_node_fs_.readFileSync)(file, "utf8");
}

;// CONCATENATED MODULE: ./lib/usage-plan/receipt-read.js
/**
 * Receipts as they come back through a workflow: nothing in them is believed before it is checked. Several of them are
 * one undo: the attempts of a job, the jobs of a matrix.
 */



/** @throws {RunError} for a receipt that is damaged, or of another site or account */
function readReceipts(texts, scope, options) {
    const receipts = texts.map((text) => readReceipt(text, scope, options.anyAccount));
    return merge(receipts.sort((a, b) => a.sentBy - b.sentBy).flatMap(({ stages }) => stages));
}
function readReceipt(text, scope, anyAccount) {
    const receipt = receipt_read_parse(text);
    if (receipt.site !== scope.site || receipt.origin !== scope.origin) {
        const expected = `${receipt.site} ${receipt.origin}`;
        throw runError("receipt-other-site", { expected, got: `${scope.site} ${scope.origin}` });
    }
    if (!anyAccount && receipt.account !== undefined && receipt.account !== scope.account) {
        throw runError("receipt-other-account", {});
    }
    return receipt;
}
function receipt_read_parse({ source, json, masked }) {
    const code = masked ? "receipt-masked" : "receipt-invalid";
    const damaged = (place, expected, error) => runError(code, { name: place === "" ? source : `${source}: ${place}`, expected }, error);
    const { object, list, optional, text, ref, stagePath, time, document } = createFields(damaged);
    const flag = (value, place, otherwise) => {
        if (value !== undefined && typeof value !== "boolean")
            throw damaged(place, "true | false");
        return value ?? otherwise;
    };
    const top = document(json, "ncp-receipt-2.\u2026");
    const { version } = top;
    if (version !== 1 && version !== 2)
        throw damaged("version", "1 | 2");
    const at = time(top["at"], "at");
    const sentBy = optional(top["lastWrite"], (given) => time(given, "lastWrite")) ?? at;
    const keyOf = (each, place) => {
        const { id, name = id } = ref(each, place);
        const movedTo = optional(object(each, place)["movedTo"], (given) => ref({ id: given }, `${place}.movedTo`).id);
        return { id, name, ...(movedTo === undefined ? {} : { movedTo }) };
    };
    const planOf = (each, place) => {
        const { keys = [], ...plan } = object(each, place);
        const sent = flag(plan["sent"], `${place}.sent`, true);
        return {
            ...ref(each, place),
            sure: flag(plan["sure"], `${place}.sure`, true),
            sent,
            keys: keys === "unknown" ? [] : list(keys, `${place}.keys`, keyOf),
            keysKnown: keys !== "unknown",
            sentBy,
        };
    };
    const successorOf = (each, place) => ({
        ...ref(each, place),
        attached: flag(object(each, place)["attached"], `${place}.attached`, false),
    });
    const stageOf = (each, place) => {
        const { plans, successor } = object(each, place);
        const found = list(plans, `${place}.plans`, planOf);
        if (found.length === 0)
            throw damaged(`${place}.plans`, "\u2265 1");
        return {
            ...stagePath(each, place),
            plans: found,
            successors: optional(successor, (given) => [successorOf(given, `${place}.successor`)]) ?? [],
        };
    };
    const stages = list(top["stages"], "stages", stageOf);
    if (stages.length === 0)
        throw damaged("stages", "\u2265 1");
    return {
        stages,
        site: text(top["site"], "site"),
        origin: text(top["origin"], "origin"),
        account: optional(top["account"], (given) => text(given, "account")),
        sentBy,
    };
}
/** One entry per stage and plan, the later word over the earlier; API keys of either come back. */
function merge(stages) {
    const byPlace = new Map();
    for (const stage of stages) {
        const before = byPlace.get(placeOf(stage));
        const plans = new Map((before?.plans ?? []).map((plan) => [plan.id, plan]));
        for (const plan of stage.plans)
            plans.set(plan.id, mergePlan(plans.get(plan.id), plan));
        const successors = new Map((before?.successors ?? []).map((each) => [each.id, each]));
        for (const each of stage.successors) {
            successors.set(each.id, { ...each, attached: each.attached || successors.get(each.id)?.attached === true });
        }
        byPlace.set(placeOf(stage), { ...stage, plans: [...plans.values()], successors: [...successors.values()] });
    }
    return [...byPlace.values()];
}
function mergePlan(before, plan) {
    if (before === undefined)
        return plan;
    const keys = new Map([...before.keys, ...plan.keys].map((key) => [key.id, key]));
    // A run that wrote only API keys says nothing about the plan.
    const word = plan.sent ? plan : before;
    return { ...word, keys: [...keys.values()], keysKnown: before.keysKnown && plan.keysKnown };
}

;// CONCATENATED MODULE: ./lib/receipts.js
/** Receipts between the domain and the runner: written as one line and a readable file, read from inputs and files. */






/** What the run needs to be undone; undefined when it changed nothing. */
function receiptOf(step, outcomes) {
    const stages = step.config.mode === "detach" ? stagesToUndo(outcomes) : [];
    if (stages.length === 0)
        return undefined;
    const lastWrite = lastWriteOf(outcomes);
    return write(step, { ...recordOf(step), ...(lastWrite === undefined ? {} : { lastWrite }) }, stages);
}
/** JSON that fits however it packs: base64 makes four bytes of three, and deflate adds next to none to what it cannot shorten. */
const SURELY_FITS = 0.73 * MAX_LINE;
/** @throws {RunError} when the receipt of these writes could be handed to no later step: before the first of them */
function checkReceiptSize(step, stages) {
    const record = { ...recordOf(step), lastWrite: new Date(step.started).toISOString() };
    if (Buffer.byteLength(JSON.stringify(receiptJson(record, stages))) <= SURELY_FITS)
        return;
    const { line, json } = write(step, record, stages);
    const fits = line.length <= MAX_LINE && Buffer.byteLength(json) <= MAX_JSON;
    if (!fits)
        throw runError("receipt-too-large-to-pass-on", { count: line.length, limit: MAX_LINE });
}
function write({ toolkit }, record, stages) {
    // Names and the reason come from outside; ids are the server's, and have to come back as they are.
    const [cleanRecord, cleanStages] = toolkit.redact([record, stages]);
    const full = receipts_lineOf(receiptJson(cleanRecord, cleanStages));
    if (full.line.length <= MAX_LINE)
        return { ...full, shortened: false };
    return { ...receipts_lineOf(receiptJson(cleanRecord, cleanStages, false)), shortened: true };
}
const receipts_lineOf = (receipt) => ({
    line: pack("receipt", JSON.stringify(receipt)),
    json: readable(receipt),
});
/**
 * All receipts that the step was given, as one undo. A dry run writes nothing: it may be made with another key.
 * @throws {RunError}
 */
function receiptsGiven(step) {
    const { receipt, receiptFile, dryRun } = step.config;
    const texts = [
        ...(receipt === undefined ? [] : papersIn("receipt", receipt, "receipt")),
        ...(receiptFile === undefined ? [] : filesOf(step, receiptFile)),
    ];
    return readReceipts(texts, recordOf(step), { anyAccount: dryRun });
}
function filesOf({ host }, path) {
    try {
        return papersFrom("receipt", path, host.env);
    }
    catch (error) {
        if (!(error instanceof PaperFileError))
            throw error;
        throw runError("receipt-invalid", { name: `receipt-file: ${path}`, expected: "ncp-receipt-2.\u2026" }, error);
    }
}

;// CONCATENATED MODULE: ./lib/usage-plan/direction.js
const operation = (at, verb) => `POST /api/v1/products/${at.product.id}/apis/${at.api.id}/stages/${at.stage.id}/${verb}-usage-plan`;
const DETACH = {
    attached: false,
    write: (gateway, at, planId) => gateway.disassociate(at, planId),
    operation: (at) => operation(at, "disassociate"),
    done: "detached",
    already: "already-detached",
    would: "would-detach",
    unseen: "still-attached",
    undone: "attached-again",
};
const ATTACH = {
    attached: true,
    write: (gateway, at, planId) => gateway.associate(at, planId),
    operation: (at) => operation(at, "associate"),
    done: "restored",
    already: "already-attached",
    would: "would-restore",
    unseen: "still-detached",
    undone: "detached-again",
};
/** Whether a read shows what the direction wants. */
function reached(direction, plans, planId) {
    return plans.some((plan) => plan.id === planId) === direction.attached;
}

;// CONCATENATED MODULE: ./lib/usage-plan/map-concurrent.js
/**
 * Runs `work` for every item, at most `limit` at a time, and keeps the order of the results.
 * After a rejection no further item is started; the rejection is passed on once the running ones have ended.
 */
async function mapConcurrent(items, limit, work) {
    const results = [];
    const queue = items.entries();
    let broken;
    const worker = async () => {
        for (const [index, item] of queue) {
            if (broken !== undefined)
                return;
            try {
                results[index] = await work(item, index);
            }
            catch (error) {
                broken ??= { error };
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (broken !== undefined)
        throw broken.error;
    return results;
}

;// CONCATENATED MODULE: ./lib/usage-plan/keys.js
/** The people behind a usage plan: which API keys are on it at a stage, and whether that speaks against a detach. */





/** Requests side by side for the keys of a product: a product can have thousands. */
const KEYS_SIDE_BY_SIDE = 16;
const MAX_NAMES = 50;
/**
 * Looks at the keys of each product, their list beside whatever else is read. NCP has no list of a plan's keys, so each
 * key of the product is asked for its plans: with one stage of the product in the run, on that stage alone; with
 * several, on all its stages at once. One request per key either way.
 */
function createLookAtKeys(run, stages) {
    const stagesOf = Map.groupBy(stages, ({ product }) => product.id);
    const products = new Map([...stagesOf].map(([id, some]) => [id, new ProductKeys(run, id, some)]));
    // A step behind the observation, which is to have the connection that is there already.
    queueMicrotask(() => {
        for (const product of products.values())
            product.list();
    });
    return async (at, maxAgeMs) => {
        const found = await products.get(at.product.id)?.look(maxAgeMs);
        if (found === undefined)
            throw new TypeError("a product that is not in the work");
        return (planId) => ("code" in found ? found : (found.byPlace.get(`${at.stage.id}/${planId}`) ?? []));
    };
}
/** One look after the other: whoever needs a newer one waits for it, and shares it with all who wait. */
class ProductKeys {
    #run;
    #id;
    #only;
    #listing;
    #last;
    #known = [];
    #count = 0;
    constructor(run, id, stages) {
        this.#run = run;
        this.#id = id;
        this.#only = stages.length === 1 ? stages[0] : undefined;
    }
    /** The product's list of keys: under way until somebody asks who is on a plan. */
    list() {
        this.#listing ??= orError(this.#run.gateway.apiKeys(this.#id));
        this.#listing.catch(() => { }); // whoever asks for it gets the rejection
        return this.#listing;
    }
    async look(maxAgeMs = Number.POSITIVE_INFINITY) {
        const asked = this.#run.clock.monotonic();
        const earlier = this.#count;
        for (;;) {
            this.#last ??= { number: ++this.#count, found: this.#read() };
            const last = this.#last;
            const found = await last.found;
            const isNew = last.number > earlier;
            if (isNew || (maxAgeMs > 0 && ("code" in found || asked - found.began < allowance(found, maxAgeMs))))
                return found;
            if (this.#last === last)
                this.#last = undefined;
        }
    }
    async #read() {
        const began = this.#run.clock.monotonic();
        const answers = new Map();
        const ask = async ({ id }) => void answers.set(id, await orError(this.#run.gateway.subscriptions(this.#id, id, this.#only)));
        // Keys that are known are asked beside the list: a second look mostly is one round trip.
        const listing = this.list();
        // The list is one of the sixteen, but where all the others fit into one round trip with it.
        const beside = this.#known.length > KEYS_SIDE_BY_SIDE ? KEYS_SIDE_BY_SIDE - 1 : KEYS_SIDE_BY_SIDE;
        await mapConcurrent(this.#known, beside, ask);
        const keys = await listing;
        this.#listing = undefined;
        if (keys instanceof errors/* NcloudError */.i)
            return unreadable(keys);
        this.#known = keys;
        const unasked = keys.filter(({ id }) => !answers.has(id));
        await mapConcurrent(unasked, KEYS_SIDE_BY_SIDE, ask);
        for (const answer of answers.values())
            if (answer instanceof errors/* NcloudError */.i)
                return unreadable(answer);
        const byPlace = keys_placed(keys, answers);
        return { keys, byPlace, began, took: this.#run.clock.monotonic() - began };
    }
}
/** Thousands of keys take longer to look at than a look is good for: then as long as it took, and as long again. */
const allowance = ({ keys, took }, maxAgeMs) => keys.length > KEYS_SIDE_BY_SIDE ? Math.max(maxAgeMs, 2 * took) : maxAgeMs;
function keys_placed(keys, answers) {
    const byPlace = new Map();
    for (const key of keys) {
        for (const { stageId, planId, monthCalls } of answers.get(key.id) ?? []) {
            if (planId === undefined)
                continue; // on the default plan
            const place = `${stageId}/${planId}`;
            const users = byPlace.get(place) ?? [];
            users.push({ ...key, ...(monthCalls === undefined ? {} : { monthCalls }) });
            byPlace.set(place, users);
        }
    }
    // Replies come in any order; what people read does not.
    for (const users of byPlace.values())
        users.sort(byCalls);
    return byPlace;
}
/** Puts a key on a plan: why not, if it is not known to be done. */
const subscribe = (run, at, key, to) => orError(run.gateway.subscribe(at, key.id, to.id).then(() => undefined));
function unreadable({ code: reason, facts, cause }) {
    return problem("api-keys-unreadable", { ...facts, reason }, cause);
}
/** Keys that NCP does not let through, so that nobody notices what becomes of their plan. */
const WITHOUT_CALLS = new Set(["DENY", "REJECTED"]);
/**
 * More keys on the plan, or more calls of theirs, than the user allows: the problem that refuses it.
 * @param moved whether some have moved by now: then it is not so that nothing was written
 */
function tooMany(run, keys, moved = false) {
    const more = moved ? { moved } : {};
    const counted = keys.filter(({ status }) => !WITHOUT_CALLS.has(status));
    const { maxAffectedApiKeys = Number.POSITIVE_INFINITY, maxAffectedCalls = Number.POSITIVE_INFINITY } = run;
    if (counted.length > maxAffectedApiKeys) {
        return problem("too-many-api-keys", { count: counted.length, limit: maxAffectedApiKeys, ...more });
    }
    const calls = counted.reduce((sum, { monthCalls = 0 }) => sum + monthCalls, 0);
    if (calls > maxAffectedCalls) {
        return problem("too-many-calls", { count: calls, limit: maxAffectedCalls, ...more });
    }
    return undefined;
}
/** Whether the run was told to stop for keys: then not to know them is a reason to stop. */
const mustKnowKeys = (run) => run.maxAffectedApiKeys !== undefined || run.maxAffectedCalls !== undefined || run.successor !== undefined;
/** Says who is on the plan, or that nobody knows. */
function tellKeys(run, target, looked) {
    const facts = placeFacts(target);
    if ("code" in looked) {
        run.tell({ code: "keys-unknown", level: "warning", facts: { ...facts, reason: looked.facts.reason } });
    }
    else {
        const known = { ...facts, count: looked.length, list: keyNames(looked) };
        run.tell({ code: "affected-keys", level: "info", facts: known });
    }
}
/** Names with this month's calls, for log and summary. */
function keyNames(keys) {
    return keys
        .slice(0, MAX_NAMES)
        .map(({ id, name, monthCalls }) => `${name} (${id}${monthCalls === undefined ? "" : `, ${monthCalls.toLocaleString("en-US")}`})`);
}

;// CONCATENATED MODULE: ./lib/ncloud/deadline.js
/** Milliseconds that a write needs at the least: to hear its answer, and to look at what it did. */
const WRITE_ROOM_MS = 2_000;
/** Of what is left of the run, the share that a write may take: the rest is kept for finding out what became of it. */
const WRITE_SHARE = 2 / 3;
/** Of the grace after a cancellation: two looks a second apart, on a connection made anew, have to fit into the rest. */
const CANCELLED_WRITE_SHARE = 1 / 2;
/**
 * The one time limit over a whole run: every sleep, attempt and page lives within it.
 *
 * Cancelling (SIGINT, SIGTERM) does not stop what is under way: it forbids new writes and brings the
 * end nearer, so that a write in flight can finish or be reconciled.
 */
class Deadline {
    #clock;
    #over = new AbortController();
    #woken = new AbortController();
    #writesOver = new AbortController();
    #released = new AbortController();
    #end;
    #cancelled = false;
    constructor(clock, totalMs) {
        this.#clock = clock;
        this.#end = clock.monotonic() + totalMs;
        void this.#watch();
    }
    /** Aborts when the time is over: everything on the network ends with it. */
    get signal() {
        return this.#over.signal;
    }
    /** Aborts when writes in flight have had their time: with the run, or earlier after a cancellation. One for all of them. */
    get writesSignal() {
        return this.#writesOver.signal;
    }
    get cancelled() {
        return this.#cancelled;
    }
    /** Milliseconds left, never below 0. */
    get remainingMs() {
        return Math.max(0, this.#end - this.#clock.monotonic());
    }
    get over() {
        return this.#over.signal.aborted || this.remainingMs <= 0;
    }
    /** No new write may start once the run is cancelled or too little time is left. */
    get mayWrite() {
        return !this.#cancelled && this.remainingMs >= WRITE_ROOM_MS;
    }
    /** Brings the end to at most `graceMs` from now, and wakes every sleeper. */
    cancel(graceMs) {
        this.#cancelled = true;
        this.#end = Math.min(this.#end, this.#clock.monotonic() + graceMs);
        void this.#endWrites();
        this.#woken.abort();
        void this.#watch();
    }
    /** Sleeps `ms`, or less: until the end, until the run is cancelled, or until `signal` aborts. */
    async sleep(ms, signal) {
        if (this.over)
            return;
        const wakers = [this.#over.signal];
        // After a cancel the grace is short and only reads are left: sleepers are not woken a second time.
        if (!this.#cancelled)
            wakers.push(this.#woken.signal);
        if (signal !== undefined)
            wakers.push(signal);
        await this.#clock.sleep(Math.min(ms, this.remainingMs), AbortSignal.any(wakers));
    }
    /** Lets the process end: the timers of the deadline no longer count. Call it once, at the end of the run. */
    release() {
        this.#released.abort();
    }
    async #endWrites() {
        await this.#clock.sleep(this.remainingMs * CANCELLED_WRITE_SHARE, this.#released.signal);
        if (!this.#released.signal.aborted)
            this.#writesOver.abort();
    }
    /** After a cancellation a second one runs, for the nearer end: the first has nothing left to do. */
    async #watch() {
        await this.#clock.sleep(this.remainingMs, this.#released.signal);
        if (this.#released.signal.aborted)
            return;
        this.#over.abort();
        this.#writesOver.abort();
    }
}

;// CONCATENATED MODULE: ./lib/ncloud/retry.js
/** When to try again, and for how long. Nothing here knows HTTP. */


/** First wait after a failure of the network or the back end. */
const TRANSIENT_BASE_MS = 50;
/** First wait after "slow down". */
const THROTTLE_BASE_MS = 1_000;
/** No wait is longer, whatever `Retry-After` says. */
const MAX_WAIT_MS = 20_000;
/** The most that one attempt may take. */
const ATTEMPT_MS = 15_000;
/**
 * Milliseconds to wait before the next attempt: the base doubled with every attempt, full jitter, capped; at least what
 * the server asked for.
 *
 * @param attempt how many attempts have failed so far, from 1
 * @param leftMs what is left of the run: the jitter is drawn from no more, so that there is time for another attempt
 */
function backoff(failureClass, attempt, retryAfterMs, random, leftMs = Number.POSITIVE_INFINITY) {
    if (failureClass === "clock-corrected")
        return 0;
    const base = failureClass === "throttled" ? THROTTLE_BASE_MS : TRANSIENT_BASE_MS;
    const jitter = random() * Math.min(MAX_WAIT_MS, base * 2 ** (attempt - 1), leftMs);
    return Math.round(Math.max(jitter, Math.min(MAX_WAIT_MS, retryAfterMs ?? 0)));
}
/** Time for one read. */
function readAttemptMs(deadline) {
    return Math.min(ATTEMPT_MS, deadline.remainingMs);
}
/** Time for one write. */
function writeAttemptMs(deadline) {
    return Math.min(ATTEMPT_MS, deadline.remainingMs * WRITE_SHARE);
}
const REPEATED = new Set([
    "throttled",
    "unsent",
    "uncertain",
    "clock-corrected",
]);
/**
 * Repeats a read until it succeeds, is refused for good, or the time is over.
 *
 * @throws {NcloudError} the last failure that says something; `deadline` or `cancelled` when only time ran out
 */
async function retrying(operation, read, { deadline, random, tell }) {
    let last;
    let ms = 0; // no pause is shorter than one before it, for failures of one class: the end must not become a hail
    for (let attempt = 1;; attempt++) {
        if (deadline.over)
            throw last ?? outOfTime(deadline, operation);
        const timeoutMs = readAttemptMs(deadline);
        try {
            return await read({ timeoutMs, signal: deadline.signal });
        }
        catch (caught) {
            if (!(caught instanceof errors/* NcloudError */.i))
                throw caught;
            // Cut off by the end of the run: that says less than what failed before. An attempt that got only the rest of
            // the run has a timer that ends with it, and either may be first.
            const itsTimer = caught.code === "attempt-timed-out" && timeoutMs < ATTEMPT_MS;
            if (caught.code === "deadline" || itsTimer)
                throw last ?? outOfTime(deadline, operation, caught);
            if (caught.failureClass !== last?.failureClass)
                ms = 0;
            last = caught;
        }
        // A redirect leaves a write in doubt, but a read will only be sent away again.
        if (!REPEATED.has(last.failureClass) || last.code === "redirect-refused")
            throw last;
        ms = Math.max(ms, backoff(last.failureClass, attempt, last.retryAfterMs, random, deadline.remainingMs));
        if (ms >= deadline.remainingMs)
            throw last;
        tell({ code: "retrying", level: "info", facts: { operation, attempt, reason: last.code, ms, ...statusOf(last) } });
        await deadline.sleep(ms);
    }
}
/** The error of something that the end of the run, or a cancellation, cut off or forbade. */
function outOfTime(deadline, operation, cutOff) {
    const code = deadline.cancelled ? "cancelled" : "deadline";
    return new errors/* NcloudError */.i(code, cutOff?.failureClass ?? "unsent", { operation }, { cause: cutOff?.cause });
}
/** The status of the reply behind an error, where there was one. */
const statusOf = ({ facts }) => "status" in facts ? { status: facts.status } : {};

;// CONCATENATED MODULE: ./lib/usage-plan/looks.js
/**
 * Whether a plan is on a stage, known by reads alone. A single read can be stale, so it takes two looks that agree, at
 * least a second apart, and by two views where there are two: the stage's list of plans, the plan's list of stages. Two
 * that disagree start anew. What that sees through, and what not: docs/architecture.md, "Looks".
 */




/** As long as reads may lag behind everywhere. */
const SPACING_MS = 1_000;
const MAX_PAUSE_MS = 5_000;
/** One look at the stage's plans, or why it failed. */
async function looks_look(run, at) {
    const plans = await orError(run.gateway.stagePlans(at));
    if (!(plans instanceof errors/* NcloudError */.i))
        run.looked?.(plans);
    return plans;
}
const SHARED = new WeakMap();
/** One read of a plan's stages answers for all of them, where it began late enough to be a look of its own. */
function stagesOfPlan({ gateway, clock }, planId, notBefore) {
    const reads = SHARED.get(gateway) ?? new Map();
    SHARED.set(gateway, reads);
    const last = reads.get(planId);
    if (last !== undefined && last.began >= notBefore)
        return last.rows;
    const read = { began: clock.monotonic(), rows: gateway.planStages(planId) };
    reads.set(planId, read);
    return read.rows;
}
/** A pause before the look after one that failed: as long as the server asked for at the least. */
const askedFor = ({ retryAfterMs = 0 }, ms) => Math.max(ms, Math.min(MAX_WAIT_MS, retryAfterMs));
/** Says that a look failed and when the next one comes. */
function tellFailedLook(run, error, attempt, ms) {
    const known = { operation: error.facts.operation, attempt, ms, reason: error.code, ...statusOf(error) };
    run.tell({ code: "retrying", level: "info", facts: known });
}
/**
 * Looks at a stage, with both views side by side, until the last look at each plan agrees with itself and with the one
 * before it.
 *
 * @returns for each plan's id what they agree on, or why it is not known
 */
async function untilTwoAgree(run, at, first, patience) {
    const ends = new Map();
    let open = first.plans.map(({ plan, attached }) => ({
        plan,
        before: new Set(attached === undefined ? [] : [attached]),
    }));
    // Without a first look the next one counts from now: what was read before says nothing of a write since.
    let due = first.at === undefined ? run.clock.monotonic() : first.at + SPACING_MS;
    let failure;
    for (let looks = 0, failures = 0; open.length > 0; looks++) {
        await sleepUntil(run, due);
        if (run.deadline.over || (run.deadline.cancelled && patience === "ask-once")) {
            for (const { plan } of open)
                ends.set(plan.id, looks_outOfTime(run, at, plan, looks, failure));
            return ends;
        }
        const [plans, ...places] = await Promise.all([
            looks_look(run, at),
            ...open.map(({ plan }) => orError(stagesOfPlan(run, plan.id, due))),
        ]);
        failure = undefined;
        open = open.flatMap(({ plan, before }, index) => {
            const now = new Set();
            const rows = places[index];
            if (!(plans instanceof errors/* NcloudError */.i))
                now.add(plans.some(({ id }) => id === plan.id));
            if (!(rows instanceof errors/* NcloudError */.i))
                now.add(rows?.some(({ stage }) => stage.id === at.stage.id) === true);
            const [attached, other] = now;
            if (attached === undefined && plans instanceof errors/* NcloudError */.i) {
                failure = plans;
                if (patience === "in-doubt")
                    return { plan, before: now };
                // Cut off by the end of the run: that says less than the looks before.
                ends.set(plan.id, plans.code === "deadline" && looks > 0 ? disagree(at, plan) : problemOf(plans));
                return [];
            }
            if (attached === undefined || other !== undefined || !before.has(attached))
                return { plan, before: now };
            ends.set(plan.id, { attached, plans: plans instanceof errors/* NcloudError */.i ? undefined : plans });
            return [];
        });
        if (failure !== undefined)
            failures += 1;
        const ms = failure === undefined ? SPACING_MS : askedFor(failure, pauseAfter(run, failures));
        if (failure !== undefined && open.length > 0)
            tellFailedLook(run, failure, failures, ms);
        due = run.clock.monotonic() + ms;
    }
    return ends;
}
/** The same for one plan that was written: what fails is repeated, and the time is all that ends it. */
async function lookUntilKnown(run, target, first) {
    const { plan } = target;
    const start = first === undefined ? { plans: [{ plan }] } : { at: first.at, plans: [{ plan, attached: first.attached }] };
    const ends = await untilTwoAgree(run, target, start, "in-doubt");
    return ends.get(plan.id) ?? disagree(target, plan);
}
/**
 * Lists that stand for "all of them" (`*`): what a single stale look leaves out, nobody would miss. Of each there is one
 * view, and it is read until two looks in a row agree; of all of them side by side. Where the first look at all takes
 * longer than looks have to be apart, the second follows without a pause.
 *
 * @param operation the read, for people
 * @param idsOf what two looks have to agree on
 * @param collect reads several, in their order
 */
async function wholeLists(run, operation, of, read, idsOf, collect) {
    const known = new Map();
    const due = (each) => (known.get(each)?.at ?? Number.NEGATIVE_INFINITY) + SPACING_MS;
    for (let open = of;;) {
        const agreed = new Set();
        await collect(run, open, async (each) => {
            await sleepUntil(run, due(each));
            const list = await read(each);
            const ids = idsOf(list).toSorted().join();
            if (known.get(each)?.ids === ids)
                agreed.add(each);
            known.set(each, { ids, list, at: run.clock.monotonic() });
            return list;
        });
        open = open.filter((each) => !agreed.has(each));
        if (open.length === 0)
            return of.flatMap((each) => known.get(each)?.list ?? []);
        await sleepUntil(run, Math.min(...open.map(due)));
        if (run.deadline.cancelled || run.deadline.over) {
            throw new RunError([problem(run.deadline.cancelled ? "cancelled" : "deadline", { operation })]);
        }
    }
}
/** A signal wakes every sleeper once: the looks are as far apart all the same. */
async function sleepUntil(run, due) {
    for (let twice = 0; twice < 2; twice++) {
        const ms = due - run.clock.monotonic();
        if (ms > 0)
            await run.deadline.sleep(ms);
    }
}
/** Longer after each failed look; near the end half of what is left, so that the last look is not seconds old. */
function pauseAfter(run, failures) {
    const ms = Math.min(MAX_PAUSE_MS, SPACING_MS * 2 ** (failures - 1));
    return Math.min(ms, Math.max(SPACING_MS, run.deadline.remainingMs / 2));
}
function looks_outOfTime(run, at, plan, looks, failure) {
    if (failure !== undefined)
        return failureOf(failure);
    if (run.deadline.cancelled)
        return problem("cancelled", { operation: readOf(at) });
    if (looks === 0)
        return problem("deadline", { operation: readOf(at) });
    return disagree(at, plan);
}
const readOf = ({ product, api, stage }) => `GET /api/v1/products/${product.id}/apis/${api.id}/stages/${stage.id}/usage-plans`;
function disagree(at, plan) {
    return problem("reads-disagree", { operation: readOf(at), plan: nameOf(plan), stage: nameOf(at.stage) });
}

;// CONCATENATED MODULE: ./lib/usage-plan/landed.js
/**
 * A plan that looks show on its stage though an earlier run sent for its detach. Was that request carried out for sure,
 * the looks are stale or somebody has attached the plan again; was it in doubt, it may still land. Either way looks are
 * believed only when the request is old.
 */



/** By then a request has been carried out, or never is: NCP's gateway gives its back end up before that. */
const LANDED_MS = 30_000;
/** Between pairs of looks, growing. */
const FIRST_PAUSE_MS = 1_000;
const landed_MAX_PAUSE_MS = 8_000;
/** What a pair of looks takes, with some to spare. */
const LOOKS_S = 4;
const isOn = (end) => end !== undefined && "attached" in end && end.attached;
/**
 * @param agreed what looks have agreed on, by the plan's id
 * @returns the same, when no detach can land any more
 */
async function untilLanded(run, at, agreed, detached) {
    const ends = new Map(agreed);
    let open = detached.filter(({ plan }) => isOn(agreed.get(plan.id)));
    const sentBy = Math.max(...open.map(({ detach }) => detach.sentBy));
    // Another machine's clock may be ahead of ours: never longer than for a request of this moment.
    const young = Math.min(LANDED_MS, sentBy + LANDED_MS - run.clock.now());
    const until = run.clock.monotonic() + young;
    for (let pause = FIRST_PAUSE_MS; open.length > 0; pause = Math.min(2 * pause, landed_MAX_PAUSE_MS)) {
        const left = until - run.clock.monotonic();
        if (left <= 0)
            break;
        await run.deadline.sleep(Math.min(pause, left));
        const looks = await untilTwoAgree(run, at, { plans: open.map(({ plan }) => ({ plan })) }, "ask-once");
        const seconds = Math.ceil(Math.max(0, until - run.clock.monotonic()) / 1_000) + LOOKS_S;
        for (const [id, end] of looks) {
            // Earlier looks agreed: the time is what there was too little of.
            const cutOff = "code" in end && run.deadline.over && !run.deadline.cancelled;
            ends.set(id, cutOff ? problem("deadline", { operation: readOf(at), seconds }) : end);
        }
        open = open.filter(({ plan }) => isOn(ends.get(plan.id)));
    }
    for (const { plan, detach } of young > 0 ? open : []) {
        if (detach.sure)
            continue;
        const facts = { plan: nameOf(plan), stage: nameOf(at.stage), sentAt: new Date(detach.sentBy).toISOString() };
        run.tell({ code: "may-still-land", level: "warning", facts });
    }
    return ends;
}

;// CONCATENATED MODULE: ./lib/usage-plan/move-ahead.js
/** What is said of moving API keys before any of them is moved. */


/** A dry run shows where the keys would go. */
function wouldMove(run, target, successor, keys, plans) {
    if (successor === undefined || keys === undefined || keys.length === 0)
        return keys;
    const attaches = plans !== undefined && !plans.some(({ id }) => id === successor.id);
    const known = { ...placeFacts(target), successor: nameOf(successor), count: keys.length, attaches };
    run.tell({ code: "keys-would-move", level: "info", facts: known });
    return keys.map((key) => ({ ...key, movedTo: refOf(successor) }));
}
/** Keys whose calls of this month alone are more than the successor lets through in a month. */
function tellQuota(run, at, successor, keys) {
    const limit = Number(successor.monthQuotaRequest); // without one, not a number: nobody is over it
    const over = keys.filter(({ monthCalls = 0 }) => monthCalls > limit);
    if (over.length === 0)
        return;
    run.tell({
        code: "successor-quota",
        level: "warning",
        facts: { plan: nameOf(successor), stage: nameOf(at.stage), limit, list: keyNames(over) },
    });
}

;// CONCATENATED MODULE: ./lib/usage-plan/match.js
/** Finding what the user named in a list that NCP gave: exact comparison on our side, never a guess. */




const MAX_NEAREST = 5;
const MAX_CHOICES = 10;
/** Korean names reach us composed or decomposed, by the keyboard they were typed on: they mean the same. */
const sameName = (a, b) => a?.normalize("NFC") === b.normalize("NFC");
/** Whether a thing is what the selector's id or, without one, its name means. */
function fits(selector, ref) {
    if (selector.all)
        return true;
    return selector.ids.length > 0
        ? selector.ids.includes(ref.id)
        : selector.names.some((name) => sameName(ref.name, name));
}
/** An id and a name of one level that do not belong together: refused before any write. */
function checkName(level, selector, ref) {
    const expected = selector.names[0];
    if (selector.ids.length === 0 || expected === undefined || sameName(ref.name, expected))
        return;
    throw runError("id-name-mismatch", { level, id: ref.id, expected, got: ref.name ?? "" });
}
/** One entry of the list by id. */
function pickId(level, id, list) {
    const found = list.find((each) => each.id === id);
    if (found !== undefined)
        return found;
    throw new RunError([notFound(level, id, list)]);
}
/** @param within the name of what the list is of */
function notFound(level, id, list, within) {
    const parent = within === undefined ? {} : { within };
    const choices = list.slice(0, MAX_CHOICES).map(labelOf);
    const facts = { id, ...parent, ...namedLike(id, list), list: choices, total: list.length };
    return problem(levelRow(level).notFound, facts);
}
/** A name where an id was expected: what has that name. */
function namedLike(text, list) {
    const found = list.find((each) => sameName(each.name, text));
    return found === undefined ? {} : { named: found.id };
}
/** The one entry with this name: none and several are errors that list what there is. */
function pickName(level, name, list) {
    const found = uniqueById(list.filter((each) => sameName(each.name, name)));
    const [only, second] = found;
    if (only === undefined)
        throw runError("name-not-found", { level, name, list: match_nearest(name, list) });
    if (second !== undefined)
        throw runError("name-ambiguous", { level, name, list: found.map(labelOf) });
    return only;
}
function uniqueById(list) {
    return [...new Map(list.map((each) => [each.id, each])).values()];
}
/** Comparing costs the product of two lengths, and holds up the run's time limit: a hostile list must not make it hours. */
const MAX_COMPARED = 100;
const MAX_CANDIDATES = 5_000;
const comparable = (name) => name.slice(0, MAX_COMPARED).normalize("NFC").toLowerCase();
/** The names that differ least from what was typed. */
function match_nearest(name, list) {
    const wanted = comparable(name);
    return uniqueById(list)
        .slice(0, MAX_CANDIDATES)
        .map((ref) => ({ ref, distance: distance(wanted, comparable(ref.name ?? "")) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, MAX_NEAREST)
        .map(({ ref }) => labelOf(ref));
}

;// CONCATENATED MODULE: ./lib/usage-plan/observe.js
/** Looking at a stage before anything is done to it, and saying which id is wrong when it is not there. */





async function observe(run, at) {
    const plans = await run.gateway.stagePlans(at);
    const facts = { stage: nameOf(at.stage), list: plans.map(labelOf) };
    run.tell({ code: "observed", level: "info", facts });
    return plans;
}
/**
 * Why a stage could not be read. NCP answers 404/300 alike for a wrong id at any level and for a wrong URL
 * (docs/ncp-api.md, "Errors"), so each level is looked for in the list of the level above.
 */
async function diagnose(run, at, error) {
    if (!(error instanceof errors/* NcloudError */.i) || error.code !== "not-found")
        return problemOf(error);
    const [products, apis, stages] = await Promise.all([
        lookIn(run.gateway.products()),
        lookIn(run.gateway.apis(at.product.id)),
        lookIn(run.gateway.stages(at.product.id, at.api.id)),
    ]);
    return (missing("product", at.product, products) ??
        missing("api", at.api, apis, nameIn(products, at.product)) ??
        missing("stage", at.stage, stages, nameIn(apis, at.api)) ??
        problemOf(error));
}
/** The list, or undefined when it cannot be read: then it proves nothing about the id. */
async function lookIn(reply) {
    const list = await orError(reply);
    return list instanceof errors/* NcloudError */.i ? undefined : list;
}
function missing(level, wanted, list, within) {
    if (list === undefined || list.some((each) => each.id === wanted.id))
        return undefined;
    return notFound(level, wanted.id, list, within);
}
const nameIn = (list, { id }) => list?.find((each) => each.id === id)?.name;
/** Whether the plan exists at all: its row, or the problem that it does not. */
async function findPlan(run, planId) {
    const plan = await orError(run.gateway.plan(planId));
    if (!(plan instanceof errors/* NcloudError */.i))
        return plan;
    if (plan.code !== "not-found")
        return problemOf(plan);
    const named = looksLikeId(planId) ? {} : namedLike(planId, (await lookIn(run.gateway.searchPlans(planId))) ?? []);
    return problem("plan-not-found", { ...plan.facts, id: planId, ...named }, plan.cause);
}
/** A warning that names what somebody else changed on the stage while we worked on it. */
function neighboursNote(at, ours, before, after) {
    const others = (plans) => plans.filter((plan) => !ours.has(plan.id));
    const without = (plans, rest) => others(plans).filter((plan) => !rest.some((each) => each.id === plan.id));
    const added = without(after, before).map(labelOf);
    const removed = without(before, after).map(labelOf);
    if (added.length === 0 && removed.length === 0)
        return undefined;
    const facts = { stage: nameOf(at.stage), added, removed };
    return { code: "neighbours-changed", level: "warning", facts };
}

;// CONCATENATED MODULE: ./lib/usage-plan/prepare.js
/**
 * Everything before a stage's first write, in either direction: the stage is observed once, and each of its plans is
 * then either decided (nothing to write, or something speaks against it) or ready. Writes nothing, and never rejects.
 */








const isReady = (each) => !("verdict" in each || "end" in each);
async function prepare(run, direction, stage, lookAtKeys) {
    const { at, nowhere } = stage;
    if (nowhere !== undefined) {
        const decided = targetsOf([stage]).map((target) => ({ ...already(run, direction, target), lookedAt: nowhere }));
        return unread(run, at, decided, []);
    }
    if (run.deadline.cancelled || run.deadline.over) {
        const code = run.deadline.cancelled ? "cancelled" : "deadline";
        return stopped(run, stage, problem(code, { operation: direction.operation(at) }));
    }
    if (!run.verify && !run.dryRun) {
        const ready = targetsOf([stage]).map((target) => ({ target, plan: target.plan, keys: undefined }));
        return unread(run, at, [], ready);
    }
    try {
        return await lookAt(run, direction, stage, lookAtKeys);
    }
    catch (error) {
        return stopped(run, stage, problemOf(error));
    }
}
/** A stage that nothing was read of. */
function unread(run, at, decided, ready) {
    return { at, before: undefined, decided, ready, seenOnce: [], seenAt: run.clock.monotonic() };
}
function stopped(run, stage, why) {
    const decided = targetsOf([stage]).map((target) => failed(target, why));
    return unread(run, stage.at, decided, []);
}
async function lookAt(run, direction, stage, lookAtKeys) {
    const { at } = stage;
    let { before, attached } = stage;
    if (attached === undefined) {
        try {
            before ??= await observe(run, at);
        }
        catch (error) {
            return stopped(run, stage, await diagnose(run, at, error));
        }
        attached = new Set(before.map(({ id }) => id));
    }
    const plansOn = attached;
    const { seenAt = run.clock.monotonic() } = stage;
    const observed = { run, direction, at, before, lookAtKeys };
    const checked = await Promise.all(stage.plans.map((work) => plansOn.has(work.plan.id) === direction.attached ? alreadyThere(observed, work) : toWrite(observed, work)));
    return {
        at,
        before,
        lookAtKeys,
        decided: checked.flatMap((each) => ("verdict" in each ? { ...each, before: refs(before) } : [])),
        ready: checked.filter(isReady),
        seenOnce: checked.filter((each) => "end" in each),
        seenAt,
    };
}
/** A plan in its wanted place already: that its id is no typo is still to be shown. */
async function alreadyThere(observed, work) {
    const { run, direction } = observed;
    const target = await targetOf(observed, work);
    if ("verdict" in target)
        return target;
    return {
        target,
        attached: direction.attached,
        detach: work.detach,
        end: async (attached) => attached === direction.attached
            ? already(run, direction, target)
            : await checkPlan(observed, { ...work, plan: target.plan, exists: true }),
    };
}
/** The target by the plan's own row: an id that does not exist, or is not of the name that was given, ends here. */
async function targetOf({ run, at, before }, work) {
    const row = before?.find((plan) => plan.id === work.plan.id);
    const found = row ?? (work.exists ? undefined : await findPlan(run, work.plan.id));
    if (found !== undefined && "code" in found)
        return failed({ ...at, plan: work.plan }, found);
    const plan = found === undefined ? work.plan : { id: found.id, name: found.name };
    const target = { ...at, plan };
    const mismatch = nameMismatch(work, found);
    return mismatch === undefined ? target : failed(target, mismatch);
}
/** A plan that is to be written. A dry run says no more than `would`, and rests on reads alone. */
async function toWrite(observed, work) {
    const { run, direction } = observed;
    const checked = await checkPlan(observed, work);
    if (!("verdict" in checked) || checked.verdict !== direction.would)
        return checked;
    const { target } = checked;
    return {
        target,
        attached: !direction.attached,
        end: async (attached) => (attached === direction.attached ? already(run, direction, target) : checked),
    };
}
/** The second look at what one look alone would decide. Never rejects. */
async function settle(run, { at, seenOnce, seenAt, before }) {
    const first = { at: seenAt, plans: seenOnce.map(({ target, attached }) => ({ plan: target.plan, attached })) };
    const ends = [];
    let plans = before;
    try {
        const looks = await untilTwoAgree(run, at, first, "ask-once");
        const detached = seenOnce.flatMap(({ target: { plan }, detach }) => (detach ? { plan, detach } : []));
        const agreed = await untilLanded(run, at, looks, detached);
        // By names, nobody has read the stage's list until now.
        for (const known of agreed.values())
            plans ??= "code" in known ? undefined : known.plans;
        ends.push(...(await Promise.all(seenOnce.map(({ target, end }) => {
            const known = agreed.get(target.plan.id) ?? problem("internal-error", {});
            return "code" in known ? notKnown(target, known) : end(known.attached);
        }))));
    }
    catch (error) {
        ends.push(...seenOnce.map(({ target }) => failed(target, problemOf(error))));
    }
    return {
        decided: ends.flatMap((each) => (isReady(each) ? [] : { ...each, before: refs(plans) })),
        ready: ends.filter(isReady),
    };
}
const targetCount = ({ decided, ready, seenOnce }) => decided.length + ready.length + seenOnce.length;
/** Nothing was written, and reads do not tell how it is. */
function notKnown(target, why) {
    return { target, verdict: why.code === "reads-disagree" ? "unknown" : "failed", changed: false, problem: why };
}
/** Everything between seeing that a plan is to be written and writing it. The first objection decides. */
async function checkPlan(observed, work) {
    const { run, direction, at, before, lookAtKeys } = observed;
    const target = await targetOf(observed, work);
    if ("verdict" in target)
        return target;
    const { plan } = target;
    const looked = lookAtKeys && (await lookAtKeys(at))(plan.id);
    if (looked !== undefined && "code" in looked && (mustKnowKeys(run) || work.approved?.keys !== undefined)) {
        return failed(target, looked);
    }
    if (looked !== undefined)
        tellKeys(run, target, looked);
    const keys = looked === undefined || "code" in looked ? undefined : looked;
    const successor = await run.successor;
    const changed = work.approved && changedSince(work.approved, target, keys, successor);
    const refusal = changed ?? tooMany(run, keys ?? []);
    if (refusal !== undefined)
        return { target, verdict: "refused", changed: false, problem: refusal, keys };
    if (successor !== undefined)
        tellQuota(run, at, successor, keys ?? []);
    if (run.dryRun)
        return { target, verdict: direction.would, changed: false, keys: wouldMove(run, target, successor, keys, before) };
    return { target, plan, keys, approved: work.approved, onStages: work.onStages };
}
function nameMismatch(work, row) {
    if (work.expectedName === undefined || row === undefined)
        return undefined;
    if (row.name.normalize("NFC") === work.expectedName)
        return undefined;
    return problem("id-name-mismatch", { level: "usage-plan", id: row.id, expected: work.expectedName, got: row.name });
}
/** Nothing to do for a target: with `if-not-attached: fail` a problem as well, so that the step is red. */
function already(run, direction, target) {
    const outcome = { target, verdict: direction.already, changed: false };
    if (direction.attached || run.ifNotAttached === "succeed")
        return outcome;
    return { ...outcome, problem: problem("not-attached", placeFacts(target)) };
}

;// CONCATENATED MODULE: ./lib/usage-plan/progress.js
/** Stages side by side, with a counter line now and then. */

const EVERY_MS = 2_000;
/** @param sizeOf how many targets a stage has */
async function eachStage(run, stages, sizeOf, work) {
    const total = stages.reduce((sum, stage) => sum + sizeOf(stage), 0);
    let count = 0;
    let told = run.clock.monotonic();
    const found = await mapConcurrent(stages, run.concurrency, async (stage) => {
        const result = await work(stage);
        count += sizeOf(stage);
        if (run.clock.monotonic() - told >= EVERY_MS && count < total) {
            told = run.clock.monotonic();
            run.tell({ code: "progress", level: "info", facts: { count, total } });
        }
        return result;
    });
    return found.flat();
}

;// CONCATENATED MODULE: ./lib/usage-plan/check.js
/** `mode: check`: is a plan on a stage where it should not be? Never writes. */






/** A dry detach, read the other way round: what would have to be detached should not be there. */
async function check_check(run, work) {
    const dry = { ...run, dryRun: true, ifNotAttached: "succeed" };
    const prepared = await mapConcurrent(work, run.concurrency, (stage) => prepare(dry, DETACH, stage));
    const outcomes = await eachStage(dry, prepared, targetCount, async (stage) => [
        ...stage.decided,
        ...(await settle(dry, stage)).decided,
    ]);
    return inOrder(work, outcomes).map((outcome) => {
        if (outcome.verdict !== DETACH.would)
            return outcome;
        if (run.ifAttached === "succeed")
            return { ...outcome, verdict: "attached" };
        return { ...outcome, verdict: "attached", problem: problem("plan-attached", placeFacts(outcome.target)) };
    });
}

;// CONCATENATED MODULE: ./lib/usage-plan/verify.js
/** Reading a stage after its accepted writes, until it shows them or the time is up. */





/** Stale reads are waited out: fast at first, since most are milliseconds late. */
const verify_FIRST_PAUSE_MS = 200;
const verify_MAX_PAUSE_MS = 5_000;
async function verify(run, direction, at, accepted) {
    let pending = accepted;
    let plans;
    let failures = 0;
    for (let pause = verify_FIRST_PAUSE_MS;; pause = Math.min(pause * 2, verify_MAX_PAUSE_MS)) {
        // A look that fails, for whatever reason, says nothing about the write: it is repeated until the time is up.
        const found = await looks_look(run, at);
        const error = found instanceof errors/* NcloudError */.i ? found : undefined;
        if (!(found instanceof errors/* NcloudError */.i)) {
            plans = found;
            pending = pending.filter((each) => !reached(direction, found, each.plan.id));
        }
        const [next] = pending;
        if (next === undefined)
            return { plans, unseen: new Map() };
        if (run.deadline.over)
            return { plans, unseen: verify_unseen(pending, direction, at, plans, error) };
        // Near the end half of what is left: the last look is not to be seconds old.
        const left = run.deadline.remainingMs;
        const short = Math.min(pause, Math.max(verify_FIRST_PAUSE_MS, left / 2), left);
        const ms = error === undefined ? short : askedFor(error, short);
        const plan = nameOf(next.plan);
        if (error === undefined)
            run.tell({ code: "still-there", level: "info", facts: { plan, count: pending.length, ms } });
        else
            tellFailedLook(run, error, ++failures, ms);
        await run.deadline.sleep(ms);
        if (run.deadline.over)
            return { plans, unseen: verify_unseen(pending, direction, at, plans, error) };
    }
}
/** Reads that show the old state say so; when there was none, the reason why is what is known. */
function verify_unseen(pending, direction, at, plans, error) {
    const outOfTime = error === undefined || error.code === "deadline" || error.code === "cancelled";
    return new Map(pending.map(({ plan, sentAt }) => {
        // The write, not the read that failed: it is what may have been done, and its path says where to look.
        const sent = {
            operation: direction.operation(at),
            ...placeFacts({ plan, stage: at.stage }),
            sentAt,
        };
        const seenOld = error === undefined || (plans !== undefined && outOfTime);
        return [
            plan.id,
            seenOld
                ? problem(direction.unseen, sent, error?.cause)
                : problem("not-verified", { ...error.facts, ...sent, reason: error.code }, error.cause),
        ];
    }));
}

;// CONCATENATED MODULE: ./lib/usage-plan/reconcile.js
/** Reading until an uncertain write is known. */





/** Reads in a row against us, after which a run that may not write again stops waiting. */
const READS_TO_GIVE_UP = 5;
/** A request that timed out at the gateway can still land seconds later. */
const SETTLE_MS = 2_000;
const MAX_SETTLE_MS = 10_000;
/** Too close to the end for a pause of this length, no write is repeated: what is on its way needs time to land. */
const MIN_SETTLE_MS = 1_000;
/** Shares of what is left never come to an end of their own. */
const MIN_PAUSE_MS = 50;
async function reconcile(run, direction, target, first, { mayRepeat, doubts, endedAt, waited }) {
    // No write comes sooner after the last one than that did: the end of the run must not become a hail.
    const due = endedAt + Math.min(waited, MAX_SETTLE_MS);
    let misses = 0;
    let paused = 0;
    let failures = 0;
    let failedLook;
    for (;;) {
        const plans = await looks_look(run, target);
        failedLook = plans instanceof errors/* NcloudError */.i ? plans : undefined;
        if (plans instanceof errors/* NcloudError */.i) {
            // It says nothing about the write, so two looks in a row have to begin anew; repeated until the time is up.
            misses = 0;
        }
        else if (reached(direction, plans, target.plan.id)) {
            return reconcile_confirm(run, direction, target);
        }
        else {
            misses += 1;
            const settled = misses > 1 && paused >= MIN_SETTLE_MS && run.clock.monotonic() >= due;
            if (settled && mayRepeat && run.deadline.mayWrite) {
                return moved(first, plans, target.plan.id) ? { code: "stage-changed" } : "repeat";
            }
            if (misses >= READS_TO_GIVE_UP)
                return {};
        }
        const ms = due - run.clock.monotonic();
        const fits = mayRepeat && ms + WRITE_ROOM_MS <= run.deadline.remainingMs;
        paused = Math.max(reconcile_settle(run, misses + doubts + failures), fits ? ms : 0);
        if (failedLook !== undefined) {
            paused = askedFor(failedLook, paused);
            tellFailedLook(run, failedLook, ++failures, paused);
        }
        await run.deadline.sleep(paused);
        if (run.deadline.over)
            return failedLook === undefined ? {} : { failedLook: failureOf(failedLook) };
    }
}
/** From the first look that shows the wanted state on, no write is repeated, whatever later ones show. */
async function reconcile_confirm(run, direction, target) {
    const first = { at: run.clock.monotonic(), attached: direction.attached };
    const agreed = await lookUntilKnown(run, target, first);
    if ("code" in agreed)
        return agreed.code === "reads-disagree" ? { code: direction.undone } : { failedLook: agreed };
    return agreed.attached === direction.attached ? { plans: agreed.plans } : { code: direction.undone };
}
/** @param count reads against us and writes in doubt, at least 1 each: both make for longer pauses */
function reconcile_settle(run, count) {
    const ms = Math.min(MAX_SETTLE_MS, SETTLE_MS * 2 ** (count - 2));
    return share(run, ms * (0.5 + run.random() / 2));
}
/** A pause must leave time for the reads behind it. */
const share = (run, ms) => Math.min(ms, Math.max(MIN_PAUSE_MS, run.deadline.remainingMs / 4));
/**
 * Whether a plan that is still on the stage looks attached anew: another row, or another place among its
 * neighbours. Then somebody works on this stage, and a second write could undo what they did on purpose.
 */
function moved(first, now, planId) {
    if (first === undefined)
        return false;
    const row = (plans) => plans
        .filter((plan) => plan.id === planId)
        .map(({ name, rateRps, dayQuotaRequest, monthQuotaRequest }) => [
        name,
        rateRps,
        dayQuotaRequest,
        monthQuotaRequest,
    ]);
    const place = (plans, others) => plans.filter(({ id }) => others.some((other) => other.id === id)).findIndex(({ id }) => id === planId);
    return JSON.stringify(row(first)) !== JSON.stringify(row(now)) || place(first, now) !== place(now, first);
}

;// CONCATENATED MODULE: ./lib/usage-plan/write.js
/** One write of one plan, repeated and reconciled until it is known what it did. See docs/architecture.md, "One write". */







/** @param objection asked before each repeat, which can be minutes later: what speaks against it by now */
async function writeUntilKnown(run, direction, target, first, objection) {
    const operation = direction.operation(target);
    let last; // why there is another attempt
    let doubt; // a write that may have landed
    let doubts = 0;
    let mayRepeat = true;
    let waited = 0; // the longest pause so far
    let endedAt = 0; // of the last attempt
    for (let attempt = 1;; attempt++) {
        if (doubt !== undefined) {
            // Between two writes lies a look: never a second request on top of one that may already have done it.
            const end = await reconcile(run, direction, target, first, { mayRepeat, doubts, endedAt, waited });
            if (end !== "repeat") {
                if ("plans" in end)
                    return { kind: "confirmed", sentAt: doubt.sentAt, plans: end.plans };
                return unknown(run, direction, target, doubt, end);
            }
            // What is asked takes time as well.
            if ((await objection?.()) !== undefined || !run.deadline.mayWrite) {
                mayRepeat = false;
                continue;
            }
        }
        else {
            const why = attempt > 1 && run.deadline.mayWrite ? await objection?.() : undefined;
            if (why !== undefined)
                return { kind: "failed", problem: why };
            if (!run.deadline.mayWrite) {
                const code = run.deadline.cancelled ? "cancelled" : "deadline";
                return { kind: "failed", problem: problem(code, { operation }, last) };
            }
        }
        if (attempt > 1)
            waited = Math.min(MAX_WAIT_MS, Math.max(waited, run.clock.monotonic() - endedAt));
        const sentAt = new Date(run.clock.now()).toISOString();
        run.tell({
            code: "writing",
            level: "info",
            facts: { operation, ...placeFacts(target) },
        });
        try {
            await direction.write(run.gateway, target, target.plan.id);
            run.tell({ code: "accepted", level: "info", facts: { operation } });
            return { kind: "accepted", sentAt };
        }
        catch (caught) {
            if (!(caught instanceof errors/* NcloudError */.i))
                throw caught;
            last = caught;
        }
        endedAt = run.clock.monotonic();
        switch (last.failureClass) {
            case "uncertain":
                doubt = { error: last, sentAt };
                doubts += 1;
                if (!run.verify)
                    return unknown(run, direction, target, doubt);
                run.tell({ code: "reconciling", level: "info", facts: { operation, reason: last.code, ...statusOf(last) } });
                break;
            case "refused":
            case "unsent-for-good":
                if (doubt === undefined)
                    return await refusal(run, direction, target, last, sentAt);
                mayRepeat = false; // a no to a repeat says nothing about the first request: only reads can
                break;
            case "throttled":
            case "unsent": {
                const paused = await pause(run, operation, last, attempt, waited);
                if (!paused && doubt === undefined)
                    return { kind: "failed", problem: problemOf(last) };
                mayRepeat &&= paused;
                break;
            }
            // "clock-corrected": signed again at once
        }
    }
}
/**
 * Waits before a further attempt of a write that was not carried out. No pause is shorter than the one before it.
 * @returns false when no attempt would fit behind it
 */
async function pause(run, operation, error, attempt, before) {
    const ms = Math.max(before, backoff(error.failureClass, attempt, error.retryAfterMs, run.random));
    if (ms + WRITE_ROOM_MS > run.deadline.remainingMs)
        return false;
    run.tell({
        code: "retrying",
        level: "info",
        facts: { operation, attempt, ms, reason: error.code, ...statusOf(error) },
    });
    await run.deadline.sleep(ms);
    return true;
}
/**
 * A clear no to a first write. A gateway may say it of a request that was carried out all the same (it tried its back
 * end twice, an error page stood before a done write), so reads decide: a stage that is as wanted now, and was not a
 * moment ago, is our doing or somebody's, and has to be in the receipt.
 */
async function refusal(run, direction, target, error, sentAt) {
    const why = problemOf(error);
    if (!run.verify || error.failureClass !== "refused")
        return { kind: "failed", problem: why };
    const agreed = await lookUntilKnown(run, target, undefined);
    if ("code" in agreed)
        return unknown(run, direction, target, { error, sentAt }, { failedLook: agreed });
    if (agreed.attached !== direction.attached)
        return { kind: "failed", problem: agreed.attached ? seenThere(why) : why };
    const facts = { ...placeFacts(target), reason: error.code, ...statusOf(error) };
    run.tell({ code: "done-after-refusal", level: "warning", facts });
    return { kind: "confirmed", sentAt, plans: agreed.plans };
}
/** A refusal for a plan that reads show on the stage: its ids are right, so something else speaks against the write. */
function seenThere(why) {
    const codes = ["bad-request", "forbidden", "refused-by-server"];
    return codes.includes(why.code) ? { ...why, facts: { ...why.facts, seen: true } } : why;
}
function unknown(run, direction, target, { error, sentAt }, { code, failedLook } = {}) {
    const operation = direction.operation(target);
    const facts = { ...placeFacts(target), operation, sentAt, reason: error.code, ...statusOf(error) };
    const why = code === undefined ? problem("write-uncertain", { ...facts, looked: run.verify }) : problem(code, facts);
    const causes = [...problemOf(error).causes, ...(failedLook?.causes ?? [])];
    return { kind: "unknown", sentAt, problem: { ...why, causes } };
}

;// CONCATENATED MODULE: ./lib/usage-plan/move.js
/**
 * The API keys of a plan move to its successor before the plan is detached, so that no key is ever without a named
 * plan: the successor goes on the stage, the keys go over, and only when none is left the plan may go.
 */










/** First pause between looks while accepted moves do not show; doubled each time. */
const move_FIRST_PAUSE_MS = 500;
const move_MAX_PAUSE_MS = 5_000;
/** With eight, the sixteen keys that a look sees in one round trip would take two to write. */
const move_KEYS_SIDE_BY_SIDE = 16;
/** A key is written right after a look that shows where it is: a late write must not take it from where somebody put it. */
const FRESH_MS = 1_000;
/**
 * Each key is written after a look that shows it on the plan, and the look after all writes shows them all: those that
 * went over, those that do not show it yet, and those that have joined meanwhile (NCP cannot freeze a plan).
 */
async function moveKeys(run, move) {
    const { target, successor, onStage, lookAtKeys, keys: first, approved, announce } = move;
    const { accepted, refused } = move.answers;
    const known = new Map(first.map((key) => [key.id, key]));
    /** What this run has moved, or may have. */
    const written = new Set();
    /** Of a request in doubt a later refusal says nothing. */
    const doubted = new Set();
    let attached = false;
    let over = new Set();
    const to = refOf(successor);
    const end = (why) => {
        const went = ({ id }) => over.has(id) || written.has(id);
        return {
            keys: [...known.values()].map((key) => (went(key) ? { ...key, movedTo: to } : key)),
            changed: changed(),
            attached,
            problem: why,
        };
    };
    const stuckOf = (found) => "code" in found ? [] : found.left.filter(({ id }) => refused.has(id));
    const changed = () => attached || written.size > 0;
    const stays = (list, reason, causes) => end(notMoved(target, successor, list, changed(), reason, causes));
    let looked = run.clock.monotonic();
    let keys = first;
    const notAttached = (why) => ({
        ...stays(keyNames(keys), why.reason, why.causes),
        notAttached: why,
    });
    if (first.length === 0)
        return end();
    if (typeof onStage === "object")
        return notAttached(onStage);
    if (onStage) {
        const fresh = (await lookAtKeys(target, FRESH_MS))(target.plan.id);
        if (!("code" in fresh))
            keys = fresh;
    }
    else {
        const placed = await attach(run, { ...target, plan: successor }, async () => {
            looked = run.clock.monotonic();
            return (await lookAtKeys(target, 0))(target.plan.id);
        });
        attached = placed.why === undefined || placed.why.inDoubt;
        if (placed.why !== undefined)
            return notAttached(placed.why);
        if (!("code" in placed.keys))
            keys = placed.keys;
    }
    const changedSinceThen = approved && !attached && changedSince(approved, target, keys, successor);
    if (changedSinceThen)
        return end(changedSinceThen);
    for (let pause = move_FIRST_PAUSE_MS;; pause = Math.min(pause * 2, move_MAX_PAUSE_MS)) {
        const joined = keys.filter(({ id }) => !known.has(id));
        if (joined.length > 0) {
            const all = [...known.values(), ...joined];
            const refusal = notApproved(approved, target, joined, changed()) ?? tooMany(run, all, changed());
            if (refusal !== undefined) {
                // Who was neither announced nor written has no place in a receipt.
                if (!changed())
                    for (const key of joined)
                        known.set(key.id, key);
                return end(refusal);
            }
            try {
                announce(all.map((key) => ({ ...key, movedTo: to })));
            }
            catch (error) {
                return end(problemOf(error));
            }
        }
        for (const key of keys)
            known.set(key.id, key);
        const toWrite = keys.filter(({ id }) => !accepted.has(id) && !refused.has(id));
        if (toWrite.length > 0 && !run.deadline.mayWrite) {
            return stays(keyNames(keys), run.deadline.cancelled ? "cancelled" : "deadline");
        }
        let wait = pause;
        await mapConcurrent(toWrite, move_KEYS_SIDE_BY_SIDE, async (key) => {
            if (run.clock.monotonic() - looked > FRESH_MS && !(await move_isOn(run, target, key)))
                return;
            const error = await subscribe(run, target, key, successor);
            const { failureClass } = error ?? {};
            if (error === undefined)
                accepted.add(key.id);
            if (failureClass === "uncertain")
                doubted.add(key.id);
            if (error === undefined || failureClass === "uncertain" || failureClass === "refused")
                written.add(key.id);
            if (error !== undefined && (failureClass === "refused" || failureClass === "unsent-for-good")) {
                refused.set(key.id, `${labelOf(key)}: ${error.code}`);
            }
            else if (error !== undefined)
                wait = askedFor(error, wait);
        });
        looked = run.clock.monotonic();
        let found = await whereKeysAre(move);
        let stuck = stuckOf(found);
        if (stuck.some(({ id }) => written.has(id))) {
            // What a gateway refuses may be carried out all the same: it takes two looks, a second apart, to believe it.
            await sleepUntil(run, run.clock.monotonic() + SPACING_MS);
            looked = run.clock.monotonic();
            found = await whereKeysAre(move);
            const before = new Set(stuck.map(({ id }) => id));
            stuck = stuckOf(found).filter(({ id }) => before.has(id));
        }
        if ("code" in found) {
            if (run.deadline.over)
                return stays(keyNames(keys), found.facts.reason, found.causes);
        }
        else {
            over = new Set(found.there.map(({ id }) => id));
            keys = found.left;
            for (const { id } of stuck)
                if (!doubted.has(id))
                    written.delete(id);
            const list = stuck.flatMap(({ id }) => refused.get(id) ?? []);
            if (list.length > 0)
                return stays(list);
        }
        if (keys.length === 0)
            break;
        if (keys.some(({ id }) => known.has(id)))
            await run.deadline.sleep(wait);
    }
    for (const key of known.values())
        if (!over.has(key.id))
            tellLeft(run, target, key);
    const count = [...known.keys()].filter((id) => over.has(id)).length;
    run.tell({ code: "keys-moved", level: "info", facts: { ...facts(target, successor), count } });
    return end();
}
/** By a look that begins now. */
async function whereKeysAre({ target, successor, lookAtKeys }) {
    const keysOn = await lookAtKeys(target, 0);
    const left = keysOn(target.plan.id);
    const there = keysOn(successor.id);
    if ("code" in left)
        return left;
    return "code" in there ? there : { left, there };
}
/** Whether the key is on the plan now. What cannot be read is not written: the look at all of them tells more. */
async function move_isOn(run, target, key) {
    const rows = await orError(run.gateway.subscriptions(target.product.id, key.id, target));
    return !(rows instanceof errors/* NcloudError */.i) && rows[0]?.planId === target.plan.id;
}
/** Puts the successor on the stage; why not, and whether it may be there all the same. `look` goes out with the verifying. */
async function attach(run, target, look) {
    const unknown = ({ facts: known, causes }) => {
        const reason = "reason" in known ? known.reason : undefined;
        return { why: { inDoubt: true, reason, causes } };
    };
    try {
        const written = await writeUntilKnown(run, ATTACH, target, undefined);
        if (written.kind === "failed") {
            // What was not written was refused, by NCP or by the clock.
            const { code, causes } = written.problem;
            return { why: { inDoubt: false, reason: code, causes } };
        }
        if (written.kind === "unknown")
            return unknown(written.problem);
        const pending = [{ plan: target.plan, sentAt: written.sentAt }];
        const [{ unseen }, keys] = await Promise.all([verify(run, ATTACH, target, pending), look()]);
        const why = unseen.get(target.plan.id);
        return why === undefined ? { why, keys } : unknown(why);
    }
    catch (error) {
        return unknown(problemOf(error));
    }
}
function notMoved(target, successor, list, changed, reason, causes = []) {
    const more = { ...facts(target, successor), list, changed, ...(reason && { reason }) };
    return { ...problem("api-keys-not-moved", more), causes };
}
/** Somebody moved or deleted it meanwhile: theirs is the later word. */
function tellLeft(run, { plan, stage }, { id, name }) {
    run.tell({ code: "key-left", level: "warning", facts: { id, name, ...placeFacts({ plan, stage }) } });
}
const facts = ({ plan, stage }, successor) => ({
    ...placeFacts({ plan, stage }),
    successor: nameOf(successor),
});

;// CONCATENATED MODULE: ./lib/usage-plan/allow.js
/**
 * The last word before each write of a stage: who is on the plan is looked at again, what is about to be written is
 * announced, and where a successor is named the API keys go there first.
 */







/** Keys are looked at once more before a write when the last look is older than this. */
const KEYS_FRESH_MS = 5_000;
/** Not a failure: what was asked for does not allow it. */
const REFUSALS = new Set(["changed-since-approval", "too-many-api-keys", "too-many-calls"]);
const noMoves = () => ({
    onStage: undefined,
    attached: false,
    answers: { accepted: new Set(), refused: new Map() },
});
/** Plan by plan: between the look that shows a plan without keys and its write, nothing else of the stage happens. */
async function allow(run, prepared, given, settle, moves) {
    const { at, lookAtKeys } = prepared;
    const ready = [];
    for (const each of given) {
        const allowed = await lookAgain(run, prepared, each, settle);
        if (allowed !== undefined)
            ready.push(allowed);
    }
    const successor = await run.successor;
    const moving = successor && lookAtKeys && { successor, lookAtKeys };
    let { before } = prepared;
    if (successor !== undefined && ready.length > 0 && moves.onStage === undefined) {
        const plans = before ?? (await looks_look(run, at));
        if (plans instanceof errors/* NcloudError */.i) {
            for (const { target, keys } of ready.splice(0))
                settle(failed(target, problemOf(plans), { keys }));
        }
        else {
            before = plans;
            moves.onStage = plans.some((plan) => plan.id === successor.id);
        }
    }
    const announce = ({ plan, keys }) => {
        if (successor === undefined) {
            run.beforeWrites?.(at, [{ plan, keys }]);
            return;
        }
        const to = refOf(successor);
        const moving = keys?.map((key) => ({ ...key, movedTo: to }));
        const attaches = moves.attached || (moves.onStage === false && moving !== undefined && moving.length > 0);
        run.beforeWrites?.(at, [{ plan, keys: moving }], { ...to, attached: attaches });
    };
    const free = async (earlier) => {
        const each = await lookAgain(run, prepared, earlier, settle);
        if (each === undefined)
            return undefined;
        const { target, plan, keys = [], approved } = each;
        try {
            announce(each);
        }
        catch (error) {
            settle(failed(target, problemOf(error), { keys: each.keys }));
            return undefined;
        }
        if (moving === undefined)
            return each;
        const { onStage = false, answers } = moves;
        const moved = await moveKeys(run, {
            ...moving,
            target,
            onStage,
            answers,
            keys,
            approved,
            announce: (joined) => announce({ plan, keys: joined }),
        });
        // Tried once: what was refused is not asked for again with the next plan.
        moves.onStage = moved.notAttached ?? (onStage || moved.attached);
        moves.attached ||= moved.attached;
        const placed = { ...refOf(moving.successor), attached: moved.attached };
        if (moved.problem === undefined)
            return { ...each, keys: moved.keys, successor: placed };
        const why = { keys: moved.keys, successor: placed };
        if (!moved.changed && REFUSALS.has(moved.problem.code))
            settle(refusedBy(target, moved.problem, moved.keys));
        else
            settle({ ...failed(target, moved.problem, why), changed: moved.changed });
        return undefined;
    };
    const again = async (each) => {
        if (moving !== undefined) {
            // Of keys that have moved nothing is left to compare: whoever is on the plan by now keeps it where it is.
            const left = (await moving.lookAtKeys(at, 0))(each.plan.id);
            if ("code" in left)
                return left;
            return left.length === 0 ? each : notMoved(each.target, moving.successor, keyNames(left), hasMoved(each));
        }
        const { ready: now, objection } = await lookNow(run, prepared, each);
        if (objection !== undefined)
            return objection;
        const { keys: earlier = [] } = each;
        const joined = (now.keys ?? []).filter(({ id }) => !earlier.some((key) => key.id === id));
        if (joined.length === 0)
            return each;
        const both = { ...each, keys: [...earlier, ...joined] };
        try {
            announce(both);
        }
        catch (error) {
            return problemOf(error);
        }
        return both;
    };
    return {
        ready,
        before,
        again,
        mustMove: ({ keys = [] }) => successor !== undefined && keys.length > 0,
        free,
    };
}
/** Whether anything was written for a plan before its own write, or may have been. */
const hasMoved = ({ keys = [], successor }) => successor?.attached === true || keys.some(({ movedTo }) => movedTo !== undefined);
const refusedBy = (target, why, keys) => ({
    target,
    verdict: "refused",
    changed: false,
    problem: why,
    keys,
});
/** NCP cannot freeze a plan: who has joined since an old look counts. */
async function lookAgain(run, prepared, each, settle) {
    const { ready, objection } = await lookNow(run, prepared, each);
    if (objection === undefined)
        return ready;
    const { target, keys } = ready;
    if (objection.code === "api-keys-unreadable")
        settle(failed(target, objection, { keys }));
    else
        settle(refusedBy(target, objection, keys));
    return undefined;
}
async function lookNow(run, { at, lookAtKeys }, each) {
    if (lookAtKeys === undefined)
        return { ready: each };
    const { target, approved } = each;
    const looked = (await lookAtKeys(at, KEYS_FRESH_MS))(each.plan.id);
    if ("code" in looked)
        return mustKnowKeys(run) || approved?.keys !== undefined ? { ready: each, objection: looked } : { ready: each };
    const changed = approved && changedSince(approved, target, looked, await run.successor);
    return { ready: { ...each, keys: looked }, objection: changed ?? tooMany(run, looked) };
}

;// CONCATENATED MODULE: ./lib/usage-plan/change.js
/**
 * The writes of one prepared stage, in either direction: written plan by plan, verified once.
 * Never rejects: whatever happens becomes the verdict of the targets it happened to.
 */








/**
 * @param see how accepted writes are seen to be done
 * @returns an outcome for everything that was prepared
 */
async function change(given, direction, prepared, see = verify) {
    let first = prepared.before;
    let last = first;
    const run = {
        ...given,
        looked(plans) {
            first ??= plans;
            last = plans;
        },
    };
    const moves = noMoves();
    const written = await change_write(run, direction, prepared, prepared.ready, see, moves);
    // Not beside the writes: what one look at the stage shows, a write in doubt would have to know as well.
    const settled = await settle(run, prepared);
    const late = await change_write(run, direction, prepared, settled.ready, see, moves);
    const outcomes = [...prepared.decided, ...written, ...settled.decided, ...late];
    await tellNeighbours(run, prepared.at, outcomes, first, last);
    return outcomes;
}
/** What the last look at a stage shows, whatever it was for, against the first. */
async function tellNeighbours(run, at, outcomes, first, last) {
    if (first === undefined || last === undefined || !outcomes.some(({ changed }) => changed))
        return;
    const ours = new Set(outcomes.map(({ target }) => target.plan.id));
    const successor = await run.successor;
    if (successor !== undefined)
        ours.add(successor.id);
    const note = neighboursNote(at, ours, first, last);
    if (note !== undefined)
        run.tell(note);
}
async function change_write(run, direction, prepared, ready, see, moves) {
    if (ready.length === 0)
        return [];
    if (!run.deadline.mayWrite) {
        const code = run.deadline.cancelled ? "cancelled" : "deadline";
        const why = (target) => problem(code, { operation: direction.operation(target) });
        return ready.map(({ target }) => failed(target, why(target), { before: refs(prepared.before) }));
    }
    const outcomes = new Map();
    const settle = (outcome) => void outcomes.set(outcome.target.plan.id, outcome);
    let broken;
    try {
        if (run.verify) {
            const allowed = await allow(run, prepared, ready, settle, moves);
            await verified(run, direction, prepared, allowed, settle, see);
        }
        else {
            run.beforeWrites?.(prepared.at, ready);
            await blind(run, direction, ready, settle);
        }
    }
    catch (error) {
        broken = error;
    }
    // `beforeWrites` speaks before anything of the stage is written.
    if (broken instanceof RunError) {
        const why = problemOf(broken);
        return ready.map(({ target }) => outcomes.get(target.plan.id) ?? failed(target, why));
    }
    // Whatever was not decided may have been written: a defect of ours must not claim that it was not.
    const undecided = { verdict: "unknown", changed: true, problem: problemOf(broken) };
    return ready.map(({ target }) => outcomes.get(target.plan.id) ?? { ...undecided, target });
}
/** `verify: false`: one signed write per plan, and its status is all that is known. No run without writes gets here. */
async function blind(run, direction, ready, settle) {
    for (const { target } of ready) {
        const written = await writeUntilKnown(run, direction, target, undefined);
        if (written.kind !== "accepted") {
            settle(outcomeOf(direction, { target, plan: target.plan, keys: undefined }, written));
            continue;
        }
        run.tell({ code: "unverified", level: "info", facts: placeFacts(target) });
        settle({ target, verdict: "accepted", changed: true, sentAt: written.sentAt });
    }
}
async function verified(run, direction, { at }, allowed, settle, see) {
    const { ready, before, mustMove, free, again } = allowed;
    let accepted = [];
    let confirmed = 0;
    const verifyAccepted = async () => {
        if (accepted.length === 0)
            return;
        const { plans, unseen } = await see(run, direction, at, accepted);
        for (const { ready: each, sentAt } of accepted) {
            const why = unseen.get(each.plan.id);
            const { target, keys, successor } = each;
            const common = { target, changed: true, sentAt, before: refs(before), after: refs(plans), keys, successor };
            settle(why === undefined ? { ...common, verdict: direction.done } : { ...common, verdict: "unknown", problem: why });
        }
        const count = accepted.length + confirmed - unseen.size;
        if (count > 0)
            run.tell({ code: "verified", level: "info", facts: { stage: nameOf(at.stage), count } });
        accepted = [];
        confirmed = 0;
    };
    for (const plan of ready) {
        // Keys can take all of the time to move: what is written by then is not to be left unseen.
        if (mustMove(plan))
            await verifyAccepted();
        const freed = await free(plan);
        if (freed === undefined)
            continue;
        let each = freed;
        const objection = async () => {
            const now = await again(each);
            if ("code" in now)
                return now;
            each = now;
            return undefined;
        };
        const written = await writeUntilKnown(run, direction, each.target, before, objection);
        if (written.kind === "accepted") {
            accepted.push({ plan: each.plan, sentAt: written.sentAt, ready: each });
            continue;
        }
        if (written.kind === "confirmed")
            confirmed += 1;
        settle({ ...outcomeOf(direction, each, written), before: refs(before) });
    }
    await verifyAccepted();
}
/** Where a plan is refused whose ids are right, who uses it is the first cause. */
function withKeys(why, keys = []) {
    const left = keys.filter(({ movedTo }) => movedTo === undefined);
    if (!("seen" in why.facts) || left.length === 0)
        return why;
    return { ...why, facts: { ...why.facts, keys: keyNames(left) } };
}
/** The outcome of a write that needs no verification. */
function outcomeOf(direction, ready, written) {
    const { target, keys, successor } = ready;
    const about = { keys, successor };
    switch (written.kind) {
        case "confirmed": {
            const { sentAt, plans } = written;
            return { target, verdict: direction.done, changed: true, sentAt, after: refs(plans), ...about };
        }
        case "failed":
            return {
                ...failed(target, withKeys(written.problem, keys), about),
                changed: hasMoved(ready),
            };
        case "unknown": {
            const { sentAt, problem: why } = written;
            return { target, verdict: "unknown", changed: true, sentAt, problem: why, ...about };
        }
    }
}

;// CONCATENATED MODULE: ./lib/usage-plan/change-all.js
/**
 * The writes of many stages, a few side by side, in the fewest reads: a stage that loses many plans is verified by its own
 * list, and many stages that lose one plan by the plan's, once, when all are written.
 */







const READS_SIDE_BY_SIDE = 8;
/** Rows of a plan's list that come in one read, or nearly. */
const ROWS_A_READ = 100;
/** How many reads of stages one read of a plan's list has to save. */
const WORTH = 3;
async function changeAll(run, direction, prepared) {
    const able = prepared.filter(needsNoList);
    // Keys that move take looks at the stage anyway.
    const isWorth = run.successor === undefined && readsOfLists(able) * WORTH <= able.length;
    const together = new Set(isWorth ? able : []);
    const waiting = [];
    /** Over when the stage is written; its outcomes may have to wait for the plan's list. */
    const write = async (stage) => {
        if (!together.has(stage))
            return [await change(run, direction, stage)];
        const { promise: written, resolve } = Promise.withResolvers();
        const end = change(run, direction, stage, (_run, _direction, at, accepted) => {
            resolve();
            return new Promise((end) => void waiting.push({ at, accepted, end }));
        });
        await Promise.race([written, end]);
        return [end];
    };
    const ends = await eachStage(run, prepared, targetCount, write);
    const stagesOf = await lists(run, waiting);
    await mapConcurrent(waiting, run.concurrency, async ({ at, accepted, end }) => {
        const isSeen = ({ plan }) => stagesOf.get(plan.id)?.has(at.stage.id) === direction.attached;
        // What the list does not show done may be stale, and what could not be read says nothing.
        const pending = accepted.filter((each) => !isSeen(each));
        const verified = pending.length === 0
            ? Promise.resolve({ plans: undefined, unseen: new Map() })
            : verify(run, direction, at, pending);
        end(verified);
        await verified.catch(() => { }); // the stage's own change gets it
    });
    return (await Promise.all(ends)).flat();
}
/**
 * What is written on it was found by the plans' own lists, so nobody has read the stage and it has no neighbours to
 * compare. With API keys on the plans its list is worth a read: it has the default plan that they fall to.
 */
function needsNoList({ ready, seenOnce }) {
    return ready.length > 0 && seenOnce.length === 0 && ready.every(({ keys = [] }) => keys.length === 0);
}
/** How many reads show all stages of the plans, once these are changed. Of a plan whose list nobody read: endlessly many. */
function readsOfLists(stages) {
    const rows = new Map();
    for (const { plan, onStages = Number.POSITIVE_INFINITY } of stages.flatMap(({ ready }) => ready)) {
        rows.set(plan.id, (rows.get(plan.id) ?? onStages) - 1);
    }
    return [...rows.values()].reduce((sum, left) => sum + 1 + Math.floor(left / ROWS_A_READ), 0);
}
/** The ids of the stages that each plan is on, as its own list shows it after all the writes. */
async function lists(run, waiting) {
    const ids = [...new Set(waiting.flatMap(({ accepted }) => accepted.map(({ plan }) => plan.id)))];
    const found = await mapConcurrent(ids, READS_SIDE_BY_SIDE, async (id) => {
        const rows = await orError(run.gateway.planStages(id));
        return rows instanceof errors/* NcloudError */.i ? [] : [[id, new Set(rows.map(({ stage }) => stage.id))]];
    });
    return new Map(found.flat());
}

;// CONCATENATED MODULE: ./lib/usage-plan/walk.js
/**
 * Down the tree, product \u2192 API with its stages: two reads in sequence. It says which product, API and stage are meant by
 * their names, and which name is wrong.
 */





/** The stages that a selection without `*` names, in the order of the selection. */
async function walk(run, selection) {
    const product = await pickProduct(run, selection.product);
    const { stages: beside, ...api } = await pickApi(run, product, selection.api);
    const { ids, names } = selection.stage;
    const isThere = (list) => ids.length > 0
        ? ids.every((id) => list.some((each) => each.id === id))
        : names.every((name) => list.some((each) => sameName(each.name, name)));
    // Only the API's own list can say that a stage does not exist.
    const list = beside !== undefined && isThere(beside)
        ? beside
        : await listOf("api", api.id, run.gateway.stages(product.id, api.id));
    const stages = ids.length > 0 ? ids.map((id) => pickId("stage", id, list)) : names.map((name) => pickName("stage", name, list));
    for (const stage of stages)
        checkName("stage", selection.stage, stage);
    return stages.map((stage) => ({ product, api, stage }));
}
/** With `*` stages: product and API with ids in the place of names. */
async function walkNames(run, { product, api }) {
    const byId = ({ id }) => ({ ids: [id], names: [], all: false });
    if (product.names.length === 0 && api.names.length === 0)
        return { product, api };
    const inside = await pickProduct(run, product);
    return { product: byId(inside), api: api.names.length === 0 ? api : byId(await pickApi(run, inside, api)) };
}
const walk_READS_SIDE_BY_SIDE = 8;
/**
 * Every stage that a selection with `*` stages means: one read for each product, side by side. It also shows that the
 * product and the API that were given exist: an answer of "none" is not a typo's.
 */
async function everyStage(run, { product, api }) {
    const products = product.all ? await run.gateway.products() : [await pickProduct(run, product)];
    const lanes = Math.max(run.concurrency, walk_READS_SIDE_BY_SIDE);
    const paths = await mapConcurrent(products, lanes, async (each) => {
        const all = await listOf("product", each.id, run.gateway.apisWithStages(each.id));
        const only = api.all ? undefined : await pick("api", api, async () => all);
        const apis = all.filter(({ id }) => only === undefined || id === only.id);
        return await Promise.all(apis.map(async ({ stages, ...found }) => (stages ?? (await run.gateway.stages(each.id, found.id))).map((stage) => ({
            product: each,
            api: found,
            stage,
        }))));
    });
    return paths.flat(2);
}
/** How much that was. */
const lookedAt = (paths) => ({
    stages: paths.length,
    apis: new Set(paths.map(({ product, api }) => `${product.id}/${api.id}`)).size,
});
function pickProduct(run, selector) {
    return pick("product", selector, (name) => run.gateway.products(name));
}
function pickApi(run, product, selector) {
    return pick("api", selector, (name) => listOf("product", product.id, run.gateway.apisWithStages(product.id, name)));
}
async function pick(level, selector, list) {
    const [id] = selector.ids;
    const [name] = selector.names;
    if (id !== undefined) {
        const found = pickId(level, id, await list());
        checkName(level, selector, found);
        return found;
    }
    if (name === undefined)
        throw new TypeError(`no ${level} given`); // inputs.ts lets none through
    // NCP's filter first, since it saves pages. Whether it matches exactly, or normalises Korean, is not documented:
    // only the whole list can say that a name does not exist.
    const filtered = await list(name);
    const found = filtered.some((ref) => sameName(ref.name, name));
    return pickName(level, name, found ? filtered : await list());
}
/** A list below an id: 404 then means that the id is wrong. */
async function listOf(level, id, reply) {
    const list = await orError(reply);
    if (!(list instanceof errors/* NcloudError */.i))
        return list;
    throw list.code === "not-found" ? runError(levelRow(level).notFound, { ...list.facts, id }) : list;
}

;// CONCATENATED MODULE: ./lib/usage-plan/resolve.js
/** From what the user named to the fixed list of work, in as few reads as can be, and before any write. */







const resolve_READS_SIDE_BY_SIDE = 8;
const MOMENT_MS = 250;
/**
 * @param byName whether a plan that is given by its id has to be known by its name as well, for an approval
 * @throws {RunError} with everything that is wrong with the names; nothing has been written then
 */
async function resolve(run, selection, byName = false) {
    const byIds = [selection.product, selection.api, selection.stage].every((level) => !level.all && level.names.length === 0);
    const plansByIds = selection.plan.ids.length > 0;
    if (byIds && plansByIds)
        return pathsOf(selection).map((at) => ({ at, plans: plansById(selection.plan) }));
    if (byIds)
        return fromStages(run, selection, pathsOf(selection));
    if (selection.plan.all && selection.stage.all)
        return inventory(run, selection);
    if (selection.plan.all)
        return fromStages(run, selection, await walk(run, selection));
    return fromPlans(run, selection, byName || selection.stage.all);
}
function pathsOf({ product, api, stage }) {
    // One product and one API: inputs.ts lets no more through.
    return product.ids.flatMap((productId) => api.ids.flatMap((apiId) => stage.ids.map((id) => ({ product: { id: productId }, api: { id: apiId }, stage: { id } }))));
}
function plansById({ ids, names }) {
    const expected = names[0] === undefined ? {} : { expectedName: names[0] };
    return ids.map((id) => ({ plan: { id }, exists: false, ...expected }));
}
/** The plan that API keys move to. @throws {RunError} where it is not the one plan that was meant */
async function findSuccessor(run, selector) {
    const [id] = selector.ids;
    return id === undefined ? planByName(run, selector.names[0] ?? "") : planById(run, id, selector);
}
/** The stages are known: their own lists of plans answer names and `*`, and are the observation as well. */
async function fromStages(run, selection, paths) {
    const observeOne = async (at) => {
        try {
            const before = await observe(run, at);
            return { at, before, seenAt: run.clock.monotonic() };
        }
        catch (error) {
            throw new RunError([await diagnose(run, at, error)]);
        }
    };
    if (selection.plan.all) {
        const idsOf = ({ before }) => before.map(({ id }) => id);
        const whole = await wholeLists(run, "GET \u2026/usage-plans", paths, observeOne, idsOf, collect);
        // What counts as one moment shares the reads of the plans' own lists.
        const last = whole.reduce((latest, { seenAt }) => Math.max(latest, seenAt), 0);
        return whole.map(({ at, before, seenAt }) => ({
            at,
            before,
            seenAt: last - Math.floor((last - seenAt) / MOMENT_MS) * MOMENT_MS,
            plans: before.map((plan) => ({ plan, exists: true, byStar: true })),
        }));
    }
    const [observed, searched] = await Promise.all([
        collect(run, paths, observeOne),
        collect(run, selection.plan.names, async (name) => ({ name, found: await searchFor(run, name) })),
    ]);
    // What is on the stage counts as well: a search may be late. But a name of two plans means neither, wherever they are.
    const onStages = observed.flatMap((each) => each.before);
    const plans = await collect(run, searched, async ({ name, found }) => pickName("usage-plan", name, [...found, ...onStages]));
    return observed.map((each) => ({ ...each, plans: plans.map((plan) => ({ plan, exists: true })) }));
}
/** Which plans are on which stages, all of them. Only runs that write nothing ask for it. */
async function inventory(run, selection) {
    const paths = await everyStage(run, selection);
    tellLookedAt(run, lookedAt(paths));
    return (await fromStages(run, selection, paths)).filter(({ plans }) => plans.length > 0);
}
/**
 * The plans are known or searched for, and their own lists of stages say where they are. Which product, API and stage are
 * meant, the tree says, side by side with that: a name that fits two of them means neither, wherever the plan is.
 */
async function fromPlans(run, selection, byName) {
    if (selection.stage.all) {
        const [placed, within] = await both(placePlans(run, selection, byName), walkNames(run, selection));
        const rowsWithin = ({ rows }) => rows.filter(({ product, api }) => fits(within.product, product) && fits(within.api, api));
        return onAnyStage(run, selection, placed.map((each) => ({ ...each, rows: rowsWithin(each) })));
    }
    const [placed, paths] = await both(placePlans(run, selection, byName), walk(run, selection));
    return resolve_group(paths.flatMap((at) => placed.map(({ rows, ...each }) => ({
        ...each,
        at,
        attached: rows.some(({ stage }) => stage.id === at.stage.id),
    }))));
}
/** Both, or why there is the one or the other: always the first's reason first, whatever came in first. */
async function both(first, second) {
    await Promise.allSettled([first, second]);
    return [await first, await second];
}
/** Every stage of each plan. */
async function placePlans(run, { plan: selector, stage }, byName) {
    const { ids, names } = selector;
    const plans = ids.length > 0
        ? await collect(run, ids, async (id) => (names.length === 0 ? { id } : planById(run, id, selector)))
        : await collect(run, names, (name) => planByName(run, name));
    const known = new Map();
    const nameOnce = (plan) => {
        const naming = known.get(plan.id) ?? resolve_named(run, plan);
        known.set(plan.id, naming);
        return naming;
    };
    const place = async (plan) => {
        const [rows, found] = await Promise.all([
            listOf("usage-plan", plan.id, run.gateway.planStages(plan.id)),
            byName ? nameOnce(plan) : plan,
        ]);
        const name = found.name ?? rows[0]?.planName;
        return { plan: name === undefined ? plan : { ...plan, name }, rows, onStages: rows.length };
    };
    const unique = uniqueById(plans);
    if (!stage.all)
        return collect(run, unique, place);
    const idsOf = ({ rows }) => rows.map((row) => row.stage.id);
    return wholeLists(run, "GET /usage-plans/\u2026/stages", unique, place, idsOf, collect);
}
/** The stages that have the plans; and of a plan that is on none, how much was looked at. */
async function onAnyStage(run, selection, placed) {
    const work = resolve_group(placed.flatMap((each) => each.rows.map((at) => ({ ...each, at, attached: true }))));
    const missing = placed.filter(({ rows }) => rows.length === 0);
    if (missing.length === 0)
        return work;
    const paths = await everyStage(run, selection);
    const looked = lookedAt(paths);
    const nowhere = missing.map(({ plan }) => plan);
    for (const plan of nowhere)
        tellLookedAt(run, looked, plan);
    const plans = nowhere.map((plan) => ({ plan, exists: true }));
    return [...work, { at: resolve_askedFor(selection, paths), plans, nowhere: looked }];
}
async function resolve_named(run, plan) {
    if (plan.name !== undefined)
        return plan;
    const found = await findPlan(run, plan.id);
    return "code" in found ? plan : { id: found.id, name: found.name };
}
/** What stands in a target's place where it has no stage: the selection itself. */
function resolve_askedFor({ product, api }, paths) {
    const of = (level, { all, ids, names }) => all ? { id: "*" } : (paths[0]?.[level] ?? { id: ids[0] ?? "*", ...(names[0] && { name: names[0] }) });
    return { product: of("product", product), api: of("api", api), stage: { id: "*" } };
}
function tellLookedAt(run, { stages, apis }, plan) {
    const facts = { count: stages, total: apis, ...(plan === undefined ? {} : { plan: nameOf(plan) }) };
    run.tell({ code: "looked-at", level: "info", facts });
}
async function planById(run, id, selector) {
    const found = await findPlan(run, id);
    if ("code" in found)
        throw new RunError([found]);
    checkName("usage-plan", selector, found);
    return found;
}
/** Among plans that were read anyway, else by NCP's search, else in the list of all plans. */
async function planByName(run, name) {
    return pickName("usage-plan", name, await searchFor(run, name));
}
/** NCP's search first, since it saves pages; only the whole list can say that a name does not exist. */
async function searchFor(run, name) {
    const found = await run.gateway.searchPlans(name);
    return found.some((plan) => sameName(plan.name, name)) ? found : await run.gateway.searchPlans();
}
function resolve_group(rows) {
    const stages = new Map();
    for (const { at, plan, attached, onStages } of rows) {
        const stage = stages.get(at.stage.id) ?? { at, plans: [], attached: new Set() };
        stages.set(at.stage.id, stage);
        stage.plans.push({ plan, exists: true, onStages });
        if (attached)
            stage.attached.add(plan.id);
    }
    return [...stages.values()];
}
/** Works on all items and, when some fail, throws all of their problems together. */
async function collect(run, items, work) {
    const ends = await mapConcurrent(items, Math.max(run.concurrency, resolve_READS_SIDE_BY_SIDE), async (item) => {
        try {
            return { results: [await work(item)], problems: [] };
        }
        catch (error) {
            return { results: [], problems: problemsOf(error) };
        }
    });
    // In the order of the items, and not of the replies: the same mistake is told the same way every time.
    const problems = ends.flatMap((end) => end.problems);
    if (problems.length > 0)
        throw new RunError(problems);
    return ends.flatMap((end) => end.results);
}

;// CONCATENATED MODULE: ./lib/usage-plan/detach.js
/** `mode: detach`: first a look at every stage of the work, then the writes, a few stages side by side. */








/** What is not as the user thinks: then nobody knows what else is not, and nothing is written at all. */
const WRONG = new Set([
    "product-not-found",
    "api-not-found",
    "stage-not-found",
    "plan-not-found",
    "id-name-mismatch",
    "not-found", // an id of the path, or a permission that hides itself: no list could tell
]);
async function detach(given, all, to) {
    const successor = to && findSuccessor(given, to);
    successor?.catch(() => { }); // it is waited for below
    const run = successor === undefined ? given : { ...given, lookAtKeys: true, successor };
    // Its id is enough to begin: its row is read beside the first look at the stages.
    const [id = (await successor)?.id] = to?.ids ?? [];
    const work = id === undefined ? all : withoutSuccessor(all, id);
    const approved = work.flatMap(({ plans }) => plans.flatMap((plan) => plan.approved ?? []));
    const wanted = run.lookAtKeys || approved.some(({ keys }) => keys !== undefined);
    const lookAtKeys = wanted && run.verify
        ? createLookAtKeys(run, work.map(({ at }) => at))
        : undefined;
    const prepared = await mapConcurrent(work, run.concurrency, (stage) => prepare(run, DETACH, stage, lookAtKeys));
    await successor; // what is wrong with it stops the run
    // The ids of an approval were read: what is gone since stands for nothing but itself.
    const wrong = prepared
        .flatMap(({ decided }) => (approved.length > 0 ? [] : decided))
        .filter(({ problem: why }) => why !== undefined && WRONG.has(why.code)).length;
    if (!run.dryRun && wrong === 0)
        run.beforeFirstWrite?.(prepared.map(detach_toWrite));
    const outcomes = wrong > 0
        ? (await mapConcurrent(prepared, run.concurrency, (stage) => refused(run, stage, wrong))).flat()
        : await changeAll(run, DETACH, prepared);
    return inOrder(work, withDefaultPlan(run, outcomes));
}
const WITHOUT_PLAN = new Set([
    "detached",
    "would-detach",
    "unknown",
]);
/** API keys that nobody moved may fall to the default plan of their stage: its limits are in a reply that was read anyway. */
function withDefaultPlan(run, outcomes) {
    const told = new Set();
    return outcomes.map((outcome) => {
        const { target, verdict, keys = [] } = outcome;
        if (run.successor !== undefined || keys.length === 0 || !WITHOUT_PLAN.has(verdict))
            return outcome;
        const defaultPlan = run.gateway.defaultPlan(target);
        if (defaultPlan === undefined)
            return outcome;
        if (!told.has(target.stage.id))
            run.tell({ code: "default-plan", level: "info", facts: { ...defaultPlan, stage: nameOf(target.stage) } });
        told.add(target.stage.id);
        return { ...outcome, defaultPlan };
    });
}
/** The plan that keys move to is never detached itself: a star leaves it out, and to name it is a fault. */
function withoutSuccessor(work, id) {
    return work.flatMap((stage) => {
        const others = stage.plans.filter(({ plan }) => plan.id !== id);
        const named = stage.plans.find(({ plan, byStar }) => plan.id === id && !byStar);
        if (named !== undefined)
            throw runError("successor-is-target", { plan: nameOf(named.plan) });
        return others.length === 0 ? [] : [{ ...stage, plans: others }];
    });
}
/** Seen off the stage by one look: it may have to be written yet. */
const detach_toWrite = ({ at, ready, seenOnce }) => ({
    at,
    plans: [...ready, ...seenOnce.map(({ target }) => ({ plan: target.plan, keys: [] }))],
});
async function refused(run, prepared, count) {
    const settled = await settle(run, prepared);
    const why = problem("another-target-is-wrong", { count });
    return [
        ...prepared.decided,
        ...settled.decided,
        ...[...prepared.ready, ...settled.ready].map(({ target }) => ({ target, verdict: "refused", changed: false, problem: why })),
    ];
}

;// CONCATENATED MODULE: ./lib/usage-plan/restore-keys.js
/** Puts API keys back on a plan: those that fell to the stage's default plan or are where we put them, and no others. */








const restore_keys_KEYS_SIDE_BY_SIDE = 8;
/** Pauses between looks while an accepted write does not show; doubled each time. */
const restore_keys_FIRST_PAUSE_MS = 500;
const restore_keys_MAX_PAUSE_MS = 5_000;
async function restoreKeys(run, target, keys) {
    let listing;
    const list = () => (listing ??= orError(run.gateway.apiKeys(target.product.id)));
    const ends = await mapConcurrent(keys, restore_keys_KEYS_SIDE_BY_SIDE, (key) => restoreKey(run, target, key, list));
    return {
        written: ends.filter(({ written }) => written).length,
        failed: ends.flatMap(({ failed }) => failed ?? []),
        keys: ends.flatMap(({ key }) => key ?? []).sort(byCalls),
    };
}
/**
 * Observe, write, and read until it shows. Setting a key's plan has the same end however often it lands, so an
 * uncertain write is looked at and sent again; an accepted one is only waited for.
 */
async function restoreKey(run, target, key, list) {
    const facts = {
        id: key.id,
        name: key.name,
        ...placeFacts(target),
    };
    let written = false;
    let accepted = false;
    let missed = false;
    let pause = restore_keys_FIRST_PAUSE_MS;
    const failed = (why) => ({ written, failed: `${labelOf(key)}: ${why}` });
    for (let attempt = 1;; attempt++) {
        const row = await subscriptionOf(run, target, key);
        if (row instanceof errors/* NcloudError */.i && row.code === "not-found" && !missed) {
            // 404 can hide a permission as well: that a key is gone, the product's list says.
            const keys = await list();
            if (keys instanceof errors/* NcloudError */.i)
                return failed(row.code);
            if (!keys.some(({ id }) => id === key.id)) {
                run.tell({ code: "key-gone", level: "warning", facts });
                return { written };
            }
            missed = true;
            await run.deadline.sleep(SPACING_MS);
            continue;
        }
        if (row instanceof errors/* NcloudError */.i)
            return failed(accepted ? "not-verified" : row.code);
        const { id, name } = key;
        if (row.planId === target.plan.id)
            return { written, key: { id, name } };
        if (row.planId !== undefined && row.planId !== key.movedTo) {
            // Somebody chose another plan for this key since: theirs is the later word.
            run.tell({ code: "key-kept", level: "warning", facts: { ...facts, got: row.planName ?? row.planId } });
            const movedTo = { id: row.planId, ...(row.planName !== undefined && { name: row.planName }) };
            return { written, key: { id, name, movedTo } };
        }
        if (run.dryRun) {
            run.tell({ code: "key-would-restore", level: "info", facts });
            return { written: true, key: { id, name } };
        }
        if (accepted) {
            await run.deadline.sleep(pause);
            pause = Math.min(pause * 2, restore_keys_MAX_PAUSE_MS);
            continue;
        }
        if (!run.deadline.mayWrite)
            return failed(run.deadline.cancelled ? "cancelled" : "deadline");
        const error = await subscribe(run, target, key, target.plan);
        if (error === undefined) {
            run.tell({ code: "key-restored", level: "info", facts });
            accepted = true;
            written = true;
            continue; // most reads show it at once
        }
        if (error.failureClass === "unsent-for-good")
            return failed(error.code);
        if (error.failureClass === "refused") {
            // What a gateway refuses may be carried out all the same: a look at once, and one that lagging reads have reached.
            let now = error;
            for (const ms of [0, SPACING_MS]) {
                await sleepUntil(run, run.clock.monotonic() + ms);
                now = await subscriptionOf(run, target, key);
                if (!(now instanceof errors/* NcloudError */.i) && now.planId === target.plan.id)
                    return { written: true, key: { id, name } };
            }
            written ||= now instanceof errors/* NcloudError */.i;
            return failed(error.code);
        }
        written ||= error.failureClass === "uncertain";
        await run.deadline.sleep(backoff(error.failureClass, attempt, error.retryAfterMs, run.random));
    }
}
/** The key's plan on this stage. A key without a row is on the default plan, as far as reads can tell. */
async function subscriptionOf(run, target, key) {
    const rows = await orError(run.gateway.subscriptions(target.product.id, key.id, target));
    return rows instanceof errors/* NcloudError */.i ? rows : (rows[0] ?? {});
}

;// CONCATENATED MODULE: ./lib/usage-plan/restore-successor.js
/**
 * The plan that API keys were moved to comes off the stage again, if the run that is undone put it there and nobody is
 * left on it. It never makes the undo fail: what stays, and why, is said.
 */







/** Pauses between looks that show a key on it which has been seen back on its plan; doubled each time. */
const restore_successor_FIRST_PAUSE_MS = 500;
const restore_successor_MAX_PAUSE_MS = 4_000;
/**
 * After the keys of the stage are back. Without reads nobody knows who is on it: then it stays.
 * @param back keys that have been seen on their plan again; in a dry run those that would be
 */
async function restoreSuccessors(run, stage, back) {
    if (!run.verify)
        return;
    for (const { attached, ...plan } of stage.successors)
        if (attached)
            await takeOff(run, stage, plan, back);
}
async function takeOff(run, stage, plan, back) {
    const { product, api } = stage;
    const at = { product, api, stage: stage.stage };
    const target = { ...at, plan };
    const facts = placeFacts(target);
    const stays = (reason, list = []) => run.tell({ code: "successor-kept", level: "warning", facts: { ...facts, list, ...(reason && { reason }) } });
    const before = await looks_look(run, at);
    if (before instanceof errors/* NcloudError */.i)
        return stays(before.code);
    if (!before.some(({ id }) => id === plan.id))
        return;
    const lookAtKeys = createLookAtKeys(run, [at]);
    for (let pause = restore_successor_FIRST_PAUSE_MS;; pause *= 2) {
        // A new look: who has been put on it since counts.
        const left = (await lookAtKeys(at, 0))(plan.id);
        if ("code" in left)
            return stays(left.facts.reason);
        if (left.length === 0 || (run.dryRun && left.every(({ id }) => back.has(id))))
            break;
        // Of a key that has been seen back the look may be a late one. What others have put there is theirs.
        const isLate = left.every(({ id }) => back.has(id)) && pause <= restore_successor_MAX_PAUSE_MS;
        if (!isLate || !run.deadline.mayWrite)
            return stays(undefined, keyNames(left));
        await run.deadline.sleep(pause);
    }
    if (run.dryRun)
        return run.tell({ code: "successor-would-go", level: "info", facts });
    const written = await writeUntilKnown(run, DETACH, target, before);
    // What was not written was refused, by NCP or by the clock.
    if (written.kind === "failed")
        return stays(written.problem.code);
    if (written.kind === "unknown")
        return stays(undefined);
    if (written.kind === "accepted") {
        const { unseen } = await verify(run, DETACH, at, [{ plan, sentAt: written.sentAt }]);
        if (unseen.size > 0)
            return stays(undefined);
    }
    run.tell({ code: "successor-gone", level: "info", facts });
}

;// CONCATENATED MODULE: ./lib/usage-plan/restore.js
/** `mode: restore`: what a receipt names is put back, plans first, then the API keys that were on them. */










function workOf(stages) {
    return stages.map((then) => ({
        at: { product: then.product, api: then.api, stage: then.stage },
        plans: then.plans.map(({ id, name, sent, sure, sentBy }) => ({
            plan: { id, ...(name && { name }) },
            exists: false,
            ...(sent && { detach: { sure, sentBy } }),
        })),
        then,
    }));
}
async function restore(run, receipt) {
    const stages = workOf(receipt);
    const outcomes = await eachStage(run, stages, ({ plans }) => plans.length, async (stage) => {
        // One wrong or vanished stage does not keep the others from coming back.
        const changed = await change(run, ATTACH, await prepare(run, ATTACH, stage));
        const ends = await Promise.all(changed.map((outcome) => afterPlan(run, stage.then, outcome)));
        const back = ends.flatMap(({ keys = [] }) => keys.flatMap(({ id, movedTo }) => (movedTo ? [] : id)));
        await restoreSuccessors(run, stage.then, new Set(back));
        return ends;
    });
    return inOrder(stages, outcomes);
}
/** The keys of a plan that is in place again. The verdict stays what is true of the plan. */
async function afterPlan(run, stage, outcome) {
    const then = stage.plans.find((plan) => plan.id === outcome.target.plan.id);
    if (then === undefined)
        return outcome;
    tellRenamed(run, then, outcome);
    if (outcome.problem?.code === "plan-not-found")
        await tellNamesakes(run, then, outcome);
    const { done, already, would } = ATTACH;
    const inPlace = outcome.verdict === done || outcome.verdict === already || outcome.verdict === would;
    if (!inPlace || !run.verify)
        return outcome;
    if (!then.keysKnown)
        run.tell({ code: "keys-not-known", level: "warning", facts: placeFacts(outcome.target) });
    const { written, failed, keys } = await restoreKeys(run, outcome.target, then.keys);
    // A key that somebody has moved or deleted since is theirs, and told; one that we could not put back is a problem.
    const problems = failed.length === 0 ? {} : { problem: problem("keys-differ", { ...placeFacts(outcome.target), list: failed }) };
    const looked = { ...outcome, ...problems, ...(keys.length > 0 && { keys }) };
    if (written === 0)
        return looked;
    return run.dryRun ? { ...looked, verdict: would } : { ...looked, changed: true, verdict: done };
}
/** A plan keeps its id under another name: it is put back, but not without a word. */
function tellRenamed(run, then, outcome) {
    if (then.name === undefined)
        return;
    const got = outcome.target.plan.name ?? then.name;
    if (got === then.name)
        return;
    run.tell({ code: "plan-renamed", level: "warning", facts: { id: then.id, expected: then.name, got } });
}
/** A plan that was deleted and made anew has another id: nothing is put back in its place, but it is named. */
async function tellNamesakes(run, { name }, outcome) {
    if (name === undefined)
        return;
    const found = await orError(run.gateway.searchPlans(name));
    if (found instanceof errors/* NcloudError */.i)
        return;
    const list = found.filter((plan) => sameName(plan.name, name)).map(labelOf);
    if (list.length === 0)
        return;
    run.tell({ code: "plan-made-anew", level: "warning", facts: { ...placeFacts(outcome.target), plan: name, list } });
}

;// CONCATENATED MODULE: ./lib/modes.js









const WORK = {
    async detach(run, step) {
        const { successor, approval } = step.config;
        if (approval !== undefined)
            return byApproval(run, step.config, approval);
        tellUnlooked(run, []);
        return detach(run, await targets(run, step), successor);
    },
    check: async (run, step) => check_check(run, await targets(run, step)),
    async restore(run, step) {
        const stages = receiptsGiven(step);
        tellTargets(run, workOf(stages));
        return restore(run, stages);
    },
};
async function targets(run, { config }) {
    const work = await resolve(run, config.selection, writesNothing(config));
    tellTargets(run, work);
    return work;
}
/** What was approved is what is done, whatever the names and stars of the dry run would mean by now. */
async function byApproval(run, { site, endpoint }, text) {
    const approval = readApprovals(papersIn("approval", text, "approval"), { site, origin: endpoint.origin });
    const work = approvedWork(approval);
    tellApproval(run, approval);
    tellTargets(run, work);
    tellUnlooked(run, work);
    const { successor } = approval;
    const to = successor === undefined ? undefined : { ids: [successor.id], names: [], all: false };
    const [outcomes] = await Promise.all([detach(run, work, to), tellOthers(run, approval)]);
    return outcomes;
}
/** What was approved with its API keys is looked at all the same. */
function tellUnlooked(run, approved) {
    if (!run.verify || run.lookAtKeys)
        return;
    if (approved.some(({ plans }) => plans.some((plan) => plan.approved?.keys !== undefined)))
        return;
    run.tell({ code: "keys-not-looked-at", level: "info", facts: {} });
}
/** The list is fixed, and said, before the first write. */
function tellTargets(run, work) {
    const found = targetsOf(work);
    const list = found.map(({ product, api, stage, plan }) => [product, api, stage, plan].map(({ id, name }) => name ?? id).join(" / "));
    const facts = { count: found.length, list };
    run.tell(found.length === 0
        ? { code: "nothing-to-do", level: "info", facts: {} }
        : { code: "targets", level: "info", facts });
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./lib/environment.js
/** Faults of the place that the action runs in, which would otherwise look like its own or the network's. */

// By its whole: Node 20, which has to be told that it is too old, does not know the function.


/** GitHub's runtime (`runs.using` in action.yml). Runners fall back to an older one on ARM32. */
const NODE = 24;
/** Why nothing can be sent from here at all. */
function unfit({ node, webAssembly }) {
    if (Number.parseInt(node, 10) < NODE)
        return problem("node-too-old", { expected: String(NODE), got: node });
    return webAssembly ? undefined : problem("no-webassembly", {});
}
/** Node itself only warns of a CA file that is no good, and then no certificate of that CA is trusted. */
function orCaFile(found, env) {
    const path = env["NODE_EXTRA_CA_CERTS"];
    if (found.code !== "tls-failed" || path === undefined || path === "")
        return found;
    if (external_node_tls_.getCACertificates("extra").length > 0)
        return found;
    return { ...problem("ca-file-unusable", { path, reason: reasonOf(path) }), causes: found.causes };
}
function reasonOf(path) {
    try {
        (0,external_node_fs_.readFileSync)(path);
        return "no PEM certificate in it";
    }
    catch (error) {
        return error.code ?? "unreadable";
    }
}

;// CONCATENATED MODULE: ./lib/ncloud/json.js
/** JSON of a server: never trusted to have any shape. How deep it is does not matter: Node 24 parses without recursion. */
/** Parses JSON; undefined when it is none. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/ncloud/paging.js
/**
 * Rows asked for at a time. NCP documents neither a default nor a maximum; 100 is what its own examples use, keeps a
 * page of the widest rows well under the reply limit, and shows nearly every list in one request. A server that gives
 * fewer is followed.
 */
const PAGE_SIZE = 100;
/** Pages read side by side, once the first has told how many there are: twice as many as soon as they have come, and so on. */
const PAGES_AT_ONCE = { first: 4, most: 16 };
/** How often a list that changes under our hands is read from the start again. */
const MAX_RESTARTS = 5;
/** A list that claims to be longer has no end. The largest seen is a product's API keys, by the thousand. */
const MAX_ROWS = 100_000;
/** The pages make no progress, or the list never holds still or never ends. */
class EndlessPagesError extends Error {
    name = "EndlessPagesError";
    seen;
    total;
    constructor(seen, total) {
        super(`${seen} rows of ${total} and no progress`);
        this.seen = seen;
        this.total = total;
    }
}
/**
 * Every page but the first begins with the last row of the one before. When that row is not there, somebody has added
 * or removed rows before it, so one may have slipped from a page not yet read to one already read: then the list is
 * read again. Rows that stay where they are, relative to each other, are thus never missed.
 *
 * Where pages cannot overlap (one row each, or a server that rounds the offset down to a multiple of the limit), the
 * list counts when two readings in a row are the same.
 *
 * @param key what tells rows apart
 * @throws {EndlessPagesError}
 */
async function readAllPages(read, key) {
    let overlapping = true;
    let before;
    for (let round = 0;; round++) {
        const first = await read(0, PAGE_SIZE);
        if (first.rows.length >= first.total)
            return first.rows;
        if (first.rows.length === 1)
            overlapping = false;
        if (first.rows.length === 0 || round > MAX_RESTARTS)
            throw new EndlessPagesError(first.rows.length, first.total);
        // Pages of different sizes break a plan made from the first; one page after the other cannot be broken so.
        const plan = { overlap: overlapping ? 1 : 0, atOnce: round === 0 ? PAGES_AT_ONCE : ONE_BY_ONE };
        const rows = await readOn(read, key, first, plan);
        if (rows === "changed")
            continue;
        if (rows === "no-progress") {
            if (!overlapping)
                throw new EndlessPagesError(first.rows.length, first.total);
            overlapping = false;
            continue;
        }
        const keys = JSON.stringify(rows.map(key));
        if (overlapping || keys === before)
            return rows;
        before = keys;
    }
}
const ONE_BY_ONE = { first: 1, most: 1 };
async function readOn(read, key, first, { overlap, atOnce }) {
    const firstKeys = JSON.stringify(first.rows.map(key));
    const step = first.rows.length - overlap;
    const rows = [...first.rows];
    const seen = new Set(rows.map(key));
    let total = first.total;
    for (let most = atOnce.first; rows.length < total; most = Math.min(2 * most, atOnce.most)) {
        if (total > MAX_ROWS)
            throw new EndlessPagesError(rows.length, total);
        const count = Math.min(most, Math.ceil((total - rows.length) / step));
        const from = rows.length - overlap;
        const pages = await together(count, (index) => read(from + index * step, PAGE_SIZE));
        for (const page of pages) {
            const last = rows.at(-1);
            const begin = page.rows[0];
            const joined = begin !== undefined && last !== undefined && key(begin) === key(last);
            // The first page again. Of a list of another length it may also be what moved up or down meanwhile.
            if (JSON.stringify(page.rows.map(key)) === firstKeys) {
                return page.total === first.total ? "no-progress" : "changed";
            }
            if (overlap === 1 ? !joined : page.total !== total)
                return "changed";
            if (page.rows.length === overlap && rows.length < page.total)
                return "no-progress";
            for (const row of page.rows.slice(overlap)) {
                if (seen.has(key(row)))
                    return "changed";
                seen.add(key(row));
                rows.push(row);
            }
            total = page.total;
        }
    }
    return rows;
}
/** Runs `count` reads side by side. When one fails, the others are waited for: none runs on unwatched. */
async function together(count, read) {
    const settled = await Promise.allSettled(Array.from({ length: count }, (_, index) => read(index)));
    return settled.map((each) => {
        if (each.status === "rejected")
            throw each.reason;
        return each.value;
    });
}

;// CONCATENATED MODULE: ./lib/ncloud/replies.js


/** A reply outside the contract. The message is for people who look closely; it may hold names of a server's fields. */
class ShapeError extends Error {
    name = "ShapeError";
    unexpected;
    constructor(at, expected, value, got = kindOf(value)) {
        super(`expected ${expected} at ${at || "the top"}, got ${got}${fieldsOf(value)}`);
        this.unexpected = { at, expected, got };
    }
}
/** `GET \u2026/stages/{s}/usage-plans` */
function stagePlansPage(reply) {
    return page(object(reply), "content", usagePlan);
}
/** The numbers at the top of the same reply: those of the stage's unnamed default plan. */
function defaultPlan(reply) {
    return limitsOf(object(reply));
}
/** `POST /usage-plans/search` */
function plansPage(reply) {
    return page(object(reply), "usagePlans", usagePlan);
}
/** `GET /usage-plans/{id}` */
function onePlan(reply) {
    return usagePlan(object(reply)["usagePlan"], "usagePlan");
}
/** `GET /usage-plans/{id}/stages` */
function planStagesPage(reply) {
    const top = object(reply);
    const plan = top["usagePlan"];
    // For people alone, so a reply without it is as good.
    const planName = isObject(plan) && typeof plan["usagePlanName"] === "string" ? plan["usagePlanName"] : "";
    return page(top, "stages", (value, at) => {
        const row = object(value, at);
        return {
            product: ref(row, at, "product"),
            api: ref(row, at, "api"),
            stage: ref(row, at, "stage"),
            ...(planName === "" ? {} : { planName }),
        };
    });
}
/** `GET /products` */
function productsPage(reply) {
    const inner = object(object(reply)["productPage"], "productPage");
    return page(inner, "content", (value, at) => ref(object(value, at), at, "product"));
}
/** `GET /products/{p}/apis` */
function apisPage(reply) {
    return page(object(reply), "apis", (value, at) => ref(object(value, at), at, "api"));
}
/** The same with `withStage=true`. */
function apisWithStagesPage(reply) {
    return page(object(reply), "apis", (value, at) => {
        const row = object(value, at);
        return { ...ref(row, at, "api"), stages: isUnset(row["stages"]) ? undefined : stageList(row) };
    });
}
/** `GET /products/{p}/apis/{a}/stages`: all at once, without a total. */
function stageList(reply) {
    const list = array(object(reply)["stages"], "stages");
    return list.map((value, index) => ref(object(value, `stages[${index}]`), `stages[${index}]`, "stage"));
}
/**
 * `POST /products/{p}/api-keys/search`. Where the list lies is not documented: it is the one list whose rows have an
 * `apiKeyId`, at the top or one level down, with its `total` beside it. Rows may hold key values in clear: nothing but
 * ids and names leaves this function.
 */
function apiKeysPage(reply) {
    const top = object(reply);
    const holders = [top, ...Object.values(top).filter(isObject)];
    const found = holders.flatMap((holder) => Object.values(holder).flatMap((list) => (isListOfKeys(list) ? [{ holder, list }] : [])));
    if (found.length > 1)
        throw new ShapeError("", "list-of-keys", top, "another");
    const one = found[0];
    if (one === undefined) {
        // An empty list cannot be told from another one: it is the one with a total beside it.
        for (const holder of holders) {
            if (isUnset(holder["total"]))
                continue;
            const total = count(holder["total"], "total");
            if (total === 0 || Object.values(holder).some((list) => Array.isArray(list) && list.length === 0)) {
                return { rows: [], total };
            }
        }
        throw new ShapeError("", "list-of-keys", top);
    }
    const rows = one.list.map((row, index) => ({
        id: id(row["apiKeyId"], `API key ${index}.apiKeyId`),
        name: replies_text(row["apiKeyName"]) ?? "",
        ...(typeof row["status"] === "string" && /^[A-Z_]{1,32}$/.test(row["status"]) ? { status: row["status"] } : {}),
    }));
    return { rows, total: count(one.holder["total"], "total") };
}
function isListOfKeys(value) {
    return Array.isArray(value) && value.length > 0 && value.every((row) => isObject(row) && "apiKeyId" in row);
}
/** `GET /products/{p}/subscription-detail` */
function subscriptionsPage(reply) {
    const inner = object(object(reply)["apiKeyRelations"], "apiKeyRelations");
    return page(inner, "content", (value, at) => {
        const row = object(value, at);
        const planId = row["usagePlanId"];
        const keyId = row["apiKeyId"];
        return {
            apiId: id(row["apiId"], `${at}.apiId`),
            stageId: id(row["stageId"], `${at}.stageId`),
            keyId: isUnset(keyId) ? undefined : id(keyId, `${at}.apiKeyId`),
            planId: isUnset(planId) ? undefined : id(planId, `${at}.usagePlanId`),
            planName: replies_text(row["usagePlanName"]),
            monthCalls: isUnset(row["monthCallCount"]) ? undefined : count(row["monthCallCount"], `${at}.monthCallCount`),
        };
    });
}
function page(outer, key, row) {
    const total = count(outer["total"], "total");
    // Unset fields are left out of real replies: an empty list may be as well.
    const list = isUnset(outer[key]) && total === 0 ? [] : array(outer[key], key);
    return { total, rows: list.map((value, index) => row(value, `${key}[${index}]`)) };
}
function usagePlan(value, at) {
    const row = object(value, at);
    const name = replies_text(row["usagePlanName"]) ?? "";
    return { id: id(row["usagePlanId"], `${at}.usagePlanId`), name, ...limitsOf(row) };
}
function limitsOf(row) {
    const limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest"].flatMap((key) => {
        const limit = replies_text(row[key]);
        return limit === undefined ? [] : [[key, limit]];
    });
    return Object.fromEntries(limits);
}
function ref(row, at, level) {
    const name = replies_text(row[`${level}Name`]);
    return { id: id(row[`${level}Id`], `${at}.${level}Id`), ...(name === undefined ? {} : { name }) };
}
function object(value, at = "") {
    if (isObject(value))
        return value;
    throw new ShapeError(at, "object", value);
}
function array(value, at) {
    if (Array.isArray(value))
        return value;
    throw new ShapeError(at, "list", value);
}
function id(value, at) {
    if (typeof value === "string" && isId(value))
        return value;
    throw new ShapeError(at, "id", value);
}
/**
 * What is shown or compared and nothing more: text and numbers as text, and anything else as if it were unset. A row may
 * be a neighbour's, whose oddities must not stop the work on another; a name that is none fits no name.
 */
function replies_text(value) {
    if (isUnset(value))
        return undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
/** A whole number from 0. Text of digits as well: NCP documents other numbers as numbers and shows them as text. */
function count(value, at) {
    const digits = typeof value === "string" && /^\d{1,15}$/.test(value);
    const number = digits || typeof value === "number" ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(number) && number >= 0)
        return number;
    throw new ShapeError(at, "count", value);
}
function isUnset(value) {
    return value === undefined || value === null || value === "";
}
function kindOf(value) {
    if (value === undefined)
        return "nothing";
    if (value === null)
        return "null";
    if (Array.isArray(value))
        return "list";
    const kind = typeof value;
    return kind === "number" || kind === "boolean" || kind === "object" ? kind : "text";
}
/** Of what came, no more than the names of a few fields. */
const fieldsOf = (value) => isObject(value) ? ` with the fields ${Object.keys(value).slice(0, 8).join(", ") || "(none)"}` : "";

;// CONCATENATED MODULE: ./lib/ncloud/api.js






/**
 * Reads follow all pages and repeat what can be repeated until the deadline. Writes are one signed request each.
 * Everything rejects with `NcloudError`.
 */
function createApiGateway({ client, deadline, random, tell }) {
    const idOf = (thing) => thing.id;
    const defaults = new Map();
    return {
        stagePlans: (at) => pages((offset, limit) => get(`${stagePath(at)}/usage-plans`, { offset, limit }), (reply) => {
            const page = stagePlansPage(reply);
            defaults.set(stagePath(at), defaultPlan(reply));
            return page;
        }, idOf),
        /** The stage's unnamed default plan, as the last read of its plans showed it. Nothing is asked for. */
        defaultPlan: (at) => defaults.get(stagePath(at)),
        async plan(planId) {
            const plan = await read(get(`/usage-plans/${segment(planId)}`), onePlan);
            if (plan.id === planId)
                return plan;
            const operation = client.operation(get(`/usage-plans/${segment(planId)}`));
            throw unexpected(operation, { at: "usagePlan.usagePlanId", expected: "plan-asked-for", got: "another" });
        },
        /** All plans, or those that NCP's search finds for the name, exact or not. */
        searchPlans: (name) => pages((offset, limit) => post("/usage-plans/search", { usagePlanName: name, offset, limit }), plansPage, idOf),
        planStages: (planId) => pages((offset, limit) => get(`/usage-plans/${segment(planId)}/stages`, { offset, limit }), planStagesPage, ({ product, api, stage }) => `${product.id}/${api.id}/${stage.id}`),
        products: (productName) => pages((offset, limit) => get("/products", { offset, limit, productName }), productsPage, idOf),
        apis: (productId) => pages((offset, limit) => get(`/products/${segment(productId)}/apis`, { offset, limit }), apisPage, idOf),
        /** The same, or those that NCP's filter finds for the name, with the stages of each, in no more requests. */
        apisWithStages: (productId, apiName) => pages((offset, limit) => get(`/products/${segment(productId)}/apis`, { offset, limit, apiName, withStage: "true" }), apisWithStagesPage, idOf),
        stages: (productId, apiId) => read(get(`/products/${segment(productId)}/apis/${segment(apiId)}/stages`), stageList),
        apiKeys: (productId) => pages((offset, limit) => post(`/products/${segment(productId)}/api-keys/search`, { offset, limit }), apiKeysPage, idOf),
        async subscriptions(productId, apiKeyId, at) {
            const where = { apiKeyId, apiId: at?.api.id, stageId: at?.stage.id };
            const rows = await pages((offset, limit) => get(`/products/${segment(productId)}/subscription-detail`, { ...where, offset, limit }), subscriptionsPage, ({ apiId, stageId, keyId }) => `${apiId}/${stageId}/${keyId}`);
            // The server's filters are documented by name only: what was asked for is picked here as well.
            return rows
                .filter((row) => row.keyId === undefined || row.keyId === apiKeyId)
                .filter((row) => at === undefined || (row.apiId === at.api.id && row.stageId === at.stage.id))
                .map(({ keyId: _, ...subscription }) => subscription);
        },
        disassociate: (at, usagePlanId) => write(post(`${stagePath(at)}/disassociate-usage-plan`, { usagePlanId })),
        associate: (at, usagePlanId) => write(post(`${stagePath(at)}/associate-usage-plan`, { usagePlanId })),
        subscribe: ({ product, stage }, keyId, usagePlanId) => write({
            method: "PUT",
            path: `/products/${segment(product.id)}/api-keys/${segment(keyId)}/stages/${segment(stage.id)}`,
            body: { usagePlanId },
        }),
    };
    async function read(request, reader) {
        const operation = client.operation(request);
        return await retrying(operation, async (limits) => {
            const reply = await client.send(request, limits);
            const json = parseJson(reply.body);
            if (json === undefined) {
                throw unexpected(operation, { at: "", expected: "JSON", got: reply.body === "" ? "empty" : "not-json" });
            }
            try {
                return reader(json);
            }
            catch (caught) {
                if (caught instanceof ShapeError)
                    throw unexpected(operation, caught.unexpected, caught);
                throw caught;
            }
        }, { deadline, random, tell });
    }
    async function pages(request, reader, key) {
        const readPage = (offset, limit) => read(request(offset, limit), reader);
        try {
            return await readAllPages(readPage, key);
        }
        catch (caught) {
            if (!(caught instanceof EndlessPagesError))
                throw caught;
            const facts = { operation: client.operation(request(0, 0)), total: caught.total };
            throw new errors/* NcloudError */.i("endless-pages", "refused", facts, { cause: caught });
        }
    }
    /** One request. Any 2xx will do, and its body is not looked at: NCP documents neither. */
    async function write(request) {
        if (!deadline.mayWrite)
            throw outOfTime(deadline, client.operation(request));
        try {
            await client.send(request, { timeoutMs: writeAttemptMs(deadline), signal: deadline.writesSignal });
        }
        catch (caught) {
            if (!(caught instanceof errors/* NcloudError */.i) || caught.code !== "deadline")
                throw caught;
            throw outOfTime(deadline, client.operation(request), caught);
        }
    }
}
const get = (path, query = {}) => ({ method: "GET", path, query });
const post = (path, body) => ({ method: "POST", path, body });
const stagePath = ({ product, api, stage }) => `/products/${segment(product.id)}/apis/${segment(api.id)}/stages/${segment(stage.id)}`;
/** An id as a part of a path. Inputs and replies are checked before: this is the last door. */
function segment(id) {
    if (!isId(id))
        throw new TypeError("an id that must not get into a path");
    return id;
}
function unexpected(operation, what, cause) {
    return new errors/* NcloudError */.i("unexpected-reply", "refused", { operation, ...what }, { cause });
}

;// CONCATENATED MODULE: ./lib/ncloud/error-body.js
/**
 * Reads the body of an error reply, whatever it is: the front end's own, the flat one of sibling services, the old
 * `responseError`, `{code, msg}`, Spring's, XML, HTML, plain text, empty, or cut off half-way (docs/ncp-api.md, "Errors").
 * The content type is not looked at, since it lies. What comes out is cut and on one line, but still a server's text.
 */

const MAX_MESSAGE = 200;
const MAX_DETAILS = 300;
/** No error page says anything useful later than this, and no pattern below runs over more. */
const MAX_LOOKED_AT = 16_384;
const CODES = ["errorCode", "returnCode", "code"];
const MESSAGES = ["message", "errorMessage", "returnMessage", "msg", "error_description", "error"];
const DETAILS = ["details", "detail"];
function readErrorBody(body) {
    const json = parseJson(body);
    if (isObject(json))
        return fromJson(json);
    const text = body.slice(0, MAX_LOOKED_AT).trim();
    if (text.startsWith("{") || text.startsWith("["))
        return fromBrokenJson(text);
    if (text.startsWith("<"))
        return fromMarkup(text);
    return errorBody(undefined, text, undefined);
}
function fromJson(json) {
    for (const inner of [json["error"], json["responseError"]]) {
        if (isObject(inner))
            return fromFields(inner);
    }
    return fromFields(json);
}
function fromFields(fields) {
    return errorBody(error_body_pick(fields, CODES), error_body_pick(fields, MESSAGES), error_body_pick(fields, DETAILS));
}
function error_body_pick(fields, names) {
    for (const name of names) {
        const value = fields[name];
        if (typeof value === "string" && value !== "")
            return value;
        if (typeof value === "number")
            return String(value);
    }
    return undefined;
}
function fromBrokenJson(text) {
    const find = (names) => {
        for (const name of names) {
            // A text that was cut off has no closing quote: what is there of it is taken.
            const found = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)|(-?\\d+))`).exec(text);
            const value = found?.[1] ?? found?.[2];
            if (value !== undefined && value !== "")
                return value.replace(/\\(.)/g, "$1");
        }
        return undefined;
    };
    return errorBody(find(CODES), find(MESSAGES), find(DETAILS));
}
function fromMarkup(text) {
    const find = (names) => {
        for (const name of names) {
            const found = new RegExp(`<${name}>([^<]*)`, "i").exec(text)?.[1]?.trim();
            if (found !== undefined && found !== "")
                return found;
        }
        return undefined;
    };
    return errorBody(find(CODES), find([...MESSAGES, "title"]), find(DETAILS));
}
function errorBody(code, message, details) {
    const ncpMessage = oneLine(message, MAX_MESSAGE);
    const ncpDetails = oneLine(details, MAX_DETAILS);
    return {
        // Anything longer or stranger than this is no code.
        ...(code !== undefined && /^[\w.-]{1,32}$/.test(code) ? { ncpCode: code } : {}),
        ...(ncpMessage === undefined ? {} : { ncpMessage }),
        ...(ncpDetails === undefined ? {} : { ncpDetails }),
    };
}
/** One line of well-formed text, cut between characters; undefined when nothing is left. */
function oneLine(text, limit) {
    if (text === undefined)
        return undefined;
    // Cut first, so that a huge text costs nothing; a character is at most two units.
    const line = text
        .slice(0, limit * 4)
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
        .trim();
    if (line === "")
        return undefined;
    if (line.length <= limit && text.length <= limit * 4)
        return line;
    let cut = line.slice(0, limit - 1);
    if (!cut.isWellFormed())
        cut = cut.slice(0, -1);
    return `${cut}\u2026`;
}

;// CONCATENATED MODULE: ./lib/ncloud/failure.js
function classify(failure) {
    return failure.kind === "network"
        ? classifyNetwork(failure.sent, failure.reason)
        : classifyReply(failure.status, failure.ncpCode);
}
/** The code, and the class when nothing was sent. What may have left is `uncertain`, whatever became of it. */
const NETWORK = {
    dns: ["dns-failed", "unsent-for-good"],
    "dns-temporary": ["dns-failed", "unsent"],
    connect: ["connection-failed", "unsent"],
    tls: ["tls-failed", "unsent-for-good"],
    proxy: ["proxy-failed", "unsent-for-good"],
    "proxy-temporary": ["proxy-failed", "unsent"],
    lost: ["connection-lost", "unsent"],
    timeout: ["attempt-timed-out", "unsent"],
    aborted: ["deadline", "unsent"],
    "too-large": ["reply-too-large", "unsent"],
    malformed: ["malformed-reply", "unsent"],
};
function classifyNetwork(sent, reason) {
    const [code, unsent] = NETWORK[reason];
    return { code, failureClass: sent ? "uncertain" : unsent };
}
/** Status and NCP's own code (`-`: any or none). The first row that fits counts; what fits none is like the last. */
const REPLIES = [
    ["3xx", "-", "redirect-refused", "uncertain"],
    ["400", "-", "bad-request", "refused"],
    ["401", "210", "permission-denied", "refused"],
    ["401", "-", "authentication-failed", "refused"],
    ["403", "-", "forbidden", "refused"],
    ["404", "-", "not-found", "refused"],
    ["408", "-", "endpoint-timeout", "uncertain"],
    ["413", "-", "request-too-large", "refused"],
    ["429", "400", "quota-exhausted", "refused"],
    ["429", "-", "throttled", "throttled"],
    ["4xx", "-", "refused-by-server", "refused"],
    ["502", "-", "endpoint-error", "uncertain"],
    ["503", "-", "endpoint-error", "uncertain"],
    ["504", "-", "endpoint-timeout", "uncertain"],
    ["5xx", "-", "server-error", "uncertain"],
];
const OTHERS = REPLIES[REPLIES.length - 1];
function classifyReply(status, ncpCode) {
    const fits = (pattern) => pattern.endsWith("xx") ? pattern === `${Math.trunc(status / 100)}xx` : pattern === String(status);
    const row = REPLIES.find(([pattern, code]) => fits(pattern) && (code === "-" || code === ncpCode)) ?? OTHERS;
    return { code: row[2], failureClass: row[3] };
}

// EXTERNAL MODULE: ./lib/ncloud/http-date.js
var http_date = __webpack_require__(1725);
;// CONCATENATED MODULE: ./lib/ncloud/server-clock.js
/** NCP refuses a timestamp that is more than five minutes off; a correction below this would cure nothing. */
const TOLERANCE_MS = 120_000;
/** Nobody's clock is off by more than that and goes on unnoticed: then it is not ours alone that has to be set right. */
const MAX_CORRECTION_MS = 24 * 3_600_000;
/** A server whose `Date` is another one each time is not followed for ever. */
const MAX_CORRECTIONS = 3;
class ServerClock {
    #clock;
    #tell;
    #corrections = 0;
    /** The server's time at a moment of our monotonic clock: whoever sets our wall clock right meanwhile changes nothing. */
    #known;
    constructor(clock, tell) {
        this.#clock = clock;
        this.#tell = tell;
    }
    stamp() {
        const at = this.#clock.monotonic();
        return { timestamp: Math.round(this.#now()), corrections: this.#corrections, at };
    }
    /**
     * What the `Date` of a reply says about the clock that the request was signed by, when it failed to authenticate:
     * `corrected`, and it is worth signing again; `wrong`, by so much that it is not corrected; or that it is not the clock.
     * Our wall clock may have been set since.
     */
    judge(date, stamp) {
        // Signed side by side with the request that brought the correction.
        if (stamp.corrections < this.#corrections)
            return "corrected";
        if (date === undefined)
            return "right";
        const ms = this.aheadOf(date, stamp);
        if (Math.abs(ms) <= TOLERANCE_MS)
            return "right";
        if (Math.abs(ms) > MAX_CORRECTION_MS)
            return "wrong";
        if (this.#corrections === MAX_CORRECTIONS)
            return "right";
        this.#corrections += 1;
        this.#known = { date, at: this.#clock.monotonic() };
        this.#tell({ code: "clock-corrected", level: "warning", facts: { ms: this.#told(date, ms) } });
        return "corrected";
    }
    /** By how much the signature's time is ahead of a reply's `Date`. */
    aheadOf(date, { timestamp, at }) {
        return Math.round(timestamp + this.#clock.monotonic() - at - date);
    }
    /** Whoever sets the clock needs to know how it is now; where it has been set right since, how it was. */
    #told(date, signed) {
        const now = Math.round(this.#clock.now() - date);
        return Math.abs(now) > TOLERANCE_MS ? now : signed;
    }
    #now() {
        return this.#known === undefined ? this.#clock.now() : this.#known.date + this.#clock.monotonic() - this.#known.at;
    }
}

;// CONCATENATED MODULE: ./lib/ncloud/signature.js
/**
 * NCP's signature, version 2: Base64 of HMAC-SHA256 over method, request-target, timestamp and access key.
 * Body, host and other headers are not covered: TLS alone protects them. See docs/ncp-api.md, "Signature".
 */

/** Of a text Node makes a key anew for every signature, which takes as long as the signature itself. */
const KEYS = new WeakMap();
function keyOf(credentials) {
    const key = KEYS.get(credentials) ?? (0,external_node_crypto_.createSecretKey)(credentials.secretKey, "utf8");
    KEYS.set(credentials, key);
    return key;
}
/**
 * @param target path and query string, in the very bytes that go on the wire
 * @param timestamp milliseconds since the Unix epoch
 */
function sign(method, target, timestamp, credentials) {
    const text = `${method} ${target}\n${timestamp}\n${credentials.accessKey}`;
    return (0,external_node_crypto_.createHmac)("sha256", keyOf(credentials)).update(text).digest("base64");
}
/** The three headers of a signed request. */
function signedHeaders(method, target, timestamp, credentials) {
    return {
        "x-ncp-apigw-timestamp": String(timestamp),
        "x-ncp-iam-access-key": credentials.accessKey,
        "x-ncp-apigw-signature-v2": sign(method, target, timestamp, credentials),
    };
}

;// CONCATENATED MODULE: ./lib/ncloud/client.js
/** Signs and sends one attempt, classifies what goes wrong, and puts our clock right by the server's when it must. */







/**
 * A name that nobody knows may be a hiccup of a name server, and nothing has left this machine: it is asked for again for
 * so long, counted from the first time and until the server has answered.
 */
const UNKNOWN_NAME_MS = 5_000;
function createClient(options) {
    const { transport, credentials, endpoint } = options;
    const { host } = new URL(endpoint.origin);
    const clock = new ServerClock(options.clock, options.tell);
    let unknownSince;
    const operation = (request) => `${request.method} ${ncloud_endpoint/* BASE_PATH */.o2}${request.path}`;
    return {
        operation,
        async send(request, limits) {
            const target = ncloud_endpoint/* BASE_PATH */.o2 + request.path + queryString(request.query);
            const stamp = clock.stamp();
            const headers = {
                accept: "application/json",
                ...(request.body === undefined ? {} : { "content-type": "application/json" }),
                ...signedHeaders(request.method, target, stamp.timestamp, credentials),
            };
            const { method, body } = request;
            const facts = { operation: operation(request), host };
            const http = body === undefined ? { method, target, headers } : { method, target, headers, body: JSON.stringify(body) };
            const reply = await exchange(http, limits, facts);
            if (reply.status >= 200 && reply.status < 300)
                return { status: reply.status, body: reply.body };
            throw refusal(reply, stamp, facts);
        },
    };
    async function exchange(request, limits, facts) {
        try {
            const reply = await transport.send(request, limits);
            unknownSince = undefined;
            return reply;
        }
        catch (caught) {
            if (!(caught instanceof errors/* NetworkError */.D))
                throw caught;
            const { code, failureClass } = classify({ kind: "network", sent: caught.sent, reason: caught.reason });
            throw new errors/* NcloudError */.i(code, isHiccup(caught) ? "unsent" : failureClass, facts, { cause: caught });
        }
    }
    function isHiccup({ reason }) {
        if (reason !== "dns")
            return false;
        const now = options.clock.monotonic();
        unknownSince ??= now;
        return now - unknownSince < UNKNOWN_NAME_MS;
    }
    function refusal(reply, stamp, facts) {
        const error = readErrorBody(reply.body);
        const { code, failureClass } = classify({ kind: "reply", status: reply.status, ncpCode: error.ncpCode });
        const date = (0,http_date/* httpDate */.z)(reply.headers["date"]);
        const clockIs = code === "authentication-failed" ? clock.judge(date, stamp) : "right";
        const said = { ...facts, status: reply.status, ...error };
        if (clockIs === "wrong" && date !== undefined) {
            return new errors/* NcloudError */.i("clock-wrong", "refused", { ...said, ms: clock.aheadOf(date, stamp) });
        }
        return new errors/* NcloudError */.i(code, clockIs === "corrected" ? "clock-corrected" : failureClass, said, {
            retryAfterMs: (0,http_date/* retryAfterMs */.V)(reply.headers["retry-after"], date ?? clock.stamp().timestamp),
        });
    }
}
/** `?a=1&b=%ED%95%9C`, or nothing. Spaces become `%20`: what is signed is exactly what goes on the wire. */
function queryString(query) {
    if (query === undefined)
        return "";
    const pairs = Object.entries(query).flatMap(([name, value]) => value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]);
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

;// CONCATENATED MODULE: ./lib/session.js





/**
 * After a signal, a write in flight has this long to finish or to be reconciled. GitHub kills the process 10 s after
 * the first signal, and outputs and summary have to be written by then.
 */
const GRACE_MS = 5_000;
async function inSession(host, config, options) {
    const { clock, random } = host;
    const { tell, beforeFirstWrite, beforeWrites, work } = options;
    const fault = unfit(host.runtime);
    if (fault !== undefined)
        return { outcomes: [], problems: [fault], leftMs: config.timeoutMs };
    const explained = (outcome) => outcome.problem === undefined ? outcome : { ...outcome, problem: orCaFile(outcome.problem, host.env) };
    const deadline = new Deadline(clock, config.timeoutMs);
    const silence = host.onSignal(() => {
        if (!deadline.cancelled)
            tell({ code: "cancelling", level: "warning", facts: { ms: GRACE_MS } });
        deadline.cancel(GRACE_MS);
    });
    const { accessKey, secretKey, endpoint } = config;
    const transport = host.connect(endpoint);
    const client = createClient({ transport, clock, endpoint, tell, credentials: { accessKey, secretKey } });
    const run = {
        gateway: createApiGateway({ client, deadline, random, tell }),
        clock,
        random,
        deadline,
        tell,
        dryRun: config.dryRun,
        verify: config.verify,
        ifNotAttached: config.ifNotAttached,
        ifAttached: config.ifAttached,
        maxAffectedApiKeys: config.maxAffectedApiKeys,
        maxAffectedCalls: config.maxAffectedCalls,
        lookAtKeys: config.lookAtApiKeys,
        concurrency: config.concurrency,
        beforeFirstWrite,
        ...(beforeWrites && { beforeWrites }),
    };
    try {
        const outcomes = (await work(run)).map(explained);
        return { outcomes, problems: [], leftMs: deadline.remainingMs };
    }
    catch (error) {
        return {
            outcomes: [],
            problems: problemsOf(error).map((each) => orCaFile(each, host.env)),
            leftMs: deadline.remainingMs,
        };
    }
    finally {
        deadline.release();
        transport.close();
        silence();
    }
}

;// CONCATENATED MODULE: ./lib/usage-plan/report.js
/** From outcomes to the one report that every sink says. */


function overall(mode, outcomes) {
    return worst(outcomes) ?? MODES[mode].idle;
}
function createReport(parts) {
    const { mode, dryRun, outcomes = [], problems = [], warnings = [], keysLookedAt = true, receipt } = parts;
    return Object.freeze({
        mode,
        dryRun,
        result: problems.length > 0 ? "failed" : overall(mode, outcomes),
        red: problems.length > 0 || outcomes.some(isRed),
        changed: outcomes.some((outcome) => outcome.changed),
        outcomes,
        problems,
        warnings: [...warnings],
        keysLookedAt,
        ...(receipt === undefined ? {} : { receipt }),
        startedAt: new Date(parts.started).toISOString(),
        endedAt: new Date(parts.ended).toISOString(),
    });
}

;// CONCATENATED MODULE: ./lib/perform.js
/** The work of a step within its limits, and its end said in every place. */












async function perform(step, { notes = [], before, beforeWrites } = {}) {
    const { host, toolkit, config, started } = step;
    const { mode, dryRun } = config;
    const log = createLog(step);
    const warnings = [];
    let keysLookedAt = true;
    const tell = (note) => {
        if (note.code === "keys-not-looked-at")
            keysLookedAt = false;
        if (note.level === "warning")
            warnings.push(note);
        log.tell(note);
    };
    for (const note of notes)
        tell(note);
    const work = async (run) => {
        before?.();
        return await WORK[mode](run, step);
    };
    const session = await inSession(host, config, {
        tell,
        work,
        beforeFirstWrite: (stages) => checkReceiptSize(step, stages.map(({ at, plans }) => intended(at, plans))),
        ...(beforeWrites && { beforeWrites }),
    });
    const receipt = receiptOf(step, session.outcomes);
    if (receipt?.shortened)
        tell({ code: "receipt-shortened", level: "warning", facts: {} });
    const ended = host.clock.now();
    const about = { mode, dryRun, started, ended, warnings, keysLookedAt };
    // From here on there is no secret in it, whatever shows it.
    const report = toolkit.redact(createReport({ ...about, ...session, receipt: receipt?.line }));
    const papers = { approval: approvalOf(step, session.outcomes), receipt: receipt?.json };
    conclude(step, log, report, { summary: config.summary, ...papers });
    await leaveComment(step, report, session.leftMs);
    return report;
}
/** The report in log, outputs and summary. */
function conclude(reporting, log, report, { summary, ...papers }) {
    const { toolkit, messages, context } = reporting;
    log.finish(report);
    // The outputs are the main step's: what a post step sets reaches nobody, or hides them.
    if (context.rollback === undefined) {
        const { outputs, file } = writeOutputs(toolkit, report, papers);
        if (file !== undefined)
            warnAside(reporting, "file", file);
        // Later steps count on them: without them the step is red. What was done has been said by then.
        if (outputs !== undefined)
            toolkit.setFailed(messages.labels.sideFailure("outputs", wordsOf(toolkit, outputs)));
    }
    if (summary)
        writeSummary(reporting, report);
}
/** Of a run without writes: what a run by its approval would write. */
function approvalOf(step, outcomes) {
    const stages = writesNothing(step.config) ? toApprove(outcomes) : [];
    if (stages.length === 0)
        return undefined;
    const { account: _, ...record } = recordOf(step);
    const successor = successorOf(outcomes);
    const every = everyOf(step.config.selection);
    return step.toolkit.redact({ ...record, ...(successor && { successor }), ...(every && { every }), stages });
}

;// CONCATENATED MODULE: ./lib/main-step.js
/** The main step: read \u2192 mask \u2192 validate \u2192 run the mode \u2192 report. */










async function mainStep(host) {
    const toolkit = createToolkit(host.env, host.sinks);
    const step = await main_step_open(host, toolkit);
    if (step === undefined)
        return;
    const notes = shortSecrets(host.env).map((name) => ({ code: "secret-is-short", level: "warning", facts: { name } }));
    const { rollbackOnFailure, dryRun } = step.config;
    if (!rollbackOnFailure || dryRun) {
        await perform(step, { notes });
        return;
    }
    const journal = createJournal(step);
    const { outcomes } = await perform({ ...step, host: journal.host }, { notes, before: journal.begin, ...journal });
    try {
        journal.end(outcomes);
    }
    catch (error) {
        // The post step then looks at everything itself.
        warnAside(step, "state", error);
    }
}
/** `undefined`: inputs were wrong, and that has been said. */
async function main_step_open(host, toolkit) {
    const started = host.clock.now();
    try {
        const config = readConfig(host.env);
        const messages = await loadMessages(config.language);
        return { host, toolkit, messages, config, context: toolkit.redact(readRunContext(host.env, config)), started };
    }
    catch (error) {
        if (!(error instanceof InputError))
            throw error;
        const messages = await loadMessages(error.language);
        const { faults } = error;
        const problems = [problem("invalid-input", { list: faults.map(messages.inputFault) })];
        const report = toolkit.redact(createReport({ mode: "detach", dryRun: false, started, ended: host.clock.now(), problems }));
        const context = toolkit.redact(readRunContext(host.env));
        const reporting = { toolkit, messages, context };
        conclude(reporting, createLog(reporting), report, { summary: error.summary });
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/post-step.js
/**
 * The post step attaches again what the main step detached: it is started when the job failed or was cancelled. What was
 * changed is answered by yes, no or not known, and not known is loud.
 */














/** A cancelled job has five minutes for all that is left of it. */
const post_step_MAX_MS = 240_000;
/** A short limit of the main step leaves no time to wait for a request in doubt. */
const MIN_MS = 45_000;
/** For saying how it ended. */
const REPORT_MS = 5_000;
async function postStep(host) {
    const toolkit = createToolkit(host.env, host.sinks);
    const begun = host.clock.monotonic();
    const found = readSaved(partsOf(host.env));
    if (found === undefined)
        return noRecord(host, toolkit);
    const messages = await loadMessages(found.step?.language ?? "en");
    const { saved, why } = await afterMain(host, toolkit, messages, found);
    const log = createLog({ toolkit, messages, context: readRunContext({}) });
    if (why === undefined && saved.stages.length === 0) {
        return log.tell({ code: "rollback-nothing", level: "info", facts: {} });
    }
    const { faults, ...keys } = keysOf(host);
    const step = saved.step ?? NOT_KNOWN;
    const receipt = post_step_receiptOf(saved, step, host.clock.now());
    const leftMs = post_step_MAX_MS - REPORT_MS - (host.clock.monotonic() - begun);
    const config = {
        // A restore without any input: whatever they say by now, it is the main step's work.
        ...readInputs(createReader({ INPUT_MODE: "restore" }, [])),
        ...step,
        ...keys,
        site: step.record.site,
        endpoint: { origin: step.record.origin },
        reason: step.record.reason,
        receipt,
        timeoutMs: Math.min(Math.max(step.timeoutMs, MIN_MS), leftMs),
    };
    const context = { ...toolkit.redact(readRunContext(host.env, config)), rollback: { receipt } };
    const problems = why !== undefined ? [why] : inputProblems(faults, messages);
    const before = () => {
        if (problems.length > 0)
            throw new RunError(problems);
    };
    await perform({ host, toolkit, messages, config, context, started: host.clock.now() }, { before });
}
/** Nothing is written without a record, which is as it should be where no rollback was asked for. */
async function noRecord(host, toolkit) {
    const { text } = createReader(host.env, []);
    if (/^(false)?$/i.test(text("rollback-on-failure")) || /^true$/i.test(text("dry-run")))
        return;
    const messages = await loadMessages(LANGUAGES.find((each) => each === text("language")) ?? "en");
    createLog({ toolkit, messages, context: readRunContext({}) }).tell({
        code: "rollback-no-record",
        level: "warning",
        facts: {},
    });
}
/** All that the main step has saved, when it is sure to save no more. */
async function afterMain(host, toolkit, messages, found) {
    const { step, ended } = found;
    const damaged = problem("state-damaged", {});
    if (step === undefined)
        return { saved: found, why: damaged };
    const latest = () => readSaved(partsOf({ ...host.env, ...readJournal(step.process) })) ?? found;
    const over = ended !== undefined ||
        (await stopMain(step.process, host.processes, host.clock, {
            ended: () => latest().ended !== undefined,
            waits: () => toolkit.info(messages.note({ code: "rollback-waits", facts: {} })),
        }));
    const saved = ended === undefined ? latest() : found;
    if (!over)
        return { saved, why: problem("main-still-running", {}) };
    return saved.whole ? { saved } : { saved, why: damaged };
}
/** The keys are all that is taken from the inputs: whatever else they say by now, it is the main step's work. */
function keysOf({ env }) {
    const faults = [];
    const reader = createReader(env, faults);
    return { ...readCredentials(reader), githubToken: reader.text("github-token") || undefined, faults };
}
function inputProblems(faults, messages) {
    if (faults.length === 0)
        return [];
    return [problem("invalid-input", { list: faults.map(messages.inputFault) })];
}
/** What a restore needs. Of a main step that did not say how it ended, a request may have been sent until now. */
function post_step_receiptOf({ stages, ended }, { record }, now) {
    if (stages.length === 0)
        return "";
    const lastWrite = ended === undefined ? new Date(now).toISOString() : ended.lastWrite;
    return pack("receipt", JSON.stringify({ version: RECEIPT_VERSION, ...record, ...(lastWrite && { lastWrite }), stages }));
}
/** For saying that nothing is known of the main step. */
const NOT_KNOWN = {
    timeoutMs: post_step_MAX_MS,
    concurrency: 1,
    language: "en",
    summary: true,
    auditIssue: undefined,
    record: { site: "public", ...(0,ncloud_endpoint/* endpointOf */.X5)("public"), account: "", at: "" },
    process: { pid: 0, mark: "", space: "", folder: "" },
};

;// CONCATENATED MODULE: ./lib/main.js
/** Both steps of the action, by the name under which `program.ts` starts them. */




/***/ }),

/***/ 2235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ NetworkError),
/* harmony export */   i: () => (/* binding */ NcloudError)
/* harmony export */ });
/**
 * Errors are values: a stable `code`, the facts that fill its message, and the `cause`.
 * No prose here: `src/action/messages` says it in the reader's language.
 */
class NcloudError extends Error {
    name = "NcloudError";
    code;
    failureClass;
    facts;
    /** What the server's `Retry-After` asks for, in milliseconds. */
    retryAfterMs;
    constructor(code, failureClass, facts, options) {
        super(`${code}: ${facts.operation}`, options);
        this.code = code;
        this.failureClass = failureClass;
        this.facts = facts;
        this.retryAfterMs = options?.retryAfterMs;
    }
}
class NetworkError extends Error {
    name = "NetworkError";
    /** `false` only when it is sure that not one byte of the request left this machine. */
    sent;
    reason;
    constructor(sent, reason, message, options) {
        super(message, options);
        this.sent = sent;
        this.reason = reason;
    }
}


/***/ }),

/***/ 1725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ retryAfterMs),
/* harmony export */   z: () => (/* binding */ httpDate)
/* harmony export */ });
/** The two places where HTTP speaks of time: `Date` and `Retry-After`. */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** Milliseconds since the Unix epoch; undefined for anything but the one date form that servers may send (RFC 9110, 5.6.7). */
function httpDate(text) {
    if (text === undefined || !IMF_FIXDATE.test(text))
        return undefined;
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
}
/**
 * What a `Retry-After` header asks for, in milliseconds; undefined when there is none or it is nonsense.
 *
 * @param now the time that a date in it is counted from: the same server's clock
 */
function retryAfterMs(text, now) {
    if (text === undefined)
        return undefined;
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const at = httpDate(text);
    return at === undefined ? undefined : Math.max(0, at - now);
}


/***/ })

};
