export const id = 262;
export const ids = [262];
export const modules = {

/***/ 518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ek: () => (/* binding */ secure),
/* harmony export */   vL: () => (/* binding */ dialOver),
/* harmony export */   zy: () => (/* binding */ dial)
/* harmony export */ });
/* unused harmony export reasonOf */
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2235);
/* harmony import */ var _tcp_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7365);



/** Begins TCP, and TLS for https, to an origin. */
function dial(origin) {
    return dialOver((0,_tcp_js__WEBPACK_IMPORTED_MODULE_2__/* .connectTcp */ .Q)(origin), origin);
}
/** The same with a TCP connection that was begun before, by `connectTcp` and to this origin. */
function dialOver(tcp, origin) {
    const plain = open(tcp, "connect");
    const url = new URL(origin);
    if (url.protocol === "http:")
        return plain;
    let socket = tcp;
    const ready = plain.ready.then(() => {
        const tls = secure((0,_tcp_js__WEBPACK_IMPORTED_MODULE_2__/* .hostOf */ .w)(url), tcp);
        socket = tls.socket;
        return tls.ready;
    });
    return {
        get socket() {
            return socket;
        },
        ready,
    };
}
/** Begins TLS to a host over a connection that is there already: a tunnel through a proxy. */
function secure(host, over) {
    return open((0,node_tls__WEBPACK_IMPORTED_MODULE_0__.connect)({ socket: over, ...tlsOptions(host) }), "secureConnect");
}
function tlsOptions(host) {
    return {
        // What the certificate must be for. Set even where it is an address, so that a tunnel's own address never counts.
        host,
        // Servers are named by name only (RFC 6066, 3).
        ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
        ALPNProtocols: ["http/1.1"],
        // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED would change the default. No `ca`: NODE_EXTRA_CA_CERTS counts.
        rejectUnauthorized: true,
    };
}
function open(socket, event) {
    // TLS begins where TCP is there.
    const connected = event === "secureConnect";
    const ready = new Promise((resolve, reject) => {
        // It may have come, or ended, before anybody listened.
        if (event === "connect" && socket.readyState === "open")
            resolve(socket);
        if (socket.errored)
            reject(dialError(socket.errored, connected));
        socket.once(event, () => resolve(socket));
        // Stays for good: an error of a socket that nobody uses must not end the process.
        socket.on("error", (error) => reject(dialError(error, connected)));
        const closed = () => reject(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NetworkError */ .D(false, "connect", "the connection was closed"));
        if (socket.closed)
            closed();
        else
            socket.once("close", closed);
    });
    return { socket, ready };
}
function dialError(error, connected) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NetworkError */ .D)
        return error;
    const [reason, message] = reasonOf(error, connected);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .NetworkError */ .D(false, reason, message, { cause: error });
}
/** Resets and the like: what cuts a handshake off, as opposed to what makes it fail. */
const BROKEN = new Set([
    "ECONNRESET",
    "ECONNABORTED",
    "EPIPE",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENETDOWN",
]);
/** `connected`: TCP was there, so what failed is the handshake on it. */
function reasonOf(error, connected) {
    // Node says ENOTFOUND for "no such name" and "no address"; all else of the look-up may pass.
    if (error.code === "ENOTFOUND")
        return ["dns", "the host name is unknown"];
    if (error.syscall === "getaddrinfo")
        return ["dns-temporary", "the host name could not be looked up"];
    if (connected && !BROKEN.has(error.code ?? ""))
        return ["tls", "the TLS handshake failed"];
    return ["connect", "the connection could not be made"];
}


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
        super(`${code}${facts.operation === undefined ? "" : `: ${facts.operation}`}`, options);
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

/***/ 8856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTransport: () => (/* binding */ createTransport),
  dialOver: () => (/* reexport */ dial/* dialOver */.vL)
});

