/******/ var __webpack_modules__ = ({

/***/ 8696:
/***/ ((module) => {

module.exports = process.getBuiltinModule("../milo/no-simd.js");

/***/ }),

/***/ 4094:
/***/ ((module) => {

module.exports = process.getBuiltinModule("../milo/simd.js");

/***/ }),

/***/ 6839:
/***/ ((module) => {

module.exports = process.getBuiltinModule("../web/fetch/body.js");

/***/ }),

/***/ 2796:
/***/ ((module) => {

module.exports = process.getBuiltinModule("../web/fetch/formdata");

/***/ }),

/***/ 4030:
/***/ ((module) => {

module.exports = process.getBuiltinModule("../web/webidl");

/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = process.getBuiltinModule("assert");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = process.getBuiltinModule("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = process.getBuiltinModule("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = process.getBuiltinModule("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = process.getBuiltinModule("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = process.getBuiltinModule("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream");

/***/ }),

/***/ 7830:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream/web");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:timers");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util/types");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:v8");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = process.getBuiltinModule("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = process.getBuiltinModule("path");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = process.getBuiltinModule("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = process.getBuiltinModule("util");

/***/ }),

/***/ 8718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DF: () => (/* binding */ TCP_OPTIONS),
/* harmony export */   XO: () => (/* binding */ TLS_OPTIONS),
/* harmony export */   q6: () => (/* binding */ createContext),
/* harmony export */   ss: () => (/* binding */ CONNECT_MS),
/* harmony export */   w4: () => (/* binding */ hostOf),
/* harmony export */   wC: () => (/* binding */ turn)
/* harmony export */ });
/** Name look-up, TCP and TLS, together. Shorter than an attempt, so that its failure is known as what it is. */
const CONNECT_MS = 10_000;
const TCP_OPTIONS = {
    noDelay: true,
    // Where a name has several addresses, the next one is tried after this time. Node's own 250 ms is hardly longer than
    // one round trip to Korea from another continent, and would abandon addresses that answer.
    autoSelectFamilyAttemptTimeout: 600,
};
/** Said outright, since NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 would change the defaults. */
const TLS_OPTIONS = {
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    // No `ca`: NODE_EXTRA_CA_CERTS counts.
};
/** One for many connections: to make one reads all certificates that Node trusts. */
async function createContext() {
    return (await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 1692, 19))).createSecureContext(TLS_OPTIONS);
}
/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }) {
    return hostname.replace(/^\[|\]$/g, "");
}
/** One turn of the event loop: what the network has brought is dealt with after it. */
const turn = () => new Promise((resolve) => void setImmediate(resolve));


/***/ }),

/***/ 3221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bk: () => (/* binding */ parseEndpoint),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   X5: () => (/* binding */ endpointOf),
/* harmony export */   bo: () => (/* binding */ SITES),
/* harmony export */   o2: () => (/* binding */ BASE_PATH),
/* harmony export */   zU: () => (/* binding */ siteOf)
/* harmony export */ });
/**
 * Where the API is. Loaded in the first chunk of the bundle (the early connect needs it), so: no imports.
 */
/** Everything that is known of a site: the domain that the hosts of all its APIs lie in. */
const DOMAINS = {
    public: "apigw.ntruss.com",
    gov: "apigw.gov-ntruss.com",
    fin: "apigw.fin-ntruss.com",
};
const SITES = Object.keys(DOMAINS);
/** Every path of the API begins with this, in all editions of its documentation. */
const BASE_PATH = "/api/v1";
function endpointOf(site) {
    return { origin: `https://apigateway.${DOMAINS[site]}` };
}
/** Space, control characters and `\`: the URL parser would drop or change them without a word. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u0020\u007f\\]/;
/** Reads an origin, with or without `/api/v1` and a trailing slash. */
function parseEndpoint(text) {
    if (UNSAFE.test(text) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        return "not-a-url";
    let url;
    try {
        url = new URL(text);
    }
    catch {
        return "not-a-url";
    }
    if (url.protocol !== "https:" && url.protocol !== "http:")
        return "scheme";
    // `?`, `#` and `@` are looked for in the text: the parser shows nothing of an empty query, fragment or user.
    if (text.includes("#"))
        return "fragment";
    if (text.includes("?"))
        return "query";
    if (text.includes("@"))
        return "user-info";
    if (url.protocol === "http:" && !isLoopback(url.hostname))
        return "plain-http";
    const path = url.pathname.replace(/\/$/, "");
    if (path !== "" && path !== BASE_PATH)
        return "path";
    // The root of all names, spelt out: the same host, but another name to a certificate.
    return { origin: url.origin.replace(/\.(?=:\d+$|$)/, "") };
}
/** Whether a host name, as `URL.hostname` gives it, can only be this machine: 127.0.0.0/8, localhost, [::1]. */
function isLoopback(hostname) {
    // The URL parser makes a dotted quad of every host that ends in a number, or refuses it.
    return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
/**
 * The site that a URL of any NCP API belongs to. Other tools' `NCLOUD_API_GW` names the `ncloud.` host
 * (`https://ncloud.apigw.ntruss.com`): that host does not serve this API, but it tells the site.
 */
function siteOf(text) {
    if (!URL.canParse(text))
        return undefined;
    const { hostname } = new URL(text);
    const domain = hostname.slice(hostname.indexOf(".") + 1);
    return SITES.find((site) => DOMAINS[site] === domain);
}


/***/ }),

