export const id = 262;
export const ids = [262];
export const modules = {

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

/***/ 7025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k5: () => (/* binding */ Exchange),
/* harmony export */   vZ: () => (/* binding */ connectFailure)
/* harmony export */ });
/* unused harmony export MAX_REPLY_BYTES */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2235);

/** No reply of the contract comes near. Over it, the connection is dropped. */
const MAX_REPLY_BYTES = 1024 * 1024;
/** What the action reads of a reply's headers. */
const HEADERS_READ = [
    ...["date", "retry-after"],
    // Of GitHub's, for the comment.
    ...["content-type", "location", "x-ratelimit-remaining", "x-ratelimit-reset"],
];
const UTF8 = new TextDecoder();
const NOTHING = Buffer.alloc(0);
/** The exchanges that end with a signal: one listener for all of them, since all of a run have the same few signals. */
const WAITING = new WeakMap();
function waitingFor(signal) {
    const known = WAITING.get(signal);
    if (known !== undefined)
        return known;
    const waiting = new Set();
    signal.addEventListener("abort", () => {
        for (const each of [...waiting])
            each.abort();
    });
    WAITING.set(signal, waiting);
    return waiting;
}
class Exchange {
    reply;
    #resolve;
    #reject;
    #waiting;
    #timer;
    #controller;
    #settled = false;
    /** undici says "start" right before it writes: from then on, bytes may have left. */
    #sent = false;
    #status = 0;
    #headers = {};
    /** What has come of the body, in the first `#size` bytes. Not the chunks: a million of one byte take 100 times as much. */
    #body = NOTHING;
    #size = 0;
    constructor(limits) {
        const { promise, resolve, reject } = Promise.withResolvers();
        this.reply = promise;
        this.#resolve = resolve;
        this.#reject = reject;
        this.#waiting = waitingFor(limits.signal).add(this);
        this.#timer = setTimeout(() => this.#fail("timeout", "no complete reply in time"), limits.timeoutMs);
        if (limits.signal.aborted)
            this.abort();
    }
    get settled() {
        return this.#settled;
    }
    abort() {
        this.#fail("aborted", "the run's time is over");
    }
    close() {
        this.#fail("aborted", "the transport was closed");
    }
    onRequestStart(controller) {
        // Given up while it waited for a connection. Thrown here, undici writes not a byte of it and keeps the connection.
        if (this.#settled)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .D(false, "aborted", "given up");
        this.#controller = controller;
        this.#sent = true;
    }
    onResponseStart(_, status, headers) {
        if (status < 200)
            return; // early hints and the like: the reply is still to come
        this.#status = status;
        for (const name of HEADERS_READ) {
            const value = headers[name];
            const first = typeof value === "object" ? value[0] : value;
            if (first !== undefined)
                this.#headers[name] = first;
        }
        if (Number(headers["content-length"]) > MAX_REPLY_BYTES)
            this.#tooLarge();
    }
    onResponseData(_, chunk) {
        const size = this.#size + chunk.length;
        if (size > MAX_REPLY_BYTES) {
            this.#tooLarge();
            return;
        }
        if (size > this.#body.length) {
            const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#body.length));
            this.#body.copy(larger, 0, 0, this.#size);
            this.#body = larger;
        }
        chunk.copy(this.#body, this.#size);
        this.#size = size;
    }
    onResponseEnd() {
        if (!this.#settle())
            return;
        this.#resolve({
            status: this.#status,
            headers: this.#headers,
            body: this.#size === 0 ? "" : UTF8.decode(this.#body.subarray(0, this.#size)),
        });
    }
    onResponseError(_, error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .D) {
            if (this.#settle())
                this.#reject(error);
            return;
        }
        const [reason, message] = this.#sent ? exchangeFailure(error, this.#status > 0) : connectFailure(error);
        this.#fail(reason, message, error);
    }
    #tooLarge() {
        this.#fail("too-large", "the reply is too large");
    }
    #fail(reason, message, cause) {
        if (!this.#settle())
            return;
        const error = new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .D(this.#sent, reason, message, cause === undefined ? {} : { cause });
        this.#reject(error);
        this.#controller?.abort(error); // drops the connection: nothing can follow on it
    }
    #settle() {
        if (this.#settled)
            return false;
        this.#settled = true;
        clearTimeout(this.#timer);
        this.#waiting.delete(this);
        return true;
    }
}
/** What broke an exchange after its first byte. `begun`: the head of the reply was there. */
function exchangeFailure(error, begun) {
    if (isClosing(error))
        return CLOSED;
    if (error.code === "UND_ERR_HEADERS_OVERFLOW")
        return ["too-large", "the reply's headers are too large"];
    const odd = error.code === "UND_ERR_SOCKET" ? ODD.get(error.message) : undefined;
    if (odd !== undefined)
        return ["malformed", odd];
    // undici says so of everything that is wrong in a head behind its Content-Length.
    if (error.code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" && !begun)
        return ["malformed", "the head of the reply contradicts itself, such as by two lengths"];
    // The parser's errors have no code, and one of them is an end in the middle of a message: cut off, not nonsense.
    if (error.name === "HTTPParserError" && !error.message.includes("EOF"))
        return ["malformed", "the reply is not HTTP"];
    return ["lost", "the connection was lost before the reply was complete"];
}
/** What undici does not take for a reply though it looks like one, by its words. */
const ODD = new Map([
    ["bad response", "the server sent 100 Continue, which nobody had asked for"],
    ["bad upgrade", "the server switched to another protocol, which nobody had asked for"],
]);
/** Why there was no connection. */
function connectFailure(error) {
    if (isClosing(error))
        return CLOSED;
    // Node says ENOTFOUND for "no such name" and "no address"; all else of the look-up may pass.
    if (error.code === "ENOTFOUND")
        return ["dns", "the host name is unknown"];
    if (error.syscall === "getaddrinfo")
        return ["dns-temporary", "the host name could not be looked up"];
    if (error.code === "UND_ERR_CONNECT_TIMEOUT")
        return ["connect", "no connection in time"];
    if (isOfTls(error))
        return ["tls", "the TLS handshake failed"];
    return ["connect", "the connection could not be made"];
}
const CLOSED = ["aborted", "the transport was closed"];
function isClosing({ code }) {
    return code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED";
}
/** The system's codes are E and capitals, undici's begin with UND_ERR_; OpenSSL has a code for all that it refuses. */
function isOfTls({ code }) {
    return code !== undefined && (code === "EPROTO" || !/^(E[A-Z0-9]+$|UND_ERR_)/.test(code));
}


/***/ }),

/***/ 4699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTransport: () => (/* binding */ createTransport)
/* harmony export */ });
/* harmony import */ var undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1332);
/* harmony import */ var undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5928);
/* harmony import */ var _connecting_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8718);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2235);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7025);





