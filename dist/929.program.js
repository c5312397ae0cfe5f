export const id = 929;
export const ids = [929];
export const modules = {

/***/ 5810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   proxyAgent: () => (/* binding */ proxyAgent)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var undici_lib_api_api_connect_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3192);
/* harmony import */ var undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5928);
/* harmony import */ var undici_lib_dispatcher_proxy_agent_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7508);
/* harmony import */ var _connecting_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8718);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2235);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7025);
/* harmony import */ var _proxy_env_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5632);
/** Connections through a proxy (CONNECT), by undici's ProxyAgent. Loaded only when the environment names a proxy. */








/** @throws {NetworkError} when the setting is none that can be used; no message ever shows the URL */
function proxyAgent(proxy, options, timeout) {
    const { variable } = proxy;
    const via = (0,_proxy_env_js__WEBPACK_IMPORTED_MODULE_7__/* .readProxyUrl */ .m)(proxy.url);
    if (typeof via === "string")
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .NetworkError */ .D(false, "proxy", `${variable} ${via}`);
    const token = proxyAuthorization(via, variable);
    return new undici_lib_dispatcher_proxy_agent_js__WEBPACK_IMPORTED_MODULE_3__({
        ...options,
        uri: via.origin,
        ...(token === undefined ? {} : { token }),
        proxyTunnel: true,
        proxyTls: { ..._connecting_js__WEBPACK_IMPORTED_MODULE_4__/* .TCP_OPTIONS */ .DF, ..._connecting_js__WEBPACK_IMPORTED_MODULE_4__/* .TLS_OPTIONS */ .XO },
        requestTls: _connecting_js__WEBPACK_IMPORTED_MODULE_4__/* .TLS_OPTIONS */ .XO,
        connectTimeout: timeout,
        clientFactory: (url, { connect }) => new WayToProxy(variable, url, {
            ...options,
            headersTimeout: timeout,
            // An address is no server's name (RFC 6066, 3), which undici forgets for a proxy's: Node would warn on stderr.
            connect: (to, callback) => connect({ ...to, servername: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(to.hostname) ? "" : to.hostname }, callback),
        }),
    });
}
/** Says in our words what becomes of a CONNECT: undici has words alone to tell a proxy's refusal from a lost connection. */
class WayToProxy extends undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_2__ {
    #variable;
    constructor(variable, url, options) {
        super(url, options);
        this.#variable = variable;
    }
    async connect(options) {
        const answer = await undici_lib_api_api_connect_js__WEBPACK_IMPORTED_MODULE_1__.call(this, options).catch((error) => {
            throw unreachable(error, this.#variable);
        });
        const { statusCode: status, socket } = answer;
        if (status >= 200 && status < 300)
            return { ...answer, statusCode: 200 };
        socket.on("error", () => { }).destroy();
        const reason = status >= 500 ? "proxy-temporary" : "proxy";
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .NetworkError */ .D(false, reason, `the proxy of ${this.#variable} answered ${status}`);
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .NetworkError */ .D(false, "proxy", `${variable} has a user name or password with a stray % sign`);
    }
}
function unreachable(error, variable) {
    const [reason] = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .connectFailure */ .vZ)(error);
    const forGood = reason === "dns" || reason === "tls";
    const message = `the proxy of ${variable} could not be reached`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .NetworkError */ .D(false, forGood ? "proxy" : "proxy-temporary", message, { cause: error });
}


/***/ })

};