/***/ 5632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ proxyFor),
/* harmony export */   m: () => (/* binding */ readProxyUrl)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3221);
/** Which proxy the environment asks for. Small and without imports of weight: looked at before the early connect. */


/**
 * The proxy for an origin: `https_proxy` for https, `http_proxy` for http, each also in capitals; the lower-case one
 * wins, even when empty, as in curl and undici. `no_proxy` takes hosts out. The rules are the same for NCP and for
 * GitHub (the comment): both go through `Host.connect`.
 *
 * Plain http is for this machine alone, so it goes to no proxy elsewhere.
 */
function proxyFor(origin, env) {
    const { protocol, hostname, port } = new URL(origin);
    const name = protocol === "https:" ? "https_proxy" : "http_proxy";
    const variable = env[name] === undefined ? name.toUpperCase() : name;
    const url = env[variable]?.trim() ?? "";
    if (url === "")
        return undefined;
    const noProxy = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
    if (isExempt(bare(hostname), port || (protocol === "https:" ? "443" : "80"), noProxy))
        return undefined;
    if (protocol === "http:" && leavesMachine(url))
        return undefined;
    return { url, variable };
}
function leavesMachine(proxy) {
    const url = readProxyUrl(proxy);
    return typeof url === "string" || !(0,_endpoint_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U9)(url.hostname);
}
/** What a URL parser would take for the end of the user info, or drop without a word. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what is looked for
const ODD_IN_USER_INFO = /[\u0000-\u0020\u007f#/?\\]/;
/**
 * Reads a proxy's URL, or says what is wrong with it. Without a scheme it is http, as for curl. A URL that parses by
 * accident alone is refused: with a bare `#` in its password another host would be dialled, and shown half of it.
 */