/**
 * Before it uses a connection again, undici looks once whether the server has closed it. A server that does so later,
 * without a word, loses a request: so a repeat goes out on a fresh connection, and until so many replies have come every
 * write does. Otherwise such a server could lose each write, and none would ever arrive.
 */
const REPLIES_TO_TRUST = 20;
/** What undici is told, for NCP, behind a proxy and before it. */
const CLIENT_OPTIONS = {
    pipelining: 1,
    allowH2: false,
    useMilo: false, // undici's experimental parser; the variable UNDICI_USE_MILO must not choose it
    // An idle connection is not trusted for longer: a request on one that the server has just closed is an uncertain one.
    keepAliveTimeout: 4_000,
    // The attempt's own timer covers everything; undici's would only say it in other words.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Node's own default, whatever NODE_OPTIONS says for the other programs of a job.
    maxHeaderSize: 16 * 1024,
};
function createTransport(options) {
    const { origin, concurrency: connections, proxy, userAgent = "ncp-apigw-detach-usage-plan" } = options;
    const timeout = options.connectMs ?? _connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .CONNECT_MS */ .ss;
    const early = [...(options.early ?? [])];
    let closed = false;
    const connecting = new Set();
    let { secureContext } = options;
    // Connections resume the TLS session of one before them, which saves both sides most of what TLS costs.
    let session;
    const shared = { ...CLIENT_OPTIONS, connections };
    const dispatchers = new Set();
    let dispatching = createDispatcher();
    // Replies to come until connections are trusted again after a loss.
    let distrust = 0;
    return {
        async send({ method, target, headers, body = null }, limits) {
            if (method !== "GET" && distrust > 0)
                renew();
            const current = dispatching;
            const dispatcher = await current;
            const exchange = new _exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .Exchange */ .k5(limits);
            if (closed)
                exchange.close();
            if (!exchange.settled) {
                const all = { "user-agent": userAgent, "accept-encoding": "identity", ...headers };
                dispatcher.dispatch({ origin, method, path: target, headers: all, body }, exchange);
            }
            try {
                const reply = await exchange.reply;
                distrust -= 1;
                return reply;
            }
            catch (error) {
                if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .NetworkError */ .D && error.sent && error.reason === "lost") {
                    distrust = REPLIES_TO_TRUST;
                    if (current === dispatching)
                        renew();
                }
                throw error;
            }
            finally {
                // To the Pool a client is busy until the turn after its reply: a request before that would open a connection.
                await (0,_connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .turn */ .wC)();
            }
        },
        close() {
            closed = true;
            for (const each of early)
                each?.then((socket) => socket?.destroy());
            for (const dispatcher of dispatchers)
                dispatcher.destroy();
            for (const socket of connecting)
                socket.destroy();
        },
    };
    /** Whatever follows goes out on fresh connections; what is under way on the others comes to its end. */
    function renew() {
        dispatching.then((old) => old.close()).catch(() => { });
        dispatching = createDispatcher();
    }
    function createDispatcher() {
        const made = proxy === undefined ? Promise.resolve(new undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_1__(origin, { ...shared, connect })) : throughProxy(proxy);
        // What is wrong with a proxy's setting is said by each request.
        made.then((dispatcher) => dispatchers.add(dispatcher)).catch(() => { });
        return made;
    }
    async function throughProxy(setting) {
        const { proxyAgent } = await Promise.all(/* import() | proxy */[__webpack_require__.e(907), __webpack_require__.e(929)]).then(__webpack_require__.bind(__webpack_require__, 5810));
        return proxyAgent(setting, shared, timeout);
    }
    async function connect(to, callback) {
        // Taken before anything is waited for: two connections that shared a socket would answer each other's requests.
        const begun = await early.shift();
        if (begun !== undefined && (await isOpen(begun))) {
            remember(begun);
            return callback(null, begun.ref());
        }
        const connectTo = await connector().catch((error) => error);
        if (connectTo instanceof Error)
            return callback(connectTo, null);
        if (closed)
            return callback(Object.assign(new Error("closed"), { code: "UND_ERR_DESTROYED" }), null);
        const socket = connectTo(to, (...result) => {
            connecting.delete(socket);
            const [error, connected] = result;
            if (error === null)
                remember(connected);
            else
                session = undefined; // it may be what the server does not like
            callback(...result);
        });
        connecting.add(socket);
    }
    async function connector() {
        if (origin.startsWith("https:"))
            secureContext ??= (0,_connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .createContext */ .q6)();
        const secure = { secureContext: await secureContext, session };
        return undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0__({ ..._connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .TCP_OPTIONS */ .DF, ..._connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .TLS_OPTIONS */ .XO, ...secure, allowH2: false, timeout });
    }
    function remember(connected) {
        if (!("getSession" in connected))
            return;
        session ??= connected.getSession();
        // With TLS 1.3 what it takes to resume it comes later.
        connected.on("session", (latest) => {
            session = latest;
        });
    }
}
/** Nobody has read from the early connection so far. If the server has closed it meanwhile, this look shows it. */
async function isOpen(early) {
    early.read(0);
    await (0,_connecting_js__WEBPACK_IMPORTED_MODULE_2__/* .turn */ .wC)();
    return early.readyState === "open";
}


/***/ })

};