// EXTERNAL MODULE: ../../node_modules/undici/lib/dispatcher/client.js
var dispatcher_client = __webpack_require__(1313);
// EXTERNAL MODULE: ./lib/ncloud/dial.js
var dial = __webpack_require__(518);
// EXTERNAL MODULE: ./lib/ncloud/errors.js
var errors = __webpack_require__(2235);
;// CONCATENATED MODULE: ./lib/ncloud/exchange.js

/** No reply of the contract comes near. Over it, the connection is dropped. */
const MAX_REPLY_BYTES = 1024 * 1024;
/** What the action reads of a reply's headers. */
const HEADERS_READ = ["date", "retry-after"];
const UTF8 = new TextDecoder();
class Exchange {
    reply;
    #resolve;
    #reject;
    #limits;
    #timer;
    #controller;
    #settled = false;
    /** undici says "start" right before it writes: from then on, bytes may have left. */
    #sent = false;
    #status = 0;
    #headers = {};
    #chunks = [];
    #size = 0;
    constructor(limits) {
        const { promise, resolve, reject } = Promise.withResolvers();
        this.reply = promise;
        this.#resolve = resolve;
        this.#reject = reject;
        this.#limits = limits;
        this.#timer = setTimeout(() => this.#fail("timeout", "no complete reply in time"), limits.timeoutMs);
        limits.signal.addEventListener("abort", this.#onAbort);
        if (limits.signal.aborted)
            this.#onAbort();
    }
    get settled() {
        return this.#settled;
    }
    close() {
        this.#fail("aborted", "the transport was closed");
    }
    onRequestStart(controller) {
        // Given up while it waited for a connection. Thrown here, undici writes not a byte of it and keeps the connection.
        if (this.#settled)
            throw new errors/* NetworkError */.D(false, "aborted", "given up");
        this.#controller = controller;
        this.#sent = true;
    }
    onResponseStart(_, status, headers) {
        if (status < 200)
            return; // early hints and the like: the reply is still to come
        this.#status = status;
        for (const name of HEADERS_READ) {
            const value = [headers[name]].flat()[0];
            if (value !== undefined)
                this.#headers[name] = value;
        }
        if (Number(headers["content-length"]) > MAX_REPLY_BYTES)
            this.#tooLarge();
    }
    onResponseData(_, chunk) {
        this.#size += chunk.length;
        if (this.#size > MAX_REPLY_BYTES)
            this.#tooLarge();
        else
            this.#chunks.push(chunk);
    }
    onResponseEnd() {
        if (!this.#settle())
            return;
        this.#resolve({ status: this.#status, headers: this.#headers, body: UTF8.decode(Buffer.concat(this.#chunks)) });
    }
    onResponseError(_, error) {
        if (error instanceof errors/* NetworkError */.D) {
            if (this.#settle())
                this.#reject(error);
            return;
        }
        const [reason, message] = this.#reasonOf(error);
        this.#fail(reason, message, error);
    }
    #onAbort = () => this.#fail("aborted", "the run's time is over");
    #tooLarge() {
        this.#fail("too-large", `the reply is over ${MAX_REPLY_BYTES} bytes`);
    }
    #reasonOf(error) {
        const code = error.code ?? "";
        if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED")
            return ["aborted", "the transport was closed"];
        if (code === "UND_ERR_HEADERS_OVERFLOW")
            return ["too-large", "the reply's headers are too large"];
        // The parser's errors have no code, and one of them is an end in the middle of a message: cut off, not nonsense.
        if (error.name === "HTTPParserError" && !error.message.includes("EOF"))
            return ["malformed", "the reply is not HTTP"];
        return ["lost", "the connection was lost before the reply was complete"];
    }
    #fail(reason, message, cause) {
        if (!this.#settle())
            return;
        const error = new errors/* NetworkError */.D(this.#sent, reason, message, cause === undefined ? {} : { cause });
        this.#reject(error);
        this.#controller?.abort(error); // drops the connection: nothing can follow on it
    }
    #settle() {
        if (this.#settled)
            return false;
        this.#settled = true;
        clearTimeout(this.#timer);
        this.#limits.signal.removeEventListener("abort", this.#onAbort);
        return true;
    }
}

;// CONCATENATED MODULE: ./lib/ncloud/transport.js





/** Name look-up, TCP and TLS, together. Shorter than an attempt, so that its failure is known as what it is. */
const CONNECT_MS = 10_000;
/** An idle connection is not trusted for longer: a request on one that the server has just closed is an uncertain one. */
const KEEP_ALIVE_MS = 4_000;
function createTransport(options) {
    const { origin, proxy, userAgent = "ncp-apigw-detach-usage-plan", connectMs = CONNECT_MS } = options;
    let { first } = options;
    let closed = false;
    const connecting = new Set();
    // Not undici's Pool: to it, a client is busy until the turn after its reply, so a second request in a row would open
    // a second connection, with the round trips that costs.
    const clients = [];
    const idle = [];
    const waiting = [];
    return {
        async send(request, limits) {
            const exchange = new Exchange(limits);
            if (closed)
                exchange.close();
            const client = idle.pop() ?? (clients.length < options.concurrency ? newClient() : undefined);
            if (client === undefined)
                waiting.push({ request, exchange });
            else
                start(client, request, exchange);
            return await exchange.reply;
        },
        close() {
            closed = true;
            first?.socket.destroy();
            for (const { exchange } of waiting.splice(0))
                exchange.close();
            const reason = new errors/* NetworkError */.D(false, "aborted", "the transport was closed");
            for (const attempt of connecting)
                attempt.abort(reason);
            for (const client of clients)
                client.destroy().catch(() => { });
        },
    };
    function start(client, request, exchange) {
        if (!exchange.settled) {
            client.dispatch({
                method: request.method,
                path: request.target,
                headers: { "user-agent": userAgent, "accept-encoding": "identity", ...request.headers },
                body: request.body ?? null,
            }, exchange);
        }
        const done = () => {
            const next = waiting.shift();
            if (next === undefined)
                idle.push(client);
            else
                start(client, next.request, next.exchange);
        };
        exchange.reply.then(done, done);
    }
    function newClient() {
        const client = new dispatcher_client(origin, {
            pipelining: 1,
            allowH2: false,
            useMilo: false, // undici's experimental parser; the variable UNDICI_USE_MILO must not choose it
            keepAliveTimeout: KEEP_ALIVE_MS,
            // The attempt's own timer covers everything; undici's would only say it in other words.
            headersTimeout: 0,
            bodyTimeout: 0,
            connect: (_, callback) => {
                connect().then((socket) => callback(null, socket), (error) => callback(error, null));
            },
        });
        clients.push(client);
        return client;
    }
    async function connect() {
        const attempt = new AbortController();
        const late = new errors/* NetworkError */.D(false, "connect", `no connection within ${connectMs / 1000} s`);
        const timer = setTimeout(() => attempt.abort(late), connectMs);
        connecting.add(attempt);
        try {
            return await open(attempt.signal);
        }
        finally {
            clearTimeout(timer);
            connecting.delete(attempt);
        }
    }
    async function open(signal) {
        if (proxy !== undefined) {
            const { connectThrough } = await __webpack_require__.e(/* import() | proxy */ 929).then(__webpack_require__.bind(__webpack_require__, 5810));
            return await connectThrough(proxy, origin, signal);
        }
        const early = first;
        first = undefined;
        return (early && (await usable(early, signal))) ?? (await opened((0,dial/* dial */.zy)(origin), signal));
    }
}
/** The early connection, if it is any good. What was wrong with it shows again on the ordinary way, where it counts. */
async function usable(early, signal) {
    try {
        const socket = await opened(early, signal);
        // Nobody has read from it so far. If the server has closed it meanwhile, this look shows it one turn later.
        socket.read(0);
        await new Promise(setImmediate);
        return socket.readyState === "open" ? socket.ref() : undefined;
    }
    catch {
        return undefined;
    }
}
async function opened(dialling, signal) {
    const onAbort = () => void dialling.socket.destroy(signal.reason);
    signal.addEventListener("abort", onAbort);
    try {
        if (signal.aborted)
            onAbort();
        return await dialling.ready;
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}


/***/ })

};
