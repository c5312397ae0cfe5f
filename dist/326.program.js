export const id = 326;
export const ids = [326];
export const modules = {

/***/ 3526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commentsOn: () => (/* binding */ commentsOn)
/* harmony export */ });
/* unused harmony export CommentError */
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1329);
/* harmony import */ var _ncloud_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2235);
/* harmony import */ var _ncloud_http_date_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1725);
/**
 * The part of GitHub's API that the comment uses: Octokit over this action's own way to the network, so that the same
 * rules hold for both sides: certificates, proxies, redirects, limits. Loaded only for a comment.
 */



class CommentError extends Error {
    name = "CommentError";
    fault;
    facts;
    /** When it is worth a repeat. */
    againMs;
    constructor(fault, facts = {}, againMs) {
        super(fault);
        this.fault = fault;
        this.facts = facts;
        this.againMs = againMs;
    }
}
/** Without `Retry-After`: what a server error is given, and what GitHub's documentation asks for at its rate limits. */
const SERVER_ERROR_MS = 1_000;
const RATE_LIMIT_MS = 60_000;
const PER_PAGE = 100;
/** Later comments than these are not looked through. */
const MAX_PAGES = 10;
const SILENT = { debug() { }, info() { }, warn() { }, error() { } };
const rowOf = (value) => (typeof value === "object" && value !== null ? value : {});
function commentsOn(options) {
    const { transport, clock, baseUrl, token, owner, repo, issue } = options;
    const ends = clock.monotonic() + options.limitMs;
    const leftMs = () => Math.max(0, Math.floor(ends - clock.monotonic()));
    const never = new AbortController().signal;
    const fetch = async (url, init) => {
        const { pathname, search } = new URL(url);
        const { method, headers, body } = init;
        const request = { method, target: pathname + search, headers, ...(body === undefined ? {} : { body }) };
        const reply = await transport.send(request, { timeoutMs: leftMs(), signal: never });
        return { status: reply.status, url, headers: headersOf(reply), text: async () => reply.body };
    };
    // A log of its own: Octokit's prints what a reply holds as it is, and a runner would obey it.
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, { baseUrl, log: SILENT, request: { fetch } });
    async function ask(route, more = {}) {
        const parameters = { owner, repo, issue_number: issue, ...more };
        const attempt = async () => {
            try {
                return whole(await octokit.request(route, parameters));
            }
            catch (error) {
                throw errorOf(error, clock);
            }
        };
        try {
            return await attempt();
        }
        catch (error) {
            if (!(error instanceof CommentError) || error.againMs === undefined || error.againMs >= leftMs())
                throw error;
            await clock.sleep(error.againMs);
            return await attempt();
        }
    }
    /** Who the token is. An app's may not ask; its comments are those of a bot, which no passer-by is. */
    async function isOurs(author) {
        if (author["type"] === "Bot")
            return true;
        const self = await ask("GET /user").catch(() => undefined);
        const login = rowOf(self?.data)["login"];
        return typeof login === "string" && login === author["login"];
    }
    return {
        async find(head) {
            for (let page = 1; page <= MAX_PAGES; page++) {
                const place = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
                const { data } = await ask(place, { per_page: PER_PAGE, page });
                const rows = Array.isArray(data) ? data.map(rowOf) : [];
                for (const { id, body, user } of rows) {
                    if (typeof id !== "number" || typeof body !== "string" || !body.startsWith(head))
                        continue;
                    if (await isOurs(rowOf(user)))
                        return id;
                }
                if (rows.length < PER_PAGE)
                    return undefined;
            }
            return undefined;
        },
        async add(body) {
            accepted(await ask("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { body }), 201);
        },
        async update(id, body) {
            accepted(await ask("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id, body }), 200);
        },
    };
}
/** Octokit reads JSON where a reply says that it is some, and text everywhere else. */
function headersOf({ headers }) {
    const json = /\bjson\b/.test(headers["content-type"] ?? "");
    const { "content-type": _, ...others } = headers;
    return new Map(Object.entries({ ...others, ...(json ? { "content-type": "application/json" } : {}) }));
}
function whole(reply) {
    if (reply.status < 300)
        return reply;
    const { location } = reply.headers;
    throw new CommentError("moved", {
        status: reply.status,
        ...(typeof location === "string" ? { place: location } : {}),
    });
}
/** A comment is there when GitHub names it. Anything else with a 2xx is somebody else's page. */
function accepted({ status, data }, expected) {
    if (status !== expected || typeof rowOf(data)["id"] !== "number")
        throw new CommentError("not-github", { status });
}
function errorOf(error, clock) {
    if (error instanceof CommentError)
        return error;
    const { status, response, cause, message } = error;
    if (cause instanceof _ncloud_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NetworkError */ .D)
        return networkError(cause);
    if (status === undefined || response === undefined) {
        return new CommentError("unexpected", message === undefined ? {} : { words: message });
    }
    const header = (name) => {
        const value = response.headers[name];
        return typeof value === "string" ? value : undefined;
    };
    // A text is somebody's page, which is not worth a line of the log.
    const words = rowOf(response.data)["message"];
    const facts = { status, ...(typeof words === "string" ? { words } : {}) };
    const asked = (0,_ncloud_http_date_js__WEBPACK_IMPORTED_MODULE_2__/* .retryAfterMs */ .V)(header("retry-after"), clock.now());
    if (status === 429 || (status === 403 && isLimit(asked, header("x-ratelimit-remaining"), facts.words))) {
        const resetMs = Number(header("x-ratelimit-reset") ?? Number.NaN) * 1000 - clock.now();
        const waitMs = header("x-ratelimit-remaining") === "0" && resetMs > 0 ? resetMs : RATE_LIMIT_MS;
        return new CommentError("rate-limited", facts, asked ?? waitMs);
    }
    if (status >= 500)
        return new CommentError("server-error", facts, asked ?? SERVER_ERROR_MS);
    return new CommentError(REFUSALS.get(status) ?? "rejected", facts);
}
const REFUSALS = new Map([
    [401, "unauthorized"],
    [403, "forbidden"],
    [404, "not-found"],
    [410, "gone"],
]);
/** GitHub says 403 for a missing permission and for its limits, the secondary ones in words alone. */
function isLimit(askedMs, remaining, words) {
    return askedMs !== undefined || remaining === "0" || /\brate limit\b/i.test(words ?? "");
}
function networkError(error) {
    const { sent, reason } = error;
    const { cause } = error;
    const words = cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
    if (reason === "timeout" || reason === "aborted")
        return new CommentError("late", { words });
    if (reason === "tls")
        return new CommentError("certificate", { words });
    // What was sent may have landed, and a second one would be a second comment.
    if (sent)
        return new CommentError("lost", { words });
    return new CommentError("unreachable", { words }, SERVER_ERROR_MS);
}


/***/ })

};
