/**
 * undici's single modules. Its index would load everything (fetch, WebSocket, mocks, caches), which a run does not need
 * and start-up pays for. The package has no `exports` map, so these paths work; its version is pinned, and the tests of
 * the transport run over real sockets.
 */
declare module "undici/lib/dispatcher/pool.js" {
  import { Pool } from "undici";
  export = Pool;
}

declare module "undici/lib/dispatcher/proxy-agent.js" {
  import { ProxyAgent } from "undici";
  export = ProxyAgent;
}

declare module "undici/lib/core/connect.js" {
  import type { Socket } from "node:net";
  import { buildConnector } from "undici";

  /** Its types keep quiet about the socket that it returns, while it connects. */
  type Connector = (options: buildConnector.Options, callback: buildConnector.Callback) => Socket;
  export default function build(options: buildConnector.BuildOptions): Connector;
}

declare module "undici/lib/api/api-connect.js" {
  import type { Dispatcher } from "undici";
  /** What undici's index makes a method of every dispatcher. */
  export default function connect(
    this: Dispatcher,
    options: Dispatcher.ConnectOptions,
  ): Promise<Dispatcher.ConnectData>;
}
