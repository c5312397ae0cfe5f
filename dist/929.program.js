export const id = 929;
export const ids = [929];
export const modules = {

/***/ 5810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectThrough: () => (/* binding */ connectThrough)
/* harmony export */ });
/* harmony import */ var undici_lib_dispatcher_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1313);
/* harmony import */ var _dial_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(518);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2235);
/* harmony import */ var _proxy_env_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5632);
/* harmony import */ var _tcp_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7365);





/**
 * A connection to an origin through a tunnel.
 *
 * @throws {NetworkError} with reason `proxy` or `proxy-temporary`, or what went wrong behind the proxy
 */
async function connectThrough(proxy, origin, signal) {
    const via = (0,_proxy_env_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyUrl */ .s)(proxy.url);
    if (via === undefined)
        throw refusedByProxy(`${proxy.variable} does not hold an http or https URL`);
    const to = new URL(origin);
    const port = to.port || (to.protocol === "https:" ? "443" : "80");
    const socket = await tunnel(via, proxy.variable, `${to.hostname}:${port}`, signal);
    if (to.protocol === "http:")
        return socket;
    const dialling = (0,_dial_js__WEBPACK_IMPORTED_MODULE_1__/* .secure */ .ek)((0,_tcp_js__WEBPACK_IMPORTED_MODULE_4__/* .hostOf */ .w)(to), socket);
    return await endingWith(signal, () => dialling.socket.destroy(), dialling.ready);
}
async function tunnel(via, variable, authority, signal) {
    const authorization = proxyAuthorization(via, variable);
    const client = new undici_lib_dispatcher_client_js__WEBPACK_IMPORTED_MODULE_0__(via.origin, {
        allowH2: false,
        headersTimeout: 0,
        connect: (_, callback) => {
            const dialling = (0,_dial_js__WEBPACK_IMPORTED_MODULE_1__/* .dial */ .zy)(via.origin);
            const ready = endingWith(signal, () => dialling.socket.destroy(), dialling.ready);
            ready.then((socket) => callback(null, socket), (error) => callback(error, null));
        },
    });
    const connected = new Promise((resolve, reject) => {
        const headers = {
            host: authority,
            ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
        };
        client.dispatch({ method: "CONNECT", path: authority, headers }, {
            onRequestStart() { },
            onRequestUpgrade(_, status, __, socket) {
                if (status >= 200 && status < 300)
                    return resolve(socket);
                socket.on("error", () => { }).destroy();
                const message = `the proxy of ${variable} answered ${status}`;
                reject(status >= 500 ? new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .NetworkError */ .D(false, "proxy-temporary", message) : refusedByProxy(message));
            },
            onResponseError(_, error) {
                reject(unreachable(error, variable));
            },
        });
    });
    try {
        return await endingWith(signal, () => void client.destroy(), connected);
    }
    finally {
        // A tunnel is no longer the client's; anything else ends here.
        void client.destroy();
    }
}
function proxyAuthorization(via, variable) {
    if (via.username === "" && via.password === "")
        return undefined;
    try {
        const pair = `${decodeURIComponent(via.username)}:${decodeURIComponent(via.password)}`;
        return `Basic ${Buffer.from(pair).toString("base64")}`;
    }
    catch {
        throw refusedByProxy(`${variable} has a user name or password with a stray % sign`);
    }
}
/** No proxy URL ever gets into a message: it may hold a password. */
function refusedByProxy(message) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .NetworkError */ .D(false, "proxy", message);
}
function unreachable(error, variable) {
    const forGood = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .NetworkError */ .D && (error.reason === "dns" || error.reason === "tls");
    const message = `the proxy of ${variable} could not be reached`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .NetworkError */ .D(false, forGood ? "proxy" : "proxy-temporary", message, { cause: error });
}
/** Runs `end` when the signal aborts before the work is done; then the abort's reason is the error. */
async function endingWith(signal, end, work) {
    const onAbort = () => end();
    signal.addEventListener("abort", onAbort);
    try {
        if (signal.aborted)
            end();
        return await work;
    }
    catch (error) {
        throw signal.aborted ? signal.reason : error;
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}


/***/ })

};
