/**
 * undici's single modules. Its index would load everything (fetch, WebSocket, mocks, caches), which a run does not need
 * and start-up pays for. The package has no `exports` map, so these paths work; its version is pinned, and the tests of
 * the transport run over real sockets.
 */
declare module "undici/lib/dispatcher/client.js" {
  import { Client } from "undici";
  export = Client;
}