function readProxyUrl(text) {
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    const authority = full.slice(full.indexOf("://") + 3);
    const at = authority.lastIndexOf("@");
    const odd = ODD_IN_USER_INFO.exec(authority.slice(0, Math.max(at, 0)))?.[0];
    if (odd !== undefined) {
        return `has ${JSON.stringify(odd)} in its user name or password: encode it as ${encodeURIComponent(odd)}`;
    }
    const isPlace = /^(\[[\da-f:.]+\]|[^\s:/?#\\[\]]+)(:\d+)?\/?$/i.test(authority.slice(at + 1));
    const url = isPlace && URL.canParse(full) ? new URL(full) : undefined;
    const isKnown = url?.protocol === "http:" || url?.protocol === "https:";
    return url !== undefined && isKnown ? url : "does not hold an http or https URL of a host and a port";
}
/**
 * `*` is every host; `example.com` and `.example.com` are the host and all below it; `*.example.com` is what is below
 * it; `10.0.0.0/8` is every address in it, and no name; `:port` at the end limits an entry to that port. Commas or
 * spaces part the entries; a dot at the end of a name means nothing.
 */
function isExempt(hostname, port, noProxy) {
    return noProxy
        .toLowerCase()
        .split(/[\s,]/)
        .some((entry) => {
        if (entry.includes("/"))
            return isWithin(hostname, entry);
        const [host, only] = entryParts(entry);
        if (only !== undefined && only !== port)
            return false;
        if (host === "*")
            return true;
        const name = host.replace(/^\*?\./, "").replace(/\.$/, "");
        return (hostname === name && !host.startsWith("*")) || hostname.endsWith(`.${name}`);
    });
}
/** Whether a host is an address within `10.0.0.0/8` or `fd00::/8`. */
function isWithin(hostname, block) {
    const [network = "", bits = ""] = block.split("/");
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(hostname) ? "ipv6" : "ipv4";
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(hostname) === 0 || (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(hostname) !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare(network)) || !/^\d{1,3}$/.test(bits))
        return false;
    if (Number(bits) > (family === "ipv6" ? 128 : 32))
        return false;
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(bare(network), Number(bits), family);
    return list.check(hostname, family);
}
/** Host and port of an entry. More than one colon without brackets is an IPv6 address. */
function entryParts(entry) {
    const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
    return parts === null ? [bare(entry), undefined] : [bare(parts[1] ?? ""), parts[2]];
}
const bare = (hostname) => hostname.replace(/^\[|\]$/g, "").replace(/(.)\.$/, "$1");


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".program.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  n: () => (/* binding */ start)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = process.getBuiltinModule("node:timers/promises");
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: ./lib/ncloud/connecting.js
var connecting = __nccwpck_require__(8718);
// EXTERNAL MODULE: ./lib/ncloud/endpoint.js
var ncloud_endpoint = __nccwpck_require__(3221);
// EXTERNAL MODULE: ./lib/ncloud/proxy-env.js
var proxy_env = __nccwpck_require__(5632);
;// CONCATENATED MODULE: ./lib/early.js
/**
 * The first connections, begun before the inputs are read in full: TCP and TLS are under way while the rest of the bundle
 * loads. Nothing is dialled that validation would refuse, nor past a proxy.
 */





const NAMES = ["INPUT_PRODUCT-NAME", "INPUT_API-NAME", "INPUT_STAGE-NAME", "INPUT_USAGE-PLAN-NAME"];
/** Two where a run begins with two reads side by side: the stage, and the API keys of its product; or two names. */
function connectEarly(env) {
    const origin = originOf(env);
    if (origin === undefined || (0,proxy_env/* proxyFor */.i)(origin, env) !== undefined)
        return undefined;
    const isOff = (input) => /^\s*false\s*$/i.test(env[input] ?? "");
    const named = NAMES.some((input) => (env[input] ?? "").trim() !== "");
    const single = isOff("INPUT_VERIFY") || (isOff("INPUT_LOOK-AT-API-KEYS") && !named);
    const context = contextFor(origin);
    const begun = Array.from({ length: single ? 1 : 2 }, () => begin(origin, context));
    return {
        origin,
        context,
        ready: begun.map(({ ready }) => ready),
        close: () => {
            for (const each of begun)
                each.close();
        },
    };
}
/** As `action/inputs` decides it; in doubt nothing. */
function originOf(env) {
    const url = env["INPUT_API-URL"]?.trim() ?? "";
    if (url !== "") {
        const endpoint = (0,ncloud_endpoint/* parseEndpoint */.Bk)(url);
        return typeof endpoint === "string" ? undefined : endpoint.origin;
    }
    const word = env["INPUT_SITE"]?.trim() || env["NCLOUD_SITE"] || "public";
    const site = ncloud_endpoint/* SITES */.bo.find((each) => each === word);
    return site === undefined ? undefined : (0,ncloud_endpoint/* endpointOf */.X5)(site).origin;
}
/** Undefined without TLS, which takes 10 ms to load: they pass while TCP is under way, from the next turn of the event loop on. */
function contextFor(origin) {
    return origin.startsWith("https:") ? (0,connecting/* turn */.wC)().then(connecting/* createContext */.q6) : undefined;
}
/** Only for an origin that `parseEndpoint` has passed. */
function begin(origin, context = contextFor(origin)) {
    const { host, port } = partsOf(origin);
    const tcp = (0,external_node_net_.connect)({ host, port, ...connecting/* TCP_OPTIONS */.DF }).unref();
    // What goes wrong shows again on the ordinary way, where it counts.
    const closed = (0,external_node_events_.once)(quiet(tcp), "close").then(() => undefined);
    const ready = Promise.race([secured(), closed]).catch(() => undefined);
    return { origin, ready, close: () => void tcp.destroy() };
    async function secured() {
        const connected = (0,external_node_events_.once)(tcp, "connect");
        if (context === undefined)
            return connected.then(() => tcp);
        const [secureContext, tls] = await Promise.all([context, context.then(() => Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 1692, 19))), connected]);
        const name = { host, ...((0,external_node_net_.isIP)(host) === 0 && { servername: host }) };
        const options = { ...connecting/* TLS_OPTIONS */.XO, secureContext, ALPNProtocols: ["http/1.1"] };
        const socket = tls.connect({ socket: tcp, ...name, ...options });
        await (0,external_node_events_.once)(quiet(socket), "secureConnect");
        return socket;
    }
}
function partsOf(origin) {
    const url = new URL(origin);
    return { host: (0,connecting/* hostOf */.w4)(url), port: Number(url.port) || (url.protocol === "https:" ? 443 : 80) };
}
/** An error of a connection that nobody waits for must not end the process. */
const quiet = (socket) => socket.on("error", () => { });

;// CONCATENATED MODULE: ./lib/process-end.js
/**
 * How the process ends, and three habits of V8 that would hold it up. Whoever doubts either can leave its call out of
 * `program.ts`: nothing else changes. Measured by `npm run bench -- start-up`.
 */
