export const id = 262;
export const ids = [262];
export const modules = {

/***/ 8856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTransport: () => (/* binding */ createTransport)
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