/** More than an end needs, and a run still ends within `timeout` + 2 s. */
const END_MS = 500;
/**
 * V8's defaults serve processes with a long life (`node --v8-options`). It begins to optimize WebAssembly, in which
 * undici reads replies, with the third reply or so, which takes 40 ms of CPU and 9 MiB, and Node waits for the end of it
 * before it exits (nodejs/node#36616); even 4,000 replies do not earn that back. And it lets the youngest part of the
 * heap double again and again, to 50 MiB of garbage in a run of thousands. And its last optimizer, Turbofan, earns nothing
 * back in a run of seconds: without it 1,000 targets take 9 % less CPU and 3 MiB less.
 */
const V8_FLAGS = "--no-wasm-tier-up --no-wasm-dynamic-tiering --semi-space-growth-factor=1 --no-turbofan";
/** Call it when all is loaded: with a changed flag, V8 no longer takes the code of Node's own modules from Node's cache. */
async function calmV8() {
    const { setFlagsFromString } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8877, 19));
    setFlagsFromString(V8_FLAGS);
}
/**
 * Call it when all is said. The system's name look-up can hold a thread for half a minute, cannot be cancelled, and Node
 * waits for its threads before it exits, by whatever call. Only to become another program ends them (execve(2)).
 */
function endSoon() {
    setTimeout(endAnyway, END_MS).unref();
}
function endAnyway() {
    const code = process.exitCode ?? 0;
    if (process.stdout.writableLength > 0) {
        // What the runner has not read yet is still in this process.
        endSoon();
    }
    else if (process.platform !== "win32") {
        process.execve?.(process.execPath, [process.execPath, "-e", `process.exitCode = ${code}`], {});
    }
    else if (code !== 0) {
        // There it ends with 1, as it should: were it 0, the end would have to wait.
        process.kill(process.pid, "SIGKILL");
    }
}

;// CONCATENATED MODULE: ./lib/program.js
/** The real process as the `Host` of both programs of the action: signals, clock, dice, network, and the one catch. */





/** Stages side by side are at most 16, and so are the reads of API keys; a list and a look at a stage go out beside those. */
const MAX_CONNECTIONS = 18;
const clock = {
    now: () => Date.now(),
    monotonic: () => process.uptime() * 1000,
    sleep: (ms, signal) => (0,promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
/**
 * undici asks it for the time when a connection falls idle, and Node's own loads 11 modules at its first use: 2 % of a run.
 * Whoever needs more of it imports `node:perf_hooks`.
 */
const PERFORMANCE = { now: clock.monotonic };
/** Which step this is, is the program's text: nothing that a job can set decides it. Never rejects. */
async function start(step) {
    // First of all, so that it is under way while the rest is loaded. A post step mostly has nothing to do.
    const early = step === "main" ? connectEarly(process.env) : undefined;
    const onSignal = listenForSignals();
    Object.defineProperty(globalThis, "performance", { value: PERFORMANCE, configurable: true, writable: true });
    // Whoever reads the log may go away; the work goes on, and outputs, state and summary are files.
    for (const stream of [process.stdout, process.stderr])
        stream.on("error", () => { });
    try {
        // Loading holds the event loop, which has to turn before a connection is begun, and once more when its name is known.
        await (0,connecting/* turn */.wC)();
        const { createTransport } = await Promise.all(/* import() | transport */[__nccwpck_require__.e(928), __nccwpck_require__.e(262)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4699));
        await (0,connecting/* turn */.wC)();
        const steps = await __nccwpck_require__.e(/* import() | run */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 361));
        await calmV8();
        await steps[step]({
            env: process.env,
            clock,
            random: Math.random,
            runtime: { node: process.versions.node, webAssembly: "WebAssembly" in globalThis },
            connect: ({ origin }) => createTransport({
                origin,
                concurrency: MAX_CONNECTIONS,
                ...(early?.origin === origin && { early: early.ready, secureContext: early.context }),
                proxy: (0,proxy_env/* proxyFor */.i)(origin, process.env),
            }),
            processes: { pid: process.pid, exists },
            onSignal,
        });
    }
    catch (error) {
        // A defect of ours: every expected failure is a report. The message could hold anything, so only the kind is printed.
        process.exitCode = 1;
        const kind = error instanceof Error ? error.name : typeof error;
        process.stdout.write(`::error title=internal-error::Unexpected ${kind}. Please report it.\n`);
    }
    finally {
        early?.close();
        endSoon();
    }
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return !(error instanceof Error && "code" in error && error.code === "ESRCH");
    }
}
/** From now on a signal is a wish to stop, not the end: what was done has to be said. */
function listenForSignals() {
    let signalled = false;
    let listener;
    // SIGHUP: the terminal of a runner, or of a run without one, was closed. Node takes it for the end even under nohup.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, () => {
            signalled = true;
            listener?.();
        });
    }
    return (callback) => {
        listener = callback;
        if (signalled)
            callback();
        return () => {
            listener = undefined;
        };
    };
}

var __webpack_exports__start = __webpack_exports__.n;
export { __webpack_exports__start as start };
